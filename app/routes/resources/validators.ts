/** What says that a file is the same as before. */
export interface Validators {
  /** Strong, with its quotes. */
  etag: string;
  /** UTC; counts to the second, as HTTP writes it. */
  lastModified: Date;
}

/** Whether the browser has the file already (RFC 9110, 13.1.2 and 13.1.3): If-None-Match, and only without it If-Modified-Since. */
export function isUnchanged(headers: Headers, { etag, lastModified }: Validators): boolean {
  const none = headers.get("If-None-Match");
  if (none !== null) return none.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === etag || candidate.trim() === "*");
  const since = Date.parse(headers.get("If-Modified-Since") ?? "");
  return !Number.isNaN(since) && seconds(lastModified) <= Math.floor(since / 1000);
}

/** Whether a range is of the same file (13.1.5): without If-Range always; else only by the very same strong tag or instant. */
export function rangeStillFits(headers: Headers, { etag, lastModified }: Validators): boolean {
  const condition = headers.get("If-Range")?.trim();
  if (condition === undefined) return true;
  if (condition.startsWith('"') || condition.startsWith("W/")) return condition === etag;
  return Math.floor(Date.parse(condition) / 1000) === seconds(lastModified);
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
