import type Stripe from "stripe";

/** For reads somebody waits for: one try, a few seconds. A check that takes longer counts as not answered. */
export const QUICK = { timeout: 4_000, maxNetworkRetries: 0 } as const satisfies Stripe.RequestOptions;
