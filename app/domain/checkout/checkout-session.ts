import { HOUR, later, MINUTE } from "~/lib/clock";

/**
 * One try to be paid for an order. `creating`: the row is there, Stripe has not answered yet; `open`: can be paid;
 * `complete`: the buyer finished; `expired`: can no longer be paid; `failed`: Stripe answered with an error, so the key of
 * the call is spent and nothing that could be paid exists. At most one of an order is `creating` or `open`.
 */
export type SessionStatus = "creating" | "open" | "complete" | "expired" | "failed";

export interface SessionFacts {
  status: string;
  uiMode: string;
  stripeSessionId: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Stripe takes 30 minutes to 24 hours. Short, so that a price that changed is not paid for long. */
export const SESSION_LIFETIME = 90 * MINUTE;
/** A call whose answer was lost may be repeated this long: later its expiry would be nearer than Stripe allows. */
const REPEAT_WITHIN = 50 * MINUTE;
/** Nobody is sent to pay with less time than this left. */
const TIME_TO_PAY = 10 * MINUTE;

/** When a session begun now ends, in whole seconds as Stripe counts. */
export function sessionExpiry(now: Date): Date {
  return new Date(Math.floor(later(SESSION_LIFETIME, now).getTime() / 1000) * 1000);
}

/** Is this the one that may still be paid, or may still become so? */
export function isLive(session: Pick<SessionFacts, "status">): boolean {
  return session.status === "creating" || session.status === "open";
}

/** May a buyer who asks for this way of paying be sent to this session? */
export function canResume(session: SessionFacts, uiMode: string, now: Date): boolean {
  if (session.uiMode !== uiMode) return false;
  if (session.status === "open") return session.expiresAt.getTime() - now.getTime() > TIME_TO_PAY;
  return session.status === "creating" && now.getTime() - session.createdAt.getTime() < REPEAT_WITHIN;
}

/** A browser that began an order may look at it this long. */
export const BUYER_MEMORY = 30 * 24 * HOUR;
