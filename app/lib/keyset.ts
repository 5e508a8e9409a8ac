import { readCursor, writeCursor, type Cursor, type PageAsked } from "./cursor";

/**
 * Keyset paging, newest first: a page begins beside the last row of its neighbour, so the thousandth page costs what the
 * first does.
 */
export interface Page<Row> {
  rows: Row[];
  /** Cursor texts for `?after=` and `?before=`; null at an end. */
  newer: string | null;
  older: string | null;
}

export interface Reading {
  cursor: Cursor | null;
  /** Read oldest first, from the cursor towards the present. */
  backwards: boolean;
}

/** From which row and in which direction to read. */
export function readingOf(asked: PageAsked): Reading {
  const before = readCursor(asked.before);
  if (before) return { cursor: before, backwards: false };
  const after = readCursor(asked.after);
  return { cursor: after, backwards: after !== null };
}

/** The page out of what was read: up to one row more than `size`, in the reading's order. */
export function pageOf<Row>(found: readonly Row[], { cursor, backwards }: Reading, size: number, at: (row: Row) => Cursor): Page<Row> {
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (backwards) rows.reverse();
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows,
    newer: first && (backwards ? more : cursor !== null) ? writeCursor(at(first)) : null,
    older: last && (backwards || more) ? writeCursor(at(last)) : null,
  };
}
