import { db } from "~/db.server";
import { fewFound, sortedAfterwards, walked } from "~/domain/customers/few-found.server";
import { UNSETTLED_REFUNDS } from "~/domain/money-back/unsettled.server";
import type { BillingInterval, OfferKind, OrderStatus } from "~/generated/prisma/enums";
import type { PageAsked } from "~/lib/cursor";
import { pageOf, readingOf, type Page, type Reading } from "~/lib/keyset";
import { typedWords, wordsQuery } from "~/lib/words";
import { ORDER_VIEWS, type OrderView } from "./order-views";

export const ORDERS_PAGE = 25;

/** What an order's line shows. Amounts in minor units, times UTC. */
export interface ListedOrder {
  id: string;
  number: number | null;
  status: OrderStatus;
  offerTitle: string;
  offerKind: OfferKind;
  buyerName: string | null;
  buyerEmail: string | null;
  buyerCountry: string | null;
  amount: bigint;
  amountPaid: bigint;
  amountRefunded: bigint;
  taxAmount: bigint;
  applicationFee: bigint;
  stripeFee: bigint | null;
  currency: string;
  interval: BillingInterval | null;
  paymentMethodLabel: string | null;
  stripePaymentIntentId: string | null;
  createdAt: Date;
  paidAt: Date | null;
  givenById: string | null;
  givenEndedAt: Date | null;
}

const COLUMNS = `o.id, o.number, o.status::text AS status, o.offer_title AS "offerTitle", o.offer_kind::text AS "offerKind", o.buyer_name AS "buyerName", o.buyer_email AS "buyerEmail",
  o.buyer_country AS "buyerCountry", o.amount, o.amount_paid AS "amountPaid", o.amount_refunded AS "amountRefunded", o.tax_amount AS "taxAmount", o.application_fee AS "applicationFee",
  o.stripe_fee AS "stripeFee", o.currency, o.interval::text AS interval, o.payment_method_label AS "paymentMethodLabel", o.stripe_payment_intent_id AS "stripePaymentIntentId",
  o.created_at AS "createdAt", o.paid_at AS "paidAt", o.given_by_id AS "givenById", o.given_ended_at AS "givenEndedAt"`;

/** What a list of orders is narrowed to. */
export interface OrderFilter {
  /** As typed: a number, and words of a name, an address, a title, a payment's id. */
  search?: string;
  offerId?: string | null;
  /** A person's id: all that is theirs in the store now, whatever address it was bought under. */
  userId?: string | null;
  kind?: OfferKind | null;
  /** Upper-case ISO 3166-1 alpha-2. */
  country?: string | null;
  /** When it was begun, UTC: `from` itself is in, `to` is not. */
  from?: Date | null;
  to?: Date | null;
}

/**
 * A store's orders, newest first, one page by keyset: one query (two for a search) for ten orders and for a million. Each way of looking enters an
 * index of its own: the store's time for what is common, a partial index for each state that is rare, one of words for a
 * search, a kind and a country (with the store's name among the words).
 */
export async function storeOrders(storeId: string, view: OrderView, { before, after, ...filter }: PageAsked & OrderFilter = {}, size = ORDERS_PAGE): Promise<Page<ListedOrder>> {
  const reading = readingOf({ before: before ?? null, after: after ?? null });
  const words = wordsOf(storeId, filter);
  const matches = words?.typed ? ((await fewFound("orders", storeId, words.query)) ? "few" : "many") : null;
  const { text, values } = statement(storeId, { view, filter, words: words?.query ?? null, matches }, reading, size + 1);
  const found = await db.$queryRawUnsafe<ListedOrder[]>(text, ...values);
  return pageOf(found, reading, size, (row) => ({ at: row.createdAt, id: row.id }));
}

/** Order by order, newest first, in batches that are read as they are asked for: for a file of all of them. */
export async function* everyOrder(storeId: string, view: OrderView, filter: OrderFilter = {}, batch = 500): AsyncGenerator<ListedOrder[]> {
  let before: string | null = null;
  do {
    const page: Page<ListedOrder> = await storeOrders(storeId, view, { ...filter, before }, batch);
    if (page.rows.length > 0) yield page.rows;
    before = page.older;
  } while (before);
}

interface Wanted {
  view: OrderView;
  filter: OrderFilter;
  /** A tsquery; null: nothing is asked of the words. */
  words: string | null;
  /** What was typed is in few orders or in many; null: nothing was. */
  matches: "few" | "many" | null;
}

function statement(storeId: string, { view, filter, words, matches }: Wanted, { cursor, backwards }: Reading, limit: number): { text: string; values: unknown[] } {
  const values: unknown[] = [storeId];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const conditions = [...narrowed(filter, bind)];
  if (words) {
    const match = `o.words @@ ${bind(words, "tsquery")}`;
    conditions.push(matches === "many" ? walked(match) : match);
  }
  if (cursor) conditions.push(`(o.created_at, o.id) ${backwards ? ">" : "<"} (${bind(cursor.at, "timestamptz")}, ${bind(cursor.id, "text")})`);
  const order = backwards ? "ASC" : "DESC";
  const tail = (time: string) => `ORDER BY ${time} ${order}, o.id ${order} LIMIT ${limit}`;
  const branches = branchesOf(view).map((own) => `(SELECT o.* FROM orders o WHERE ${["o.store_id = $1", ...own, ...conditions].join(" AND ")} ${tail(matches === "few" ? sortedAfterwards("o.created_at") : "o.created_at")})`);
  return { text: `SELECT ${COLUMNS} FROM (${branches.join(" UNION ALL ")}) o ${tail("o.created_at")}`, values };
}

function* narrowed({ search = "", offerId, userId, from, to }: OrderFilter, bind: (value: unknown, type: string) => string): Generator<string> {
  if (offerId) yield `o.offer_id = ${bind(offerId, "text")}`;
  if (userId) yield `o.user_id = ${bind(userId, "text")}`;
  if (from) yield `o.created_at >= ${bind(from, "timestamptz")}`;
  if (to) yield `o.created_at < ${bind(to, "timestamptz")}`;
  const number = orderNumber(search);
  if (number !== null) yield `o.number = ${bind(number, "int")}`;
}

/** What is asked of an order's words, the store's name among them; `typed`: by a person, not only a kind or country. */
function wordsOf(storeId: string, { search = "", kind, country }: OrderFilter): { query: string; typed: boolean } | null {
  const typed = orderNumber(search) === null ? typedWords(search) : [];
  const facets = [...(kind ? [`=${kind}`] : []), ...(country && /^[A-Z]{2}$/.test(country) ? [`=${country}`] : [])];
  return typed.length + facets.length === 0 ? null : { query: wordsQuery(typed, [`=${storeId}`, ...facets]), typed: typed.length > 0 };
}

/** "1042", "#1042": an order's number and nothing else. */
function orderNumber(search: string): number | null {
  const digits = /^\s*#?\s*(\d{1,9})\s*$/.exec(search)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Each state on its own where it is rare, so that each is read from the index that holds it. The states are ours, not typed. */
function branchesOf(view: OrderView): string[][] {
  const states = ORDER_VIEWS[view];
  switch (view) {
    case "all":
      return [[]];
    case "sales":
      return [[`o.status IN (${states.map((state) => `'${state}'`).join(", ")})`, "o.given_by_id IS NULL"]];
    case "given":
      return [["o.given_by_id IS NOT NULL"]];
    case "disputes":
      return [[`o.id IN (${OPEN_DISPUTES})`]];
    case "attention":
      // A second payment that Stripe does not send back needs a person as well, and so does a refund that did not go through.
      return [...states.map((state) => [`o.status = '${state}'`]), [NOT_PAID_BACK], [REFUND_FAILED]];
    default:
      return states.map((state) => [`o.status = '${state}'`]);
  }
}

/** Each order that needs a look has one reason: what stands in two branches would be listed and counted twice. */
const NOT_PAID_BACK = "o.pay_back_error IS NOT NULL AND o.status <> 'quarantined'";
/** Of store $1, also where it is the renewal of a membership that was to go back. */
const REFUND_FAILED = `o.id IN (SELECT coalesce(r.order_id, s.order_id) ${UNSETTLED_REFUNDS} AND r.store_id = $1) AND o.pay_back_error IS NULL AND o.status <> 'quarantined'`;

/** Orders of store $1 that a bank disputes, and those by which a membership was joined whose renewal it disputes. */
const OPEN_DISPUTES = `
  SELECT coalesce(d.order_id, s.order_id) FROM disputes d LEFT JOIN invoices i ON i.id = d.invoice_id LEFT JOIN subscriptions s ON s.id = i.subscription_id
   WHERE d.store_id = $1 AND d.closed_at IS NULL`;

/** How many orders wait for a person to look at them, and how many are disputed. One query, from indexes of what is rare. */
export async function ordersToLookAt(storeId: string): Promise<{ attention: number; disputes: number }> {
  const count = (which: string) => `(SELECT count(*) FROM orders o WHERE o.store_id = $1 AND ${which})`;
  const [row] = await db.$queryRawUnsafe<{ attention: number; disputes: number }[]>(
    `SELECT (${count("o.status = 'quarantined'")} + ${count(NOT_PAID_BACK)} + ${count(REFUND_FAILED)})::int AS attention,
            (SELECT count(*) FROM disputes WHERE store_id = $1 AND closed_at IS NULL)::int AS disputes`,
    storeId,
  );
  return row ?? { attention: 0, disputes: 0 };
}

/** The countries a store's orders came from, upper-case, in order: what its filter offers. Walks from country to country in the index. */
export async function orderCountries(storeId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ country: string }[]>`
    WITH RECURSIVE found AS (
      (SELECT buyer_country AS country FROM orders WHERE store_id = ${storeId} AND buyer_country IS NOT NULL ORDER BY buyer_country LIMIT 1)
      UNION ALL
      SELECT (SELECT o.buyer_country FROM orders o WHERE o.store_id = ${storeId} AND o.buyer_country > found.country ORDER BY o.buyer_country LIMIT 1) FROM found WHERE found.country IS NOT NULL
    ) SELECT country FROM found WHERE country IS NOT NULL`;
  return rows.map((row) => row.country);
}
