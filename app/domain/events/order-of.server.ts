import { db } from "~/db.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { RetryLater, type Outcome, type StoredEvent } from "./event";
import { notNow } from "./not-now.server";
import { ORDER_ID } from "./subject-key";

export { idOf } from "./subject-key";

/** Ask after the order an event speaks of and let the one fulfilment function bring it up to date. */
export async function bringOrderUpToDate(event: StoredEvent, hint: { orderId?: string | null; paymentIntentId?: string | null; sessionId?: string }): Promise<Outcome> {
  const order = await findOrder(hint);
  if (!order) {
    if (hint.orderId && ORDER_ID.test(hint.orderId) && (await sellsHere(event.stripeAccountId))) throw new RetryLater(`Order ${hint.orderId} is not stored yet`, NEVER_STORED);
    return { status: "ignored", note: "Not an order of this installation." };
  }
  // Metadata can be written by anyone who uses the account: an order answers only to the account it was sold on.
  if (order.account?.stripeAccountId !== event.stripeAccountId) return { status: "ignored", note: "The order was not sold on this account." };
  const result = await completePurchase(order.id, { cause: event.type, causeId: event.id }, hint.sessionId);
  if (result.ok) return { status: "processed", note: `Order ${order.id} is ${result.value.status}.` };
  throw result.error.kind === "stripe" ? await notNow(event, result.error.failure, "The order") : new RetryLater("The order is gone");
}

/** Another site sells on the same account, or a backup does not hold it; a payment that was kept stands among the findings. */
const NEVER_STORED = "Not an order of this installation: it was looked for again and again, for ten hours.";

/** Another installation on the same platform makes ids like ours, on accounts no store here has ever had. */
async function sellsHere(stripeAccountId: string | null): Promise<boolean> {
  return stripeAccountId !== null && (await db.connectedAccount.findFirst({ where: { stripeAccountId }, select: { id: true } })) !== null;
}

function findOrder(hint: { orderId?: string | null; paymentIntentId?: string | null }) {
  const select = { id: true, account: { select: { stripeAccountId: true } } } as const;
  if (hint.orderId) return db.order.findUnique({ where: { id: hint.orderId }, select });
  if (hint.paymentIntentId) return db.order.findUnique({ where: { stripePaymentIntentId: hint.paymentIntentId }, select });
  return Promise.resolve(null);
}

/** `metadata.order_id`, if it is there. */
export function orderIdIn(object: Record<string, unknown>): string | null {
  const { metadata } = object;
  return typeof metadata === "object" && metadata !== null && "order_id" in metadata && typeof metadata.order_id === "string" ? metadata.order_id : null;
}
