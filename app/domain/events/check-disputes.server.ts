import { db } from "~/db.server";
import { syncDispute } from "~/domain/disputes/sync-dispute.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { targetOfPayment } from "~/domain/refunds/payment-target.server";
import type { Cause } from "~/domain/transitions.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { readDispute, type DisputeState } from "~/integrations/stripe/disputes.server";
import { DAY, later, now } from "~/lib/clock";

/** An open dispute of which nothing was heard for this long is asked after. */
const SILENT_MS = DAY;
const AT_ONCE = 50;

/**
 * Compare disputes out of Stripe's own list with ours: one we have not heard of, or that stands otherwise, is written and access
 * follows. Answers how many.
 * @param askedAt when Stripe was asked for the list (UTC)
 */
export async function checkDisputes(account: ConnectedAccount, disputes: readonly DisputeState[], askedAt: Date, cause: Cause): Promise<number> {
  const rows = await db.dispute.findMany({ where: { stripeDisputeId: { in: disputes.map(({ id }) => id) } }, select: { stripeDisputeId: true, status: true } });
  const known = new Map(rows.map((row) => [row.stripeDisputeId, row.status]));
  let caughtUp = 0;
  for (const truth of disputes) if (known.get(truth.id) !== truth.status && (await write(account, truth, askedAt, cause))) caughtUp += 1;
  return caughtUp;
}

/** Ask after open disputes that have been silent: decided long after they were opened, they stand in no new list. Answers how many moved. */
export async function openDisputesToAsk(account: ConnectedAccount, cause: Cause): Promise<number> {
  const open = await db.dispute.findMany({ where: { connectedAccountId: account.id, closedAt: null, syncedAt: { lt: later(-SILENT_MS) } }, orderBy: { syncedAt: "asc" }, take: AT_ONCE, select: { stripeDisputeId: true, status: true } });
  let caughtUp = 0;
  for (const { stripeDisputeId, status } of open) {
    const askedAt = now();
    const read = await readDispute(accessOf(account), stripeDisputeId);
    if (read.ok && (await write(account, read.value, askedAt, cause)) && read.value.status !== status) caughtUp += 1;
  }
  return caughtUp;
}

async function write(account: ConnectedAccount, truth: DisputeState, askedAt: Date, cause: Cause): Promise<boolean> {
  const target = await targetOfPayment({ paymentIntentId: truth.paymentIntentId, chargeId: truth.chargeId });
  if (target?.account.id !== account.id) return false;
  return (await syncDispute(target, truth, askedAt, cause)) === "written";
}
