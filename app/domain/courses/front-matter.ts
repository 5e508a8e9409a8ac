/** What stands above a lesson's text between two lines of three dashes, as `key: value`. */
export interface FrontMatter {
  values: Record<string, string>;
  /** The text below. */
  body: string;
}

const BLOCK = /^---[ \t]*\n([\s\S]{0,8000}?)\n?---[ \t]*(?:\n|$)/;

/** Simple values only: lists and nested values are kept as they are written, nothing is ever run or followed. */
export function readFrontMatter(text: string): FrontMatter {
  const match = BLOCK.exec(text);
  if (!match) return { values: {}, body: text };
  const values: Record<string, string> = {};
  for (const line of (match[1] ?? "").split("\n")) {
    const pair = /^([A-Za-z][\w-]{0,40}):[ \t]*(.*)$/.exec(line);
    if (pair?.[1] && !Object.hasOwn(values, pair[1].toLowerCase())) values[pair[1].toLowerCase()] = unquoted((pair[2] ?? "").trim());
  }
  return { values, body: text.slice(match[0].length) };
}

function unquoted(value: string): string {
  if (/^".*"$/.test(value)) {
    try {
      return String(JSON.parse(value));
    } catch {
      return value.slice(1, -1);
    }
  }
  return /^'.*'$/.test(value) ? value.slice(1, -1).replace(/''/g, "'") : value;
}

/** The block for some values; every value in double quotes unless it is a plain word or number. */
export function writeFrontMatter(values: Record<string, string | null>): string {
  const lines = Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${/^[\w:.-]+( [\w:.-]+)*$/.test(value) && !/^(true|false|null|yes|no)$/i.test(value) ? value : quoted(key, value)}`]));
  return `---\n${lines.join("\n")}\n---\n`;
}

function quoted(key: string, value: string): string {
  return key === "preview" ? value : JSON.stringify(value);
}
