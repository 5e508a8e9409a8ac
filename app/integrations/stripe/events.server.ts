import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { PATIENT } from "./quick";

/** Stripe takes this many types in one question. */
const TYPES_AT_ONCE = 20;
const PAGE = 100;

export interface ListedEvents {
  /** Oldest first. */
  events: Stripe.Event[];
  /** False: there are more than `maxPages` pages in this span; none of them is given, ask for a shorter one. */
  complete: boolean;
}

/**
 * What has happened on an account, from Stripe's own list, which keeps 30 days. Stripe lists the newest first; this answers
 * the oldest first, so that they can be applied in the order they happened.
 * @param span from (with) to (without), whole seconds
 * https://docs.stripe.com/api/events/list
 */
export async function listEvents(access: AccountAccess, types: readonly string[], span: { from: Date; to: Date }, maxPages: number): Promise<Result<ListedEvents, StripeFailure>> {
  const created = { gte: seconds(span.from), lt: seconds(span.to) };
  const events: Stripe.Event[] = [];
  for (let at = 0; at < types.length; at += TYPES_AT_ONCE) {
    const wanted = types.slice(at, at + TYPES_AT_ONCE);
    let after: string | undefined;
    for (let page = 1; ; page += 1) {
      const params = { types: wanted, created, limit: PAGE, ...(after ? { starting_after: after } : {}) };
      const listed = await onAccount(access, (stripe, options) => stripe.events.list(params, { ...PATIENT, ...options }));
      if (!listed.ok) return listed;
      events.push(...listed.value.data);
      after = listed.value.data.at(-1)?.id;
      if (!listed.value.has_more || !after) break;
      if (page >= maxPages) return ok({ events: [], complete: false });
    }
  }
  // Reversed before the (stable) sort: of two in one second the one Stripe lists later happened first.
  return ok({ events: events.reverse().sort((a, b) => a.created - b.created), complete: true });
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
