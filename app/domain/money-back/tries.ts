import { DAY, HOUR, MINUTE } from "~/lib/clock";

/** How long one try to send money back may take before another may begin, in milliseconds. */
export const LEASE = 2 * MINUTE;

/** Until Stripe is asked again when it did not answer. */
const WAITS = [MINUTE, 5 * MINUTE, 30 * MINUTE, HOUR];
const SAME_KEY_TRIES = 4;

/** How long to wait when Stripe gave no answer to a try (counted from 1), in milliseconds. */
export function waitAfter(tries: number): number {
  return WAITS[tries - 1] ?? HOUR;
}

/** Until Stripe is asked again after it has refused what must go back: sooner at first, then once a day until somebody mends it. */
const WAITS_REFUSED = [5 * MINUTE, HOUR, 6 * HOUR];

/** How long to wait when Stripe has refused a try (counted from 1), in milliseconds. */
export function waitAfterRefusal(tries: number): number {
  return WAITS_REFUSED[tries - 1] ?? DAY;
}

/**
 * The idempotency key of a try (counted from 1) to send back what `id` names. Stripe repeats an answer it has stored under a
 * key, a failure of its own too: so from the fourth try on, and once it has refused, the question is a new one.
 * https://docs.stripe.com/api/idempotent_requests
 */
export function keyOfTry(id: string, tries: number, refused = false): string {
  return tries < SAME_KEY_TRIES && !refused ? id : `${id}.${tries}`;
}
