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

type Order = "asc" | "desc";
type Beyond<T> = { gt?: T; lt?: T };

/**
 * `where` and `orderBy` (as Prisma takes them) of a list in the order of `column` and then of the id, one row more than a page
 * being asked for. The plain comparison beside the OR is there so that the index is entered at the cursor.
 */
export function keysetOf<C extends string>(column: C, { cursor, backwards }: Reading) {
  const side = backwards ? "gt" : "lt";
  const order: Order = backwards ? "asc" : "desc";
  const where = cursor ? { [column]: { [`${side}e`]: cursor.at }, OR: [{ [column]: { [side]: cursor.at } }, { [column]: cursor.at, id: { [side]: cursor.id } }] } : {};
  return {
    where: where as { [K in C]?: { gte?: Date; lte?: Date } } & { OR?: ({ [K in C]?: Date | Beyond<Date> } & { id?: Beyond<string> })[] },
    orderBy: [{ [column]: order } as { [K in C]: Order }, { id: order }],
  };
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
