import type { OrderStatus } from "~/generated/prisma/enums";

/** What Stripe says now of the checkout sessions and the payment of one order. Amounts in minor units. */
export interface PaymentTruth {
  /** `open`: the buyer may still pay. `complete`: the buyer is through. `expired`: nobody will pay here. */
  session: "open" | "complete" | "expired";
  /** The money: `paid` is on the creator's account, `processing` on its way (delayed methods), `failed` will not come. */
  payment: "none" | "processing" | "paid" | "failed";
  /** Before tax and after nothing: what we asked for. Null when Stripe does not tell. */
  amountSubtotal: bigint | null;
  amountTotal: bigint;
  taxAmount: bigint;
  amountRefunded: bigint;
  currency: string;
  livemode: boolean;
}

export interface OrderFacts {
  status: OrderStatus;
  amount: bigint;
  currency: string;
  livemode: boolean;
  /** The seller refunded it and lets the buyer keep what was bought. */
  keepAccess: boolean;
}

export type Decision =
  | { change: "none" }
  | { change: "status"; to: OrderStatus; grant: boolean; revoke: boolean }
  /** What was paid is not what was asked for: nothing is given, and a person must look, until all of it has gone back. */
  | { change: "set_aside"; to: "quarantined" | "refunded"; reason: string };

/**
 * The next state of an order out of Stripe's state now: the same answer whatever events came, in whatever order, however
 * often. Paid money gives access once; a full refund takes it back; a refund known before fulfilment grants nothing.
 */
export function decide(order: OrderFacts, truth: PaymentTruth): Decision {
  const target = targetStatus(truth);
  const mismatch = isSettled(target) ? mismatchOf(order, truth) : null;
  if (mismatch) {
    const to = target === "refunded" ? "refunded" : "quarantined";
    return to === order.status ? { change: "none" } : { change: "set_aside", to, reason: mismatch };
  }
  if (target === order.status || order.status === "quarantined") return { change: "none" };
  // Money that arrived is never un-arrived by an older view: only refunds lead on from there.
  if (isSettled(order.status) && !isSettled(target)) return { change: "none" };
  return { change: "status", to: target, grant: target === "paid" || target === "partially_refunded", revoke: target === "refunded" && !order.keepAccess };
}

/** States in which the buyer's money has reached the creator (whether or not it went back). */
export function isSettled(status: OrderStatus): boolean {
  return status === "paid" || status === "partially_refunded" || status === "refunded";
}

function targetStatus(truth: PaymentTruth): OrderStatus {
  if (truth.payment === "paid") {
    if (truth.amountRefunded === 0n) return "paid";
    return truth.amountRefunded >= truth.amountTotal ? "refunded" : "partially_refunded";
  }
  if (truth.payment === "failed") return "failed";
  if (truth.payment === "processing") return "processing";
  return truth.session === "expired" ? "expired" : "pending";
}

function mismatchOf(order: OrderFacts, truth: PaymentTruth): string | null {
  if (truth.livemode !== order.livemode) return "The payment was made in another mode (test or live) than the order.";
  if (truth.currency !== order.currency) return `Stripe took ${truth.currency.toUpperCase()}, the order is in ${order.currency.toUpperCase()}.`;
  if (truth.amountSubtotal !== null && truth.amountSubtotal !== order.amount) {
    return `Stripe took ${truth.amountSubtotal} before tax, the order asks for ${order.amount} (minor units of ${order.currency.toUpperCase()}).`;
  }
  return null;
}
