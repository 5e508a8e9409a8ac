import { db } from "~/db.server";
import { adjustGrant } from "~/domain/access/grants.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import type { Cause } from "~/domain/transitions.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { DAY, later, now } from "~/lib/clock";
import { wake } from "~/jobs/queue.server";
import { log } from "~/log.server";
import { lockMembership } from "./lock-membership.server";
import { DEFAULT_OPTIONS } from "./state";
import { readMembership } from "./truth.server";
import { rewriteMembership } from "./write-membership.server";

/**
 * The account is lost to us, so nobody here knows whether members go on paying: they keep what was paid, and the days of grace
 * after it. Connected again, the next reading takes the end away.
 */
async function boundWhileLost(subscriptionId: string, cause: Cause): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockMembership(tx, subscriptionId);
    const row = await tx.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { offer: { select: { membership: true } }, order: { select: { grants: { where: { revokedAt: null } } } } } });
    const grant = row.order.grants.find(({ offerId }) => offerId === row.offerId);
    if (!grant || row.endedAt || !row.currentPeriodEnd) return;
    const end = later((row.offer.membership ?? DEFAULT_OPTIONS).graceDays * DAY, row.currentPeriodEnd);
    if (grant.expiresAt && grant.expiresAt <= end) return;
    await adjustGrant(tx, { userId: row.userId, offerId: row.offerId, orderId: row.orderId, tierId: row.tierId, expiresAt: end }, { ...cause, cause: "the seller's account is not connected" });
  });
}

export type SyncOutcome = { outcome: "synced"; status: string } | { outcome: "unknown" } | { outcome: "failed"; failure: StripeFailure };

/** Stripe's fee is known within days of a payment; where it is not by then, it is not asked for any more. */
const FEE_KNOWN_AFTER = 14 * DAY;

/** Invoices of a subscription whose payment need not be asked for again, `in_…`. */
async function settledInvoices(subscriptionId: string): Promise<Set<string>> {
  const rows = await db.invoice.findMany({
    where: { subscriptionId, status: "paid", stripeChargeId: { not: null }, OR: [{ stripeFee: { not: null } }, { paidAt: { lt: later(-FEE_KNOWN_AFTER, now()) } }] },
    orderBy: { createdAt: "desc" },
    take: 24,
    select: { stripeInvoiceId: true },
  });
  return new Set(rows.map(({ stripeInvoiceId }) => stripeInvoiceId));
}

/** Somebody writes between the question and the answer this often only when something is wrong. */
const ROUNDS = 6;

/**
 * Bring our row, its invoices and the member's grant to what Stripe says now. Stripe is asked outside any transaction, and
 * the answer is written only if nobody wrote since the question; else the question is asked again. So any number of calls, in
 * any order and at once, end in Stripe's state. `unknown`: not a subscription of this installation.
 * @param stripeSubscriptionId `sub_…`
 * @param named `in_…` an event spoke of, so that its refunds are read however old it is
 */
export async function syncSubscription(stripeSubscriptionId: string, cause: Cause, named?: string | null): Promise<SyncOutcome> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const row = await db.subscription.findUnique({ where: { stripeSubscriptionId }, select: { id: true, version: true, account: { select: { ...ACCESS_COLUMNS, status: true } } } });
    if (!row) return { outcome: "unknown" };
    const truth = await readMembership(accessOf(row.account), stripeSubscriptionId, named, await settledInvoices(row.id));
    if (!truth.ok) {
      if (truth.error.kind === "access_lost" || row.account.status === "disconnected") await boundWhileLost(row.id, cause);
      return { outcome: "failed", failure: truth.error };
    }
    const written = await db.$transaction((tx) => rewriteMembership(tx, row.id, row.version, truth.value, cause));
    if (!written) continue;
    wake("end-membership");
    wake("send-email");
    return { outcome: "synced", status: truth.value.subscription.status };
  }
  log.error({ stripeSubscriptionId }, "a subscription changed under every reading");
  return { outcome: "failed", failure: { kind: "in_progress", detail: "The subscription changed under every reading.", code: null, requestId: null, status: null } };
}
