import { db } from "~/db.server";
import { now } from "~/lib/clock";
import { membershipState, STATE_COLUMNS } from "./state";

/** Newest invoices shown beside an order. */
const SHOWN = 24;

/**
 * The membership an order began, for the seller: how it stands, how it is paid, and each payment after the first with why it failed,
 * what it cost and what went back. Null: the order is of no membership that is paid for, or of another store.
 */
export async function membershipOfOrder(storeId: string, orderId: string) {
  const row = await db.subscription.findFirst({
    where: { storeId, orderId },
    select: {
      ...STATE_COLUMNS, id: true, offerId: true, stripeSubscriptionId: true, livemode: true, paymentMethodLabel: true, cardExpiresOn: true, leaveReason: true,
      tier: { select: { title: true } }, price: true,
      invoices: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: SHOWN },
    },
  });
  return row && { ...row, state: membershipState(row, now()) };
}

export type MembershipOfOrder = NonNullable<Awaited<ReturnType<typeof membershipOfOrder>>>;
