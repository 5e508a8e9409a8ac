import { sql } from "~/db.server";
import { liveGrant } from "~/domain/access/can-open.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { mendAccess } from "~/domain/orders/mend-access.server";
import type { Cause } from "~/domain/transitions.server";
import { later, MINUTE, now } from "~/lib/clock";
import type { Discrepancy, FindingKind } from "./finding";

/** Younger than this is still being written. */
const SETTLE_MS = 2 * MINUTE;
/** New ones of one kind in one run: more than this is one trouble and not many. */
const AT_ONCE = 200;

/** Which orders of an account are looked at. */
export interface CheckScope {
  storeId: string;
  accountId: string;
  /** Orders made, paid or refunded since; null: all there are. */
  since: Date | null;
  /** Looked at in any case: what an open finding is about. */
  orderIds: readonly string[];
}

interface Row {
  id: string;
  number: number | null;
  offer_title: string;
  amount_paid: bigint | string | number;
  currency: string;
  subscription: string | null;
  first_id: string | null;
  first_number: number | null;
}

const COLUMNS = `o.id, o.number, o.offer_title, o.amount_paid, o.currency, NULL::text AS subscription, NULL::text AS first_id, NULL::int AS first_number`;
// Each way to be among them is read from an index (of refunds as an array, which a database can look up; a subselect it cannot): an hour's
// comparison does not walk through all orders of a store. Ended memberships and lost disputes have ways of their own.
// $1 store, $2 account, $3 since, $4 order ids, $5 now, $6 settled before.
const SCOPE = `o.store_id = $1 AND o.connected_account_id = $2 AND $5::timestamptz IS NOT NULL AND $6::timestamptz IS NOT NULL
  AND ($3::timestamptz IS NULL OR o.id = ANY ($4::text[]) OR o.created_at >= $3 OR o.paid_at >= $3
       OR o.id = ANY (ARRAY(SELECT r.order_id FROM refunds r WHERE r.store_id = $1 AND r.created_at >= $3 AND r.order_id IS NOT NULL)))`;
const LIVE = liveGrant("g", "$5");

const CHECKS: Record<"paid" | "paidMembership" | "inside" | "lost" | "twice" | "memberTwice" | "unpaid" | "memberUnpaid", string> = {
  // Never given, or taken back for a refund that is none any more.
  paid: `
    SELECT ${COLUMNS} FROM orders o JOIN users u ON u.id = o.user_id
     WHERE ${SCOPE} AND o.status IN ('paid', 'partially_refunded') AND o.interval IS NULL AND o.duplicate_of_id IS NULL AND u.deleted_at IS NULL AND o.paid_at < $6
       AND (NOT EXISTS (SELECT 1 FROM grants g WHERE g.order_id = o.id AND g.offer_id = o.offer_id)
            OR o.amount_refunded = 0 AND EXISTS (SELECT 1 FROM grants g WHERE g.order_id = o.id AND g.offer_id = o.offer_id AND g.revoked_kind = 'refunded'))`,
  paidMembership: `
    SELECT ${COLUMNS} FROM orders o JOIN users u ON u.id = o.user_id
     WHERE ${SCOPE} AND o.status IN ('paid', 'partially_refunded') AND o.interval IS NOT NULL AND o.duplicate_of_id IS NULL AND u.deleted_at IS NULL AND o.paid_at < $6
       AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.order_id = o.id)`,
  inside: `
    SELECT ${COLUMNS} FROM orders o
     WHERE ${SCOPE} AND o.status = 'refunded' AND NOT o.keep_access AND o.interval IS NULL
       AND EXISTS (SELECT 1 FROM grants g WHERE g.order_id = o.id AND ${LIVE})`,
  // Of a membership it may be a renewal that was lost.
  lost: `
    SELECT ${COLUMNS} FROM orders o
     WHERE o.store_id = $1 AND o.connected_account_id = $2 AND $6::timestamptz IS NOT NULL
       AND o.id = ANY (ARRAY(SELECT coalesce(d.order_id, s.order_id) FROM disputes d LEFT JOIN invoices i ON i.id = d.invoice_id LEFT JOIN subscriptions s ON s.id = i.subscription_id
                              WHERE d.store_id = $1 AND d.status = 'lost' AND ($3::timestamptz IS NULL OR d.closed_at >= $3 OR d.order_id = ANY ($4::text[]) OR s.order_id = ANY ($4))))
       AND EXISTS (SELECT 1 FROM grants g WHERE g.order_id = o.id AND ${LIVE})`,
  // For good, by two orders that both took money.
  twice: `
    SELECT o.id, o.number, o.offer_title, o.amount_paid, o.currency, NULL::text AS subscription, f.id AS first_id, f.number AS first_number
      FROM orders o JOIN orders f ON f.user_id = o.user_id AND f.offer_id = o.offer_id AND f.id <> o.id AND (f.paid_at, f.id) < (o.paid_at, o.id)
     WHERE ${SCOPE} AND o.status = 'paid' AND f.status = 'paid' AND o.amount_paid > 0 AND f.amount_paid > 0 AND o.interval IS NULL AND f.interval IS NULL
       AND o.access_days IS NULL AND f.access_days IS NULL AND o.duplicate_of_id IS NULL AND f.duplicate_of_id IS NULL
       AND EXISTS (SELECT 1 FROM grants g WHERE g.order_id = o.id AND ${LIVE}) AND EXISTS (SELECT 1 FROM grants g WHERE g.order_id = f.id AND ${LIVE})`,
  memberTwice: `
    SELECT o.id, o.number, o.offer_title, o.amount_paid, o.currency, s.stripe_subscription_id AS subscription, f.order_id AS first_id, p.number AS first_number
      FROM orders o JOIN subscriptions s ON s.order_id = o.id
      JOIN subscriptions f ON f.user_id = s.user_id AND f.offer_id = s.offer_id AND f.ended_at IS NULL AND (f.created_at, f.id) < (s.created_at, s.id)
      JOIN orders p ON p.id = f.order_id
     WHERE ${SCOPE} AND s.ended_at IS NULL`,
  unpaid: `
    SELECT ${COLUMNS} FROM orders o
     WHERE ${SCOPE} AND o.status IN ('pending', 'processing', 'failed', 'expired', 'quarantined')
       AND EXISTS (SELECT 1 FROM grants g WHERE g.order_id = o.id AND ${LIVE})`,
  memberUnpaid: `
    SELECT o.id, o.number, o.offer_title, o.amount_paid, o.currency, s.stripe_subscription_id AS subscription, NULL::text AS first_id, NULL::int AS first_number
      FROM orders o JOIN subscriptions s ON s.order_id = o.id
     WHERE s.store_id = $1 AND o.connected_account_id = $2 AND s.ended_at < $6 AND ($3::timestamptz IS NULL OR s.ended_at >= $3 OR s.order_id = ANY ($4::text[]))
       AND EXISTS (SELECT 1 FROM grants g WHERE g.order_id = o.id AND g.offer_id = s.offer_id AND g.revoked_at IS NULL AND g.suspended_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > $5))`,
};

/**
 * Where orders and access of an account do not agree with each other, and with what each knows of Stripe. One statement a
 * kind, whatever the number of orders. `mend` of what is returned asks Stripe again and applies what it says. What a person has put
 * aside is left out.
 * @param atOnce how many of one kind, beside `orderIds`
 */
export async function checkAccess(scope: CheckScope, cause: Cause, atOnce = AT_ONCE): Promise<Discrepancy[]> {
  const found: Discrepancy[] = [];
  const add = async (kind: FindingKind, check: string, mend?: (row: Row) => Promise<unknown>) => {
    for (const row of await ask(kind, check, scope, atOnce)) found.push({ kind, subjectId: row.id, orderId: row.id, detail: detailOf(row), ...(mend ? { mend: () => mend(row) } : {}) });
  };
  const bySubscription = (row: Row) => (row.subscription ? syncSubscription(row.subscription, cause) : Promise.resolve());
  const byOrder = (row: Row) => mendAccess(row.id, cause);
  await add("paid_no_access", CHECKS.paid, byOrder);
  await add("paid_no_access", CHECKS.paidMembership);
  await add("refunded_still_inside", CHECKS.inside, byOrder);
  await add("lost_still_inside", CHECKS.lost, byOrder);
  await add("two_payments", CHECKS.twice);
  await add("two_payments", CHECKS.memberTwice);
  await add("access_unpaid", CHECKS.unpaid, (row) => completePurchase(row.id, cause));
  await add("access_unpaid", CHECKS.memberUnpaid, bySubscription);
  return found;
}

/** Those that are looked at in any case come first and beside the others, so that none of them is missed; what was put aside takes nobody's place. */
async function ask(kind: FindingKind, check: string, { storeId, accountId, since, orderIds }: CheckScope, atOnce: number): Promise<Row[]> {
  const at = now();
  const { rows } = await sql<Row>(
    `WITH seen AS MATERIALIZED (${check})
     SELECT DISTINCT ON (id <> ALL ($4::text[]), id) * FROM seen
      WHERE NOT EXISTS (SELECT 1 FROM findings f WHERE f.order_id = seen.id AND f.subject_id = seen.id AND f.kind = $7 AND f.outcome = 'dismissed')
      ORDER BY id <> ALL ($4::text[]), id, first_id LIMIT ${orderIds.length + atOnce}`,
    [storeId, accountId, since, [...orderIds], at.toISOString(), later(-SETTLE_MS, at), kind],
  );
  return rows;
}

function detailOf(row: Row): Discrepancy["detail"] {
  return {
    order: nameOf(row.id, row.number),
    offer: row.offer_title,
    amount: String(row.amount_paid),
    currency: row.currency,
    membership: row.subscription !== null,
    ...(row.first_id ? { firstOrderId: row.first_id, firstOrder: nameOf(row.first_id, row.first_number) } : {}),
  };
}

/** How a person finds it: its number, or the end of its id while it has none. */
export function nameOf(id: string, number: number | null): string {
  return number === null ? `…${id.slice(-6)}` : `#${number}`;
}
