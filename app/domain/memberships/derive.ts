import type { Subscription } from "~/generated/prisma/client";
import type { InvoiceState } from "~/integrations/stripe/invoices.server";
import type { SubscriptionState } from "~/integrations/stripe/subscriptions.server";
import { askedFor } from "./open-invoice";
import type { InvoiceTruth, MembershipTruth } from "./truth.server";

/** The columns Stripe's truth decides. */
export type TruthColumns = Pick<
  Subscription,
  "stripeCustomerId" | "status" | "cancelAt" | "pausedAt" | "resumesAt" | "currentPeriodStart" | "currentPeriodEnd" | "paidUntil" | "trialEndsAt" | "pastDueSince" | "endedAt" | "paymentMethodLabel" | "cardExpiresOn" | "livemode"
>;

type Former = Pick<Subscription, "pausedAt" | "paidUntil" | "pastDueSince" | "endedAt" | "paymentMethodLabel">;

/** Stripe's words after which nothing is owed and nothing opens. */
const OVER: ReadonlySet<string> = new Set(["canceled", "unpaid", "incomplete_expired"]);

/**
 * What is written of a subscription when Stripe says this: the same whatever came before and in which order, except for
 * instants that Stripe does not tell (since when it is paused), which stay as first seen. Pure.
 * @param former what is stored; null: nothing yet
 * @param endedHere it has ended on our side, whatever Stripe says: refunded in full, or a second one of the same person
 */
export function columnsOf({ subscription, invoices, methodLabel }: MembershipTruth, former: Former | null, now: Date, endedHere: boolean): TruthColumns {
  const { status, paused, currentPeriodStart, currentPeriodEnd } = subscription;
  const over = endedHere || OVER.has(status);
  return {
    stripeCustomerId: subscription.customerId,
    status,
    cancelAt: subscription.cancelAt,
    pausedAt: paused ? (former?.pausedAt ?? now) : null,
    resumesAt: paused?.resumesAt ?? null,
    currentPeriodStart,
    currentPeriodEnd,
    paidUntil: paidUntil(invoices, subscription, former),
    trialEndsAt: subscription.trialEndsAt,
    pastDueSince: status === "past_due" ? (firstUnpaid(invoices) ?? former?.pastDueSince ?? now) : null,
    endedAt: over ? (former?.endedAt ?? subscription.endedAt ?? now) : null,
    paymentMethodLabel: methodLabel ?? former?.paymentMethodLabel ?? null,
    cardExpiresOn: subscription.cardExpiresOn,
    livemode: subscription.livemode,
  };
}

/** All that was paid for the present period has gone back to the member. */
export function refundedInFull({ subscription, invoices }: Pick<MembershipTruth, "subscription" | "invoices">): boolean {
  const covering = invoices.filter((invoice) => coversPresent(invoice, subscription));
  return covering.length > 0 && covering.every(({ amountRefunded, amountPaid }) => amountRefunded !== null && amountRefunded >= amountPaid);
}

/** The end of what was paid, where payments do not go on by themselves; else null. */
function paidUntil(invoices: readonly InvoiceTruth[], { status, paused, currentPeriodStart, currentPeriodEnd }: MembershipTruth["subscription"], former: Former | null): Date | null {
  if (status !== "active" && status !== "paused" && status !== "trialing") return null;
  if (!paused && !neverCharged(invoices, currentPeriodEnd)) return null;
  const ends = invoices.filter((invoice) => invoice.status === "paid").flatMap(({ periodEnd }) => (periodEnd ? [periodEnd.getTime()] : []));
  // Paused for longer than the list reaches back: nothing newer was paid.
  if (ends.length === 0) return former?.paidUntil ?? currentPeriodStart;
  return new Date(Math.min(Math.max(...ends), currentPeriodEnd.getTime()));
}

/** The present period began while payments were paused: its invoice was voided, and nothing stands in its place. */
function neverCharged(invoices: readonly InvoiceState[], currentPeriodEnd: Date): boolean {
  const present = invoices.filter(({ periodEnd }) => periodEnd !== null && periodEnd >= currentPeriodEnd);
  return present.length > 0 && present.every(({ status }) => status === "void" || status === "uncollectible");
}

function firstUnpaid(invoices: readonly InvoiceState[]): Date | null {
  return askedFor(invoices).find(({ status }) => status === "open")?.createdAt ?? null;
}

/** Whether an invoice is one of those by which the present period was paid. */
export function coversPresent(invoice: InvoiceState, { currentPeriodEnd }: Pick<SubscriptionState, "currentPeriodEnd">): boolean {
  return invoice.status === "paid" && invoice.amountPaid > 0n && invoice.periodEnd !== null && invoice.periodEnd >= currentPeriodEnd;
}
