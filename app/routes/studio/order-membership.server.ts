import { memberLine } from "~/domain/memberships/member-line";
import { membershipInWords } from "~/domain/memberships/member-words";
import { membershipOfOrder, type MembershipOfOrder } from "~/domain/memberships/membership-of-order.server";
import { planText } from "~/domain/memberships/plan-words";
import { recurringText } from "~/domain/memberships/price-words";
import { env } from "~/env.server";
import type { Invoice } from "~/generated/prisma/client";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

/** What the seller sees of the membership an order began; null: of none. */
export async function orderMembership(storeId: string, orderId: string) {
  const found = await membershipOfOrder(storeId, orderId);
  return found && viewOf(found);
}

export type OrderMembership = NonNullable<Awaited<ReturnType<typeof orderMembership>>>;

function viewOf({ state, price, tier, offerId, paymentMethodLabel, leaveReason, stripeSubscriptionId, livemode, invoices }: MembershipOfOrder) {
  const words = membershipInWords(state, recurringText(price));
  return {
    label: words.label,
    tone: words.tone,
    plan: `${planText(tier.title, price.interval)}, ${recurringText(price)}`,
    until: state.until && `${UNTIL[state.state]} ${formatDay(state.until)}`,
    method: paymentMethodLabel,
    leaveReason,
    membersPath: `/studio/offers/${offerId}/members`,
    stripeUrl: `${env.stripe.dashboardBase}${livemode || env.stripe.sandbox ? "" : "/test"}/subscriptions/${stripeSubscriptionId}`,
    invoices: invoices.map(invoiceView),
  };
}

const UNTIL: Record<MembershipOfOrder["state"]["state"], string> = { trial: "First payment on", active: "Next payment on", ending: "Open until", paused: "Open until", grace: "Open until", ended: "Ended on" };

const REASON: Record<string, string> = { subscription_create: "First payment", subscription_cycle: "Renewal", subscription_update: "Change of plan" };

function invoiceView(invoice: Invoice) {
  const money = (amount: bigint) => formatMoney({ amount, currency: invoice.currency });
  const { status, amountPaid, amountRefunded, amountDue, applicationFee, stripeFee } = invoice;
  const paid = status === "paid";
  return {
    id: invoice.id,
    title: `${REASON[invoice.billingReason] ?? "Payment"}${invoice.number ? ` · ${invoice.number}` : ""}`,
    day: formatDay(invoice.paidAt ?? invoice.createdAt),
    amount: money(paid ? amountPaid : amountDue),
    label: paid ? (amountRefunded > 0n ? (amountRefunded >= amountPaid ? "Refunded" : `${money(amountRefunded)} refunded`) : "Paid") : (STATUS[status] ?? status),
    tone: paid ? (amountRefunded > 0n ? ("neutral" as const) : ("success" as const)) : status === "void" ? ("neutral" as const) : ("warning" as const),
    note: paid ? feesOf({ applicationFee, stripeFee }, money) : memberLine(invoice) || null,
    url: invoice.hostedUrl,
  };
}

const STATUS: Record<string, string> = { open: "Open", uncollectible: "Given up", void: "Void", draft: "Not made" };

function feesOf({ applicationFee, stripeFee }: { applicationFee: bigint; stripeFee: bigint | null }, money: (amount: bigint) => string): string | null {
  const parts = [...(stripeFee ? [`${money(stripeFee)} to Stripe`] : []), ...(applicationFee > 0n ? [`${money(applicationFee)} platform fee`] : [])];
  return parts.length > 0 ? `Of it ${parts.join(" and ")}` : null;
}
