import { db } from "~/db.server";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { readSession, type SessionState } from "~/integrations/stripe/payments.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { fail, ok, type Result } from "~/lib/result";
import type { PaymentTruth } from "./order";

export interface OrderTruth {
  session: SessionState;
  truth: PaymentTruth;
}

/**
 * Ask Stripe what became of an order: every session made for it, and the one an event named even if our own row does not
 * know it yet. The one that was paid speaks for the order, else the one furthest on. Null: no session was ever made.
 */
export async function readTruth(orderId: string, access: AccountAccess, namedSession?: string): Promise<Result<OrderTruth | null, StripeFailure>> {
  const rows = await db.checkoutSession.findMany({ where: { orderId, stripeSessionId: { not: null } }, select: { stripeSessionId: true }, orderBy: { createdAt: "desc" } });
  const ids = new Set([namedSession, ...rows.map((row) => row.stripeSessionId)].filter((id): id is string => Boolean(id)));
  let best: OrderTruth | null = null;
  for (const id of ids) {
    const read = await readSession(access, id);
    if (!read.ok) return fail(read.error);
    // A session of the same account that names another order says nothing about this one.
    if (read.value.orderId !== orderId) continue;
    const found = { session: read.value, truth: truthOf(read.value) };
    if (!best || rank(found.truth) > rank(best.truth)) best = found;
  }
  return ok(best);
}

function truthOf(session: SessionState): PaymentTruth {
  return {
    session: session.status,
    payment: paymentOf(session),
    amountSubtotal: session.amountSubtotal,
    amountTotal: session.amountTotal,
    taxAmount: session.taxAmount,
    amountRefunded: session.payment?.amountRefunded ?? 0n,
    currency: session.currency,
    livemode: session.livemode,
  };
}

function paymentOf(session: SessionState): PaymentTruth["payment"] {
  if (session.status !== "complete") return "none";
  if (session.paymentStatus !== "unpaid") return "paid";
  return session.payment?.failed ? "failed" : "processing";
}

function rank({ payment, session }: PaymentTruth): number {
  const money = { none: 0, failed: 1, processing: 2, paid: 3 }[payment];
  return money * 10 + { expired: 0, open: 1, complete: 2 }[session];
}
