import { db } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import type { PageAsked } from "~/lib/cursor";
import { pageOf, readingOf, type Page, type Reading } from "~/lib/keyset";
import type { Money } from "~/lib/money";
import { typedWords, wordsQuery } from "~/lib/words";
import { fewFound, sortedAfterwards, walked } from "./few-found.server";

export const CUSTOMERS_PAGE = 50;

/** A customer's line. Times UTC. */
export interface ListedCustomer {
  userId: string;
  name: string;
  email: string;
  /** Orders that were paid or free; none for who was only given something. */
  orders: number;
  firstAt: Date;
  lastAt: Date;
  /** What they paid less what went back, renewals included: a sum a currency, the largest number of payments first. */
  totals: Money[];
  /** A membership of the store is paid for, or in its trial. */
  member: boolean;
  /** Why mail does not reach them; null: nothing known. */
  mailProblem: "bounced" | "complained" | null;
}

/**
 * A store's customers, those who came last first, one page by keyset: two queries (three for a search) for ten and for a hundred thousand.
 * `search`: words of a name or an address, each from its beginning.
 */
export async function storeCustomers(storeId: string, { search = "", before, after }: PageAsked & { search?: string } = {}, size = CUSTOMERS_PAGE): Promise<Page<ListedCustomer>> {
  const reading = readingOf({ before: before ?? null, after: after ?? null });
  const words = typedWords(search);
  const query = words.length > 0 ? wordsQuery(words) : null;
  const few = query !== null && (await fewFound("users", storeId, query));
  const { text, values } = statement(storeId, { query, few }, reading, size + 1);
  const found = await db.$queryRawUnsafe<Omit<ListedCustomer, "totals">[]>(text, ...values);
  const page = pageOf(found, reading, size, (row) => ({ at: row.lastAt, id: row.userId }));
  const totals = await totalsOf(storeId, page.rows.map((row) => row.userId));
  return { ...page, rows: page.rows.map((row) => ({ ...row, totals: totals.get(row.userId) ?? [] })) };
}

/** All customers of the list, batch by batch as they are asked for; that somebody took them out is written down first. */
export async function exportCustomers({ storeId, actorId }: { storeId: string; actorId: string }, search: string): Promise<AsyncGenerator<ListedCustomer[]>> {
  await db.$transaction((tx) => audit(tx, { storeId, actorId, action: "customer.export", subjectType: "store", subjectId: storeId, summary: "took customers out as a file" }));
  return everyCustomer(storeId, search);
}

async function* everyCustomer(storeId: string, search: string, batch = 500): AsyncGenerator<ListedCustomer[]> {
  let before: string | null = null;
  do {
    const page: Page<ListedCustomer> = await storeCustomers(storeId, { search, before }, batch);
    if (page.rows.length > 0) yield page.rows;
    before = page.older;
  } while (before);
}

function statement(storeId: string, { query, few }: { query: string | null; few: boolean }, { cursor, backwards }: Reading, limit: number): { text: string; values: unknown[] } {
  const values: unknown[] = [storeId];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const conditions = ["c.store_id = $1"];
  if (query) {
    const match = `u.words @@ ${bind(query, "tsquery")}`;
    conditions.push(few ? match : walked(match));
  }
  if (cursor) conditions.push(`(c.last_at, c.user_id) ${backwards ? ">" : "<"} (${bind(cursor.at, "timestamptz")}, ${bind(cursor.id, "text")})`);
  const order = backwards ? "ASC" : "DESC";
  const text = `
    SELECT c.user_id AS "userId", u.name, u.email, c.orders, c.first_at AS "firstAt", c.last_at AS "lastAt",
           EXISTS (SELECT 1 FROM subscriptions s WHERE s.user_id = c.user_id AND s.store_id = c.store_id AND s.ended_at IS NULL) AS member,
           (SELECT m.problem FROM mail_addresses m WHERE m.email = u.email AND m.cleared_at IS NULL) AS "mailProblem"
      FROM customers c JOIN users u ON u.id = c.user_id
     WHERE ${conditions.join(" AND ")} ORDER BY ${few ? sortedAfterwards("c.last_at") : "c.last_at"} ${order}, c.user_id ${order} LIMIT ${limit}`;
  return { text, values };
}

/** What some customers paid a store less what went back to them or was taken by their banks, renewals too: as the books say it. One query. */
export async function totalsOf(storeId: string, userIds: readonly string[]): Promise<Map<string, Money[]>> {
  if (userIds.length === 0) return new Map();
  const ids = [...userIds];
  const rows = await db.$queryRaw<{ userId: string; currency: string; amount: bigint }[]>`
    SELECT o.user_id AS "userId", m.currency, sum(m.gross)::bigint AS amount
      FROM orders o JOIN money_movements m ON m.order_id = o.id
     WHERE o.store_id = ${storeId} AND o.user_id = ANY(${ids})
     GROUP BY o.user_id, m.currency ORDER BY o.user_id, count(*) DESC, m.currency`;
  const totals = new Map<string, Money[]>();
  for (const { userId, currency, amount } of rows) totals.set(userId, [...(totals.get(userId) ?? []), { currency, amount }]);
  return totals;
}
