import type { BadgeTone } from "~/components/ui/badge";
import type { OrderStatus } from "~/generated/prisma/enums";
import { formatMoment } from "~/lib/dates";

/** An order's state for the creator: a word for the badge, a sentence for its page. */
export const ORDER_WORDS: Record<OrderStatus, { label: string; tone: BadgeTone; text: string }> = {
  pending: { label: "Not paid yet", tone: "neutral", text: "The buyer is at the checkout or left it. Nothing was charged." },
  processing: { label: "On its way", tone: "info", text: "The buyer paid with a method that takes days. Access opens by itself when the money arrives." },
  paid: { label: "Paid", tone: "success", text: "The money is on your Stripe account and the buyer has access." },
  failed: { label: "Failed", tone: "danger", text: "The delayed payment did not arrive. Nothing was charged and no access was given." },
  expired: { label: "Abandoned", tone: "neutral", text: "The checkout ran out before it was paid. Nothing was charged." },
  partially_refunded: { label: "Partly refunded", tone: "warning", text: "Part of the money went back to the buyer." },
  refunded: { label: "Refunded", tone: "neutral", text: "All the money went back to the buyer." },
  quarantined: { label: "Needs a look", tone: "danger", text: "What Stripe took does not match the order, so no access was given. Look at the payment in Stripe, then refund it or write to the buyer." },
};

/** The same of what was given by hand, which is no sale. */
export const GIVEN_WORDS: Record<"open" | "ended", { label: string; tone: BadgeTone; text: string }> = {
  open: { label: "Given", tone: "info", text: "Somebody of your store gave this for nothing. No money moved." },
  ended: { label: "Taken back", tone: "neutral", text: "It was given for nothing and taken back. No money moved." },
};

/** What a stored state is called in the order's history. */
export function historyWords(subjectType: string, to: string): string {
  if (subjectType === "grant") return grantWords(to);
  if (subjectType === "license") return LICENSE_WORDS[to] ?? `Licence key: ${to}`;
  if (subjectType === "subscription") return `Membership: ${MEMBERSHIP_WORDS[to] ?? to.replaceAll("_", " ")}`;
  return HISTORY_WORDS[to as OrderStatus] ?? PAY_BACK_WORDS[to] ?? to;
}

function grantWords(to: string): string {
  const until = /^until (\d{4}-.*)$/.exec(to)?.[1];
  if (until) return `Access open until ${formatMoment(until)}`;
  return GRANT_WORDS[to] ?? (to.startsWith("tier ") ? "Access moved to another tier" : `Access: ${to}`);
}

const LICENSE_WORDS: Record<string, string> = { issued: "Licence key made", disabled: "Licence key switched off", enabled: "Licence key switched on" };
/** Stripe's words for a subscription. */
const MEMBERSHIP_WORDS: Record<string, string> = { trialing: "in its trial", active: "active", past_due: "payment failed, open for the grace", unpaid: "not paid", paused: "paused", canceled: "ended", incomplete: "first payment not done", incomplete_expired: "first payment never done" };

const GRANT_WORDS: Record<string, string> = { granted: "Access given", revoked: "Access ended", suspended: "Access paused", restored: "Access restored", "without end": "Access open without end" };

const HISTORY_WORDS: Record<OrderStatus, string> = {
  pending: "Checkout begun",
  processing: "Payment on its way",
  paid: "Paid",
  failed: "Payment failed",
  expired: "Checkout ran out",
  partially_refunded: "Partly refunded",
  refunded: "Refunded in full",
  quarantined: "Set aside for a look",
};

const PAY_BACK_WORDS: Record<string, string> = {
  "paid twice": "The buyer had it already",
  "paying back": "Sent back at Stripe",
  "refund refused": "Stripe refused to send it back",
  kept: "Kept: the first order had been taken back",
  given: "Given by hand",
  "taken back": "Taken back",
  "joined twice": "Was a member already",
  "trial used before": "The trial was used before",
};

/** Who or what brought a state about, for a person. Causes that are words already stay as they are. */
export function causeWords(cause: string): string {
  return CAUSE_WORDS[cause] ?? (/^[a-z_]+(\.[a-z_]+)+$/.test(cause) ? "Stripe told us" : cause);
}

const CAUSE_WORDS: Record<string, string> = {
  checkout: "by the buyer",
  "return page": "when the buyer came back",
  sweep: "found by our own check at Stripe",
  "charge.refunded": "refunded at Stripe",
  "refund.created": "refunded at Stripe",
  "refund.updated": "refunded at Stripe",
  "checkout.session.expired": "the time to pay was over",
  "checkout.session.async_payment_failed": "the bank refused it",
};
