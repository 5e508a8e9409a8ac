/** What a form-encoded body or query says, before any schema has looked at it. */
export type Raw = string | RawHash;
export interface RawHash {
  [key: string]: Raw;
}

/** Stripe refuses absurd nesting; so do we, before recursion gets deep. */
const MAX_DEPTH = 10;

/**
 * Parses `a[b][0][c]=d` the way Stripe does. Lists stay hashes with the keys "0", "1" …; the schema decides what is a list.
 * @throws {Error} when brackets do not balance or a key is used both as a value and as a hash
 */
export function parseForm(text: string): RawHash {
  const root = emptyHash();
  for (const [key, value] of new URLSearchParams(text)) assign(root, pathOf(key), value);
  return root;
}

function emptyHash(): RawHash {
  // No prototype: a key called "__proto__" or "constructor" is just an unknown parameter.
  return Object.create(null) as RawHash;
}

function pathOf(key: string): string[] {
  const bracket = key.indexOf("[");
  if (bracket === -1) return [key];
  const path = [key.slice(0, bracket)];
  let at = bracket;
  while (at < key.length) {
    const end = key.indexOf("]", at);
    if (key[at] !== "[" || end === -1) throw new Error(`Invalid parameter name: ${key}`);
    path.push(key.slice(at + 1, end));
    at = end + 1;
  }
  if (path.length > MAX_DEPTH) throw new Error(`Parameter is nested too deeply: ${key}`);
  return path;
}

function assign(root: RawHash, path: string[], value: string): void {
  let hash = root;
  path.forEach((part, index) => {
    const key = part === "" ? String(Object.keys(hash).length) : part;
    if (index === path.length - 1) {
      if (typeof hash[key] === "object") throw new Error(`Invalid parameter: ${path.join(".")} is both a value and a hash`);
      hash[key] = value;
      return;
    }
    const existing = hash[key];
    if (typeof existing === "string") throw new Error(`Invalid parameter: ${path.join(".")} is both a value and a hash`);
    hash = existing ?? (hash[key] = emptyHash());
  });
}
