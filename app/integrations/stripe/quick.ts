import type Stripe from "stripe";

/** For reads somebody waits for: one try, a few seconds. A check that takes longer counts as not answered. */
export const QUICK = { timeout: 4_000, maxNetworkRetries: 0 } as const satisfies Stripe.RequestOptions;

/** For reads that come again by themselves: two tries of ten seconds, so that one which is not answered ends well within the lease of an event (domain/events/process). */
export const PATIENT = { timeout: 10_000, maxNetworkRetries: 1 } as const satisfies Stripe.RequestOptions;
