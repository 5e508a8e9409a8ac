import { db } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import type { Cause } from "~/domain/transitions.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { wake } from "~/jobs/queue.server";
import { log } from "~/log.server";
import { readMembership } from "./truth.server";
import { rewriteMembership } from "./write-membership.server";

export type SyncOutcome = { outcome: "synced"; status: string } | { outcome: "unknown" } | { outcome: "failed"; failure: StripeFailure };

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
    const row = await db.subscription.findUnique({ where: { stripeSubscriptionId }, select: { id: true, version: true, account: { select: ACCESS_COLUMNS } } });
    if (!row) return { outcome: "unknown" };
    const truth = await readMembership(accessOf(row.account), stripeSubscriptionId, named);
    if (!truth.ok) return { outcome: "failed", failure: truth.error };
    const written = await db.$transaction((tx) => rewriteMembership(tx, row.id, row.version, truth.value, cause));
    if (!written) continue;
    wake("end-membership");
    wake("send-email");
    return { outcome: "synced", status: truth.value.subscription.status };
  }
  log.error({ stripeSubscriptionId }, "a subscription changed under every reading");
  return { outcome: "failed", failure: { kind: "in_progress", detail: "The subscription changed under every reading.", code: null, requestId: null, status: null } };
}
