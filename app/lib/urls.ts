const HERE = "http://local.invalid";

/**
 * A path of this site that is safe to redirect to, else `fallback`. Refuses other hosts in every spelling
 * (`//evil`, `/\evil`, `%2f%2fevil`, `/.//evil`, control characters) and keeps path, query and hash.
 */
export function localPath(candidate: FormDataEntryValue | string | null | undefined, fallback: string): string {
  if (typeof candidate !== "string" || !candidate.startsWith("/")) return fallback;
  let decoded = candidate;
  // Decode until it stops changing: a proxy in front may decode once more than we do.
  for (let round = 0; round < 4; round += 1) {
    if (leadsAway(decoded)) return fallback;
    let next: string;
    try {
      next = decodeURIComponent(decoded);
    } catch {
      return fallback;
    }
    if (next === decoded) break;
    decoded = next;
  }
  if (leadsAway(decoded)) return fallback;
  const url = new URL(candidate, HERE);
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Whether a browser could read it as another host, also after `.` and `..` are gone from it (`/.//evil` becomes `//evil`). */
function leadsAway(path: string): boolean {
  if (/^\/[/\\]|[\u0000-\u001f\u007f\\]/.test(path) || !URL.canParse(path, HERE)) return true;
  const url = new URL(path, HERE);
  return url.origin !== HERE || url.pathname.startsWith("//");
}

/** An http(s) address typed by a person, or null. */
export function webAddress(candidate: string): URL | null {
  try {
    const url = new URL(candidate.trim());
    return (url.protocol === "https:" || url.protocol === "http:") && !url.username && !url.password ? url : null;
  } catch {
    return null;
  }
}

/** A url-safe name: lower-case letters, digits and single hyphens, at most 60 characters; "" if nothing is left. */
export function slugify(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
}
