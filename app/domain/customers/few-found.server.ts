import { sql } from "~/db.server";

/** What is sorted in a moment; beyond it every few rows of the list are a match. */
const FEW = 5_000;

/**
 * Whether a search finds so few rows that they are best fetched from the index of words and sorted; else the list is walked in
 * its order until a page is full. The database cannot guess that for the beginnings of words. One query that stops at 5,000.
 * @param query a tsquery, as of `wordsQuery`
 */
export async function fewFound(table: "orders" | "users", query: string): Promise<boolean> {
  const { rows } = await sql<{ found: number }>(`SELECT count(*)::int AS found FROM (SELECT 1 FROM ${table} WHERE words @@ $1::tsquery LIMIT ${FEW}) matches`, [query]);
  return (rows[0]?.found ?? 0) < FEW;
}

/** An ORDER BY that no index serves, so that the words' own is used. */
export const sortedAfterwards = (column: string): string => `(${column} + interval '0')`;
