import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import { disputeState, type DisputeState } from "./disputes.server";
import type { StripeFailure } from "./errors.server";
import { PATIENT } from "./quick";

const PAGE = 100;

/** What was made in a span of time. `complete` false: there is more than `maxPages` pages, and none of it is given. */
export interface Listed<T> {
  /** Oldest first. */
  items: T[];
  complete: boolean;
}

/** From (with) to (without), whole seconds. */
export interface Span {
  from: Date;
  to: Date;
}

/** A Checkout Session as a list shows it. Amounts in minor units. */
export interface ListedSession {
  /** cs_… */
  id: string;
  status: "open" | "complete" | "expired";
  paid: boolean;
  /** Whatever stands in `client_reference_id` or the metadata: perhaps an order of ours. */
  orderId: string | null;
  /** pi_… of what is paid once. */
  paymentIntentId: string | null;
  /** sub_… */
  subscriptionId: string | null;
  amountTotal: bigint;
  currency: string;
  createdAt: Date;
}

/** Checkout Sessions that were made on an account: https://docs.stripe.com/api/checkout/sessions/list */
export async function listSessions(access: AccountAccess, span: Span, maxPages: number): Promise<Result<Listed<ListedSession>, StripeFailure>> {
  return walk(maxPages, async (after) => onAccount(access, (stripe, options) => stripe.checkout.sessions.list({ created: created(span), limit: PAGE, ...after }, { ...PATIENT, ...options })), sessionOf);
}

/** A refund as a list shows it. Minor units. */
export interface ListedRefund {
  id: string;
  paymentIntentId: string | null;
  amount: bigint;
  /** It went through, or is on its way. */
  counts: boolean;
}

/** Refunds that were made on an account, of whatever payment: https://docs.stripe.com/api/refunds/list */
export async function listRefundsMade(access: AccountAccess, span: Span, maxPages: number): Promise<Result<Listed<ListedRefund>, StripeFailure>> {
  return walk(maxPages, async (after) => onAccount(access, (stripe, options) => stripe.refunds.list({ created: created(span), limit: PAGE, ...after }, { ...PATIENT, ...options })), refundOf);
}

/** Disputes that were opened on an account: https://docs.stripe.com/api/disputes/list */
export async function listDisputesMade(access: AccountAccess, span: Span, maxPages: number): Promise<Result<Listed<DisputeState>, StripeFailure>> {
  return walk(maxPages, async (after) => onAccount(access, (stripe, options) => stripe.disputes.list({ created: created(span), limit: PAGE, ...after }, { ...PATIENT, ...options })), disputeState);
}

async function walk<S extends { id: string }, T>(maxPages: number, ask: (after: { starting_after?: string }) => Promise<Result<Stripe.ApiList<S>, StripeFailure>>, shape: (item: S) => T): Promise<Result<Listed<T>, StripeFailure>> {
  const items: T[] = [];
  let after: string | undefined;
  for (let page = 1; ; page += 1) {
    const listed = await ask(after ? { starting_after: after } : {});
    if (!listed.ok) return listed;
    items.push(...listed.value.data.map(shape));
    after = listed.value.data.at(-1)?.id;
    if (!listed.value.has_more || !after) return ok({ items: items.reverse(), complete: true });
    if (page >= maxPages) return ok({ items: [], complete: false });
  }
}

function sessionOf(session: Stripe.Checkout.Session): ListedSession {
  return {
    id: session.id,
    status: session.status === "complete" ? "complete" : session.status === "expired" ? "expired" : "open",
    paid: session.status === "complete" && session.payment_status !== "unpaid",
    orderId: session.client_reference_id ?? session.metadata?.order_id ?? null,
    paymentIntentId: idIn(session.payment_intent),
    subscriptionId: idIn(session.subscription),
    amountTotal: BigInt(session.amount_total ?? 0),
    currency: session.currency ?? "",
    createdAt: new Date(session.created * 1000),
  };
}

function refundOf(refund: Stripe.Refund): ListedRefund {
  return { id: refund.id, paymentIntentId: idIn(refund.payment_intent), amount: BigInt(refund.amount), counts: refund.status !== "failed" && refund.status !== "canceled" };
}

function idIn(field: { id: string } | string | null): string | null {
  return typeof field === "string" ? field : (field?.id ?? null);
}

function created({ from, to }: Span): Stripe.RangeQueryParam {
  return { gte: Math.floor(from.getTime() / 1000), lt: Math.floor(to.getTime() / 1000) };
}
