import type { EventHandler } from "./event";
import { handler as account } from "./on/account.server";
import { handler as charge } from "./on/charge.server";
import { handler as checkoutSession } from "./on/checkout-session.server";
import { handler as customer } from "./on/customer.server";
import { handler as dispute } from "./on/dispute.server";
import { handler as fraudWarning } from "./on/fraud-warning.server";
import { handler as invoice } from "./on/invoice.server";
import { handler as paymentIntent } from "./on/payment-intent.server";
import { handler as payout } from "./on/payout.server";
import { handler as subscription } from "./on/subscription.server";

/** The one table of who handles what. Two handlers for one type are a mistake that does not start. */
export function handlerTable(handlers: readonly EventHandler[]): ReadonlyMap<string, EventHandler> {
  const table = new Map<string, EventHandler>();
  for (const handler of handlers) {
    for (const type of handler.types) {
      if (table.has(type)) throw new Error(`Two handlers for ${type}`);
      table.set(type, handler);
    }
  }
  return table;
}

export const handlers = handlerTable([account, charge, checkoutSession, customer, dispute, fraudWarning, invoice, paymentIntent, payout, subscription]);
