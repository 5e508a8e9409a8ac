import { sql } from "~/db.server";

/** What is sorted in a moment; beyond it every few rows of the list are a match. */
const FEW = 5_000;
/** So many matches among the newest rows of a store's list, and a page is full before the index of words has found all of them. */
const COMMON = { among: 500, matches: 25 };

const NEWEST = {
  orders: `SELECT words FROM orders WHERE store_id = $2 ORDER BY created_at DESC, id DESC LIMIT ${COMMON.among}`,
  users: `SELECT u.words FROM customers c JOIN users u ON u.id = c.user_id WHERE c.store_id = $2 ORDER BY c.last_at DESC, c.user_id DESC LIMIT ${COMMON.among}`,
};

/**
 * Whether a search finds so few rows that they are best fetched from the index of words and sorted (`sortedAfterwards`); else the
 * list is walked in its order until a page is full (`walked`). The database cannot guess that for the beginnings of words. One
 * query: of what is common it reads the newest rows only, else it counts to 5,000.
 * @param query a tsquery, as of `wordsQuery`
 */
export async function fewFound(table: "orders" | "users", storeId: string, query: string): Promise<boolean> {
  const { rows } = await sql<{ found: number }>(
    `SELECT CASE WHEN (SELECT count(*) FROM (${NEWEST[table]}) newest WHERE newest.words @@ $1::tsquery) >= ${COMMON.matches} THEN ${FEW}
                 ELSE (SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE words @@ $1::tsquery LIMIT ${FEW}) matches) END::int AS found`,
    [query, storeId],
  );
  return (rows[0]?.found ?? 0) < FEW;
}

/** An ORDER BY that no index serves, so that the words' own is used. */
export const sortedAfterwards = (column: string): string => `(${column} + interval '0')`;

/** A condition on words that their index does not serve, nor is taken for rare, so that the list is walked in its order. */
export const walked = (condition: string): string => `CASE WHEN ${condition} THEN true ELSE false END`;
