import { db } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import type { Price } from "~/generated/prisma/client";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { changePrice, previewChange, readSubscription, type PlanChange } from "~/integrations/stripe/subscriptions.server";
import { MINUTE, now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { ownSubscription, type OwnSubscription } from "./own-subscription.server";
import { pullLever, type WhichMembership } from "./pull-lever.server";
import { refusalOf, type LeverRefusal } from "./refusals";
import { membershipState } from "./state";
import { mendStripePrice, stripePriceFor } from "./stripe-price.server";

/** What a change of plan means for the member's money. Minor units of `currency`. */
export interface ChangePreview {
  /** Charged at once when confirmed; 0n: nothing. */
  dueNow: bigint;
  /** Left over from the present plan: it lowers the payments that come; 0n: nothing. */
  creditNow: bigint;
  /** The next regular payment, credit already taken off. */
  nextAmount: bigint;
  nextAt: Date;
  currency: string;
  /** How it comes about; below 0: given back. */
  lines: { text: string; amount: bigint }[];
  /** Unix seconds: goes with the confirmation, so that it is reckoned from the same moment. */
  prorationDate: number;
  /** The present price is not sold any more: after the change there is no way back to it. */
  losesFoundersPrice: boolean;
}

/** A preview is confirmed within this time; later it is made anew. */
const PREVIEW_LASTS = 30 * MINUTE;

interface Plan {
  row: OwnSubscription;
  access: AccountAccess;
  target: Price;
  change: Omit<PlanChange, "prorations" | "prorationDate">;
}

/**
 * What changing to another plan of the same membership would cost now, reckoned by Stripe and changing nothing.
 * `not_now`: not as the membership stands (trial and active can change); `plan_unavailable`: not a plan one can change to.
 */
export async function previewPlanChange({ priceId, ...which }: WhichMembership & { priceId: string }): Promise<Result<ChangePreview, LeverRefusal>> {
  const plan = await planFor(which, priceId);
  if (!plan.ok) return plan;
  return previewAt(plan.value, Math.floor(now().getTime() / 1000));
}

/**
 * Change the plan as it was previewed: what costs more is charged at once, what costs less lowers the next payments. Refuses with
 * `changed` when what is due is not `expectedDueNow` any more, with `declined` when the bank says no; then nothing has
 * changed. The same confirmation twice is one change.
 */
export async function changePlan({ priceId, prorationDate, expectedDueNow, ...which }: WhichMembership & { priceId: string; prorationDate: number; expectedDueNow: bigint }, cause: Cause): Promise<Result<undefined, LeverRefusal>> {
  return pullLever(which, cause, async ({ row }) => {
    // The second click of a change that has gone through.
    if (row.priceId === priceId && !row.endedAt) return ok();
    const age = now().getTime() - prorationDate * 1000;
    if (!(age >= -MINUTE && age <= PREVIEW_LASTS)) return fail({ kind: "changed" });
    const plan = await planFor(which, priceId);
    if (!plan.ok) return plan;
    const preview = await previewAt(plan.value, prorationDate);
    if (!preview.ok) return preview;
    if (preview.value.dueNow !== expectedDueNow) return (await isThere(plan.value)) ? ok() : fail({ kind: "changed" });
    const prorations = preview.value.dueNow > 0n ? "always_invoice" : "create_prorations";
    return changePrice(plan.value.access, { ...plan.value.change, prorationDate, prorations }, `change_${row.id}_${row.version}_${priceId}_${prorationDate}`);
  });
}

/** The other click of the same confirmation was faster: Stripe charges the new plan already, whatever we have heard of it. */
async function isThere({ access, row, change }: Plan): Promise<boolean> {
  const subscription = await readSubscription(access, row.stripeSubscriptionId);
  return subscription.ok && subscription.value.stripePriceId === change.stripePriceId;
}

async function planFor(which: WhichMembership, priceId: string): Promise<Result<Plan, LeverRefusal>> {
  const found = await ownSubscription(which);
  if (!found.ok) return found;
  const { row, access } = found.value;
  if (!membershipState(row, now()).canChange) return fail({ kind: "not_now" });
  const target = await db.price.findFirst({ where: { id: priceId, offerId: row.offerId, active: true, interval: { not: null }, amount: { gt: 0n }, currency: row.price.currency, tier: { archivedAt: null } } });
  if (!target || target.id === row.priceId) return fail({ kind: "plan_unavailable" });
  const subscription = await readSubscription(access, row.stripeSubscriptionId);
  if (!subscription.ok) return refusalOf(subscription.error);
  const stripePriceId = await stripePriceFor(access, row.connectedAccountId, target.id);
  if (!stripePriceId.ok) return refusalOf(stripePriceId.error);
  return ok({ row, access, target, change: { subscriptionId: row.stripeSubscriptionId, itemId: subscription.value.itemId, stripePriceId: stripePriceId.value } });
}

async function previewAt(plan: Plan, prorationDate: number): Promise<Result<ChangePreview, LeverRefusal>> {
  const { row, target } = plan;
  const asked = await preview(plan, { prorationDate, prorations: "always_invoice" });
  if (!asked.ok) return refusalOf(asked.error);
  const now = asked.value;
  // In a trial nothing is paid before its end: what Stripe previews is the payment then.
  const trialEnd = row.status === "trialing" ? row.trialEndsAt : null;
  const dueNow = now.total > 0n && !trialEnd ? now.amountDue : 0n;
  const common = { dueNow, creditNow: now.total < 0n ? -now.total : 0n, currency: now.currency, prorationDate, losesFoundersPrice: !row.price.active };
  const lines = now.lines.map(({ text, amount }) => ({ text, amount }));
  // Another rhythm begins a new period at once.
  const ends = now.lines.filter(({ amount }) => amount > 0n).map(({ periodEnd }) => periodEnd.getTime());
  const newEnd = ends.length > 0 ? new Date(Math.max(...ends)) : null;
  if (trialEnd) return ok({ ...common, lines, nextAmount: target.amount, nextAt: trialEnd });
  if (dueNow > 0n || row.price.interval !== target.interval) {
    const rest = target.amount - common.creditNow;
    return ok({ ...common, lines, nextAmount: rest > 0n ? rest : 0n, nextAt: newEnd ?? row.currentPeriodEnd ?? now.at });
  }
  const next = await preview(plan, { prorationDate, prorations: "create_prorations" });
  if (!next.ok) return refusalOf(next.error);
  return ok({ ...common, lines, nextAmount: next.value.total > 0n ? next.value.total : 0n, nextAt: row.currentPeriodEnd ?? next.value.at });
}

/** A price that somebody archived in Stripe's Dashboard is put back to use, once. */
async function preview(plan: Plan, when: Pick<PlanChange, "prorationDate" | "prorations">): Promise<Result<Awaited<ReturnType<typeof previewChange>> extends Result<infer P, StripeFailure> ? P : never, StripeFailure>> {
  const asked = await previewChange(plan.access, { ...plan.change, ...when });
  if (asked.ok || (asked.error.kind !== "refused" && asked.error.kind !== "not_found")) return asked;
  const mended = await mendStripePrice(plan.access, plan.row.connectedAccountId, plan.target.id);
  if (!mended.ok) return mended;
  plan.change.stripePriceId = mended.value;
  return previewChange(plan.access, { ...plan.change, ...when });
}
