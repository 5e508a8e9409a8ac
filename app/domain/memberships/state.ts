import type { Subscription } from "~/generated/prisma/client";
import { DAY, later } from "~/lib/clock";

/** What the creator has set for a membership; no row means these. */
export const DEFAULT_OPTIONS = { graceDays: 7, pauseAllowed: true } as const;

/** A subscription as far as its state depends on it. `offer.membership` is the creator's settings, null for the defaults. */
export interface SubscriptionFacts
  extends Pick<Subscription, "status" | "cancelAt" | "pausedAt" | "resumesAt" | "currentPeriodStart" | "currentPeriodEnd" | "paidUntil" | "trialEndsAt" | "pastDueSince" | "endedAt"> {
  offer: { membership: { graceDays: number; pauseAllowed: boolean } | null };
}

/** What to read of a subscription for `membershipState`, for a Prisma `select`. */
export const STATE_COLUMNS = {
  status: true, cancelAt: true, pausedAt: true, resumesAt: true, currentPeriodStart: true, currentPeriodEnd: true, paidUntil: true, trialEndsAt: true, pastDueSince: true, endedAt: true,
  offer: { select: { membership: { select: { graceDays: true, pauseAllowed: true } } } },
} as const;

/**
 * `trial`: nothing paid yet, it begins by itself; `ending`: cancelled, open to the end of what was paid; `paused`: no payments
 * are taken; `grace`: a renewal failed and Stripe tries again; `ended`: opens nothing any more.
 */
export type MembershipWord = "trial" | "active" | "ending" | "paused" | "grace" | "ended";

export interface MembershipState {
  state: MembershipWord;
  /** The member has access now. */
  open: boolean;
  /**
   * UTC. trial: the first payment; active: the next one; ending: the end; paused: the end of what was paid; grace: the end of
   * the grace; ended: since when.
   */
  until: Date | null;
  canPause: boolean;
  canCancel: boolean;
  /** Take up a paused membership again, or take a cancellation back. */
  canResume: boolean;
  /** Resuming charges a new period at once, because what was paid is used up. */
  resumingCosts: boolean;
  canChange: boolean;
  /** New payment details would let Stripe collect what is open: the way back in grace, and after it. */
  canPay: boolean;
}

const NONE = { canPause: false, canCancel: false, canResume: false, resumingCosts: false, canChange: false, canPay: false };

/** Stripe's words for a subscription that takes no more payments. */
const OVER: ReadonlySet<string> = new Set(["canceled", "unpaid", "incomplete_expired", "incomplete"]);

/** How a membership stands at an instant, and what its member can do about it. Pure; all instants UTC. */
export function membershipState(subscription: SubscriptionFacts, now: Date): MembershipState {
  const { status, cancelAt, pausedAt, currentPeriodEnd, paidUntil, trialEndsAt, endedAt } = subscription;
  const { pauseAllowed } = subscription.offer.membership ?? DEFAULT_OPTIONS;
  if (endedAt || OVER.has(status)) return { ...NONE, state: "ended", open: false, until: endedAt ?? currentPeriodEnd, canPay: status === "unpaid" };
  if (status === "past_due") {
    const until = graceEnd(subscription, now);
    // Past the grace nothing is open, but Stripe goes on trying: a payment opens it again.
    return { ...NONE, state: until > now ? "grace" : "ended", open: until > now, until, canCancel: true, canPay: true };
  }
  if (isPaused(subscription)) {
    const until = paidUntil ?? currentPeriodEnd;
    const open = until !== null && until > now;
    return { ...NONE, state: "paused", open, until, canCancel: !cancelAt, canResume: true, resumingCosts: !open };
  }
  if (cancelAt) {
    const open = cancelAt > now;
    return { ...NONE, state: open ? "ending" : "ended", open, until: cancelAt, canResume: open };
  }
  if (status === "trialing") return { ...NONE, state: "trial", open: true, until: trialEndsAt ?? currentPeriodEnd, canCancel: true, canChange: true };
  return { ...NONE, state: "active", open: true, until: currentPeriodEnd, canPause: pauseAllowed && !pausedAt, canCancel: true, canChange: true };
}

/** No payments are taken: paused here or at Stripe, or the present period was never charged because it began in a pause. */
export function isPaused({ status, pausedAt, paidUntil }: Pick<SubscriptionFacts, "status" | "pausedAt" | "paidUntil">): boolean {
  return status === "paused" || pausedAt !== null || paidUntil !== null;
}

/** When the access of a failed renewal ends. */
export function graceEnd({ pastDueSince, offer }: Pick<SubscriptionFacts, "pastDueSince" | "offer">, now: Date): Date {
  const { graceDays } = offer.membership ?? DEFAULT_OPTIONS;
  return later(graceDays * DAY, pastDueSince ?? now);
}

/** What a subscription means for the member's grant. */
export type GrantWanted = { access: "open"; until: Date | null } | { access: "ended" };

/**
 * The grant a subscription asks for now: without an end while it is paid as it goes, with an end where one is known, none
 * when it is over. An end that has passed stays an end: the grant then opens nothing, and a late payment moves it.
 */
export function grantWanted(subscription: SubscriptionFacts, now: Date): GrantWanted {
  const { status, cancelAt, currentPeriodEnd, paidUntil, endedAt } = subscription;
  if (endedAt || OVER.has(status)) return { access: "ended" };
  if (status === "past_due") return { access: "open", until: graceEnd(subscription, now) };
  if (isPaused(subscription)) return { access: "open", until: earlier(paidUntil ?? currentPeriodEnd ?? now, cancelAt) };
  return { access: "open", until: cancelAt };
}

function earlier(one: Date, other: Date | null): Date {
  return other && other < one ? other : one;
}
