/** A place in a list ordered by time and id, newest first. */
export interface Cursor {
  at: Date;
  id: string;
}

/** Which page: what is older than `before`, or newer than `after`. Neither: the first. */
export interface PageAsked {
  before?: string | null;
  after?: string | null;
}

/** The cursor as it stands in an address. */
export function writeCursor({ at, id }: Cursor): string {
  return `${at.getTime()}.${id}`;
}

/** A cursor out of an address; null for anything that is not one, which then means the first page. */
export function readCursor(text: string | null | undefined): Cursor | null {
  const match = /^(\d{1,15})\.([\w-]{1,64})$/.exec(text ?? "");
  const at = new Date(Number(match?.[1]));
  return match?.[2] && !Number.isNaN(at.getTime()) ? { at, id: match[2] } : null;
}
