import type { Tx } from "~/db.server";
import { disputesSay } from "~/domain/access/disputes-say.server";
import { adjustGrant, revokeOrderAccess } from "~/domain/access/grants.server";
import { suspendOrderAccess } from "~/domain/access/suspension.server";
import { markMember } from "~/domain/books/mark-members.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Order, Subscription } from "~/generated/prisma/client";
import { enqueue } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { askBack } from "./ask-back.server";
import { columnsOf, coversPresent, refundedInFull } from "./derive";
import { endedHere, mustEndAtStripe } from "./ended-here.server";
import { lockMembership } from "./lock-membership.server";
import { DEFAULT_OPTIONS, grantWanted, membershipState, type SubscriptionFacts } from "./state";
import type { MembershipTruth } from "./truth.server";
import { refundsEndMembership } from "./refunds-end.server";
import { storeInvoices, type InvoiceChange } from "./store-invoices.server";
import { tellMember } from "./tell-member.server";

/** What became of a subscription of Stripe's here. `doubleOf`: the order by which the person is a member already. */
export interface Written {
  subscriptionId: string;
  doubleOf: string | null;
}

type JoinOrder = Pick<Order, "id" | "storeId" | "offerId" | "tierId" | "priceId" | "connectedAccountId" | "duplicateOfId">;

/**
 * The first writing of a subscription, in the transaction that makes its order paid: the row, its invoices, the member's
 * grant. A person who is a live member already gets no second one: it is stored as ended and told as `doubleOf`, and a job
 * ends it at Stripe. So is the second trial of one person (`trialUsed`).
 */
export async function beginMembership(tx: Tx, order: JoinOrder, userId: string, truth: MembershipTruth, cause: Cause, { trialUsed = false } = {}): Promise<Written> {
  await lockMember(tx, userId, order.offerId);
  const other = await tx.subscription.findFirst({ where: { userId, offerId: order.offerId, endedAt: null, orderId: { not: order.id } }, select: { orderId: true } });
  const over = other !== null || trialUsed || refundedInFull(truth);
  const { tierId, priceId, connectedAccountId } = order;
  if (!tierId || !connectedAccountId) throw new Error(`Order ${order.id} is of a membership and has no tier or account`);
  const columns = columnsOf(truth, null, now(), over);
  const row = await tx.subscription.create({
    data: {
      id: newId("subscription"), storeId: order.storeId, offerId: order.offerId, userId, orderId: order.id, tierId, priceId, connectedAccountId,
      stripeSubscriptionId: truth.subscription.id, ...columns, createdAt: now(), syncedAt: now(),
    },
  });
  const invoices = await storeInvoices(tx, row, truth.invoices);
  await markMember(tx, null, row, invoices);
  await followRefunds(tx, invoices);
  const facts = await factsOf(tx, row);
  await recordTransition(tx, { subjectType: "subscription", subjectId: row.id, from: null, to: membershipState(facts, now()).state, ...cause });
  if (!row.endedAt) {
    await leaveFreeTiers(tx, row, cause);
    await bringGrant(tx, facts, row, cause);
  } else if (over) await enqueue(tx, "end-membership", { subscriptionId: row.id });
  // Known only long after it was joined: what was paid since then has its receipt all the same.
  if (!row.endedAt) await tellMember(tx, { before: null, after: row, invoices, late: [], refunded: false, endReason: null }, cause);
  return { subscriptionId: row.id, doubleOf: other?.orderId ?? null };
}

/**
 * Write what Stripe says now over a row that is still at `version`; false when somebody wrote meanwhile, so that what was read
 * may be old: ask again.
 */
export async function rewriteMembership(tx: Tx, rowId: string, version: number, truth: MembershipTruth, cause: Cause): Promise<boolean> {
  await lockMembership(tx, rowId);
  const row = await tx.subscription.findUnique({ where: { id: rowId } });
  if (!row || row.version !== version) return false;
  await lockMember(tx, row.userId, row.offerId);
  const refunded = await refundsEnd(tx, row, truth);
  // An end on our side is not undone by what Stripe says before it has heard of it.
  const over = refunded || (await endedHere(tx, row));
  const columns = columnsOf(truth, row, now(), over);
  const plan = await planOf(tx, row, truth.subscription.stripePriceId);
  const updated = await tx.subscription.update({ where: { id: rowId }, data: { ...columns, ...plan, version: { increment: 1 }, syncedAt: now() } });
  const invoices = await storeInvoices(tx, updated, truth.invoices);
  await markMember(tx, row, updated, invoices);
  await followRefunds(tx, invoices);
  const late = invoices.filter((invoice) => isLate(updated, invoice, over));
  for (const { row: invoice } of late) await askBack(tx, invoice, updated.connectedAccountId, { cause: "paid after its end" });

  const [before, facts] = [await factsOf(tx, row), await factsOf(tx, updated)];
  const [from, to] = [membershipState(before, now()).state, membershipState(facts, now()).state];
  if (from !== to) await recordTransition(tx, { subjectType: "subscription", subjectId: rowId, from, to, ...cause });
  if (updated.priceId !== row.priceId) await recordTransition(tx, { subjectType: "subscription", subjectId: rowId, from: row.priceId, to: updated.priceId, ...cause });
  await bringGrant(tx, facts, updated, cause, refunded);
  await tellMember(tx, { before: row, after: updated, invoices, late, refunded, endReason: truth.subscription.endReason }, cause);
  if (await mustEndAtStripe(tx, updated)) await enqueue(tx, "end-membership", { subscriptionId: rowId });
  return true;
}

/** Whether refunds end a membership, by what Stripe says has gone back. */
async function refundsEnd(tx: Tx, { id }: Subscription, truth: MembershipTruth): Promise<boolean> {
  const covering = truth.invoices.filter((invoice) => coversPresent(invoice, truth.subscription)).map(({ id }) => id);
  const rows = refundedInFull(truth) ? await tx.invoice.findMany({ where: { stripeInvoiceId: { in: covering } }, select: { id: true } }) : null;
  return refundsEndMembership(tx, id, rows && rows.map((row) => row.id));
}

/** What went back of these invoices has changed, so each refund gets its row (refunds/sync-refunds). */
async function followRefunds(tx: Tx, invoices: readonly InvoiceChange[]): Promise<void> {
  for (const { row, former } of invoices) if (row.amountRefunded !== (former?.amountRefunded ?? 0n)) await enqueue(tx, "sync-refunds", { invoiceId: row.id });
}

/**
 * A renewal that was paid after the end opens nothing and goes back. Of one that Stripe gave up on (`unpaid`) it may be what brings it back,
 * now or with the newest invoice, as long as it has not ended here too.
 */
function isLate({ endedAt, status: stands }: Subscription, { row: { status, billingReason, paidAt, amountPaid } }: InvoiceChange, over: boolean): boolean {
  if (endedAt === null || (stands === "unpaid" && !over)) return false;
  return status === "paid" && billingReason === "subscription_cycle" && paidAt !== null && paidAt > endedAt && amountPaid > 0n;
}

/** Joining and rejoining of one person takes turns. */
async function lockMember(tx: Tx, userId: string, offerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`member ${userId} ${offerId}`}, 0))`;
}

async function factsOf(tx: Tx, row: Subscription): Promise<SubscriptionFacts> {
  const membership = await tx.membershipOptions.findUnique({ where: { offerId: row.offerId }, select: { graceDays: true, pauseAllowed: true } });
  return { ...row, offer: { membership: membership ?? { ...DEFAULT_OPTIONS } } };
}

/** Tier and price by what Stripe charges now; a price that is none of ours (made in the Dashboard) leaves them as they are. */
async function planOf(tx: Tx, row: Subscription, stripePriceId: string): Promise<{ priceId: string; tierId: string } | undefined> {
  const known = await tx.stripePrice.findFirst({ where: { connectedAccountId: row.connectedAccountId, stripePriceId }, select: { price: { select: { id: true, tierId: true, offerId: true } } } });
  return known?.price.tierId && known.price.offerId === row.offerId ? { priceId: known.price.id, tierId: known.price.tierId } : undefined;
}

async function bringGrant(tx: Tx, facts: SubscriptionFacts, { orderId, offerId, userId, tierId }: Subscription, cause: Cause, refunded = false): Promise<void> {
  const wanted = grantWanted(facts, now());
  if (refunded) return revokeOrderAccess(tx, orderId, { kind: "refunded", reason: "The payment for the present period was refunded." }, cause);
  if (wanted.access === "ended") return revokeOrderAccess(tx, orderId, { kind: "membership_ended", reason: "The membership has ended." }, cause);
  // Over by its time already, and that end still holds: not opened to be ended again at every reading.
  if (wanted.until && wanted.until <= now() && (await tx.grant.count({ where: { orderId, offerId, tierId, revokedKind: "expired", expiresAt: wanted.until } })) > 0) return;
  await adjustGrant(tx, { userId, offerId, orderId, tierId, expiresAt: wanted.until }, cause);
  // What time had closed was not suspended when a dispute was opened: it does not open before that is decided.
  if ((await disputesSay(tx, orderId)) === "suspended") await suspendOrderAccess(tx, orderId, cause);
}

/** Who joins a paid tier leaves the free one. What the creator gave by hand stays theirs. */
async function leaveFreeTiers(tx: Tx, row: Subscription, cause: Cause): Promise<void> {
  const free = await tx.grant.findMany({
    where: { userId: row.userId, offerId: row.offerId, revokedAt: null, orderId: { not: row.orderId }, order: { amount: 0n, interval: null, givenById: null, offerId: row.offerId } },
    select: { orderId: true },
  });
  for (const { orderId } of free) if (orderId) await revokeOrderAccess(tx, orderId, { kind: "left", reason: "A paid tier has taken its place." }, cause);
}
