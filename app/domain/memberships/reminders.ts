import type { Invoice, Subscription } from "~/generated/prisma/client";
import { DAY, later } from "~/lib/clock";
import { graceEnd, isPaused, type SubscriptionFacts } from "./state";

/** Days before its end that a trial is spoken of, as Stripe does (https://docs.stripe.com/billing/subscriptions/trials). */
export const TRIAL_NOTICE_DAYS = 3;
/** Who joined so lately has the receipt in hand, which says when the free days end. */
export const JUST_JOINED_DAYS = 1;
/** Days before a payment that a card which will not be good for it is spoken of. */
export const CARD_NOTICE_DAYS = 30;

/** Whether the member is to be told that the free days end soon. The mail itself goes out once a trial's end. Pure. */
export function trialEndsSoon({ status, trialEndsAt, cancelAt, endedAt, createdAt }: Pick<Subscription, "status" | "trialEndsAt" | "cancelAt" | "endedAt" | "createdAt">, now: Date): boolean {
  if (status !== "trialing" || endedAt || cancelAt || !trialEndsAt) return false;
  return trialEndsAt > now && trialEndsAt <= later(TRIAL_NOTICE_DAYS * DAY, now) && createdAt <= later(-JUST_JOINED_DAYS * DAY, now);
}

/** Whether the next payment is near and the card will have expired by then. Pure. */
export function cardEndsBeforePayment(subscription: SubscriptionFacts & Pick<Subscription, "cardExpiresOn">, now: Date): boolean {
  const { status, cancelAt, endedAt, currentPeriodEnd, cardExpiresOn } = subscription;
  if ((status !== "active" && status !== "trialing") || endedAt || cancelAt || isPaused(subscription) || !cardExpiresOn || !currentPeriodEnd) return false;
  // Good to the end of its last day.
  return later(DAY, cardExpiresOn) <= currentPeriodEnd && currentPeriodEnd > now && currentPeriodEnd <= later(CARD_NOTICE_DAYS * DAY, now);
}

/** Whether a failed payment has closed the membership by now, while Stripe goes on trying. Pure. */
export function graceIsOver(subscription: SubscriptionFacts, now: Date): boolean {
  return subscription.status === "past_due" && !subscription.endedAt && subscription.pastDueSince !== null && graceEnd(subscription, now) <= now;
}

/** What each reminder is about, so that it goes out once: the keys of the outbox. The sweep builds the same in SQL (due-reminders). */
export const ABOUT = {
  trial: ({ id, trialEndsAt }: Pick<Subscription, "id" | "trialEndsAt">) => `${id}.${day(trialEndsAt)}`,
  card: ({ id, cardExpiresOn }: Pick<Subscription, "id" | "cardExpiresOn">) => `${id}.${day(cardExpiresOn)}`,
  /** One failed payment ends a membership once: when its grace is over, or when Stripe gives up before. */
  unpaid: ({ id }: Pick<Subscription, "id">, invoice: Pick<Invoice, "id">) => `${id}.${invoice.id}`,
} as const;

function day(at: Date | null): string {
  return at?.toISOString().slice(0, 10) ?? "";
}
