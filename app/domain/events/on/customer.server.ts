import { db } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import { followCustomersChoice } from "~/domain/memberships/payment-details.server";
import { OnHold, RetryLater, type EventHandler } from "../event";
import { idOf } from "../order-of.server";

/** A member has given new payment details in Stripe's portal: their memberships follow. */
export const handler: EventHandler = {
  types: ["customer.updated"],
  handle: async (event) => {
    const customerId = idOf(event.object.id);
    const account = event.stripeAccountId && customerId ? await db.connectedAccount.findFirst({ where: { stripeAccountId: event.stripeAccountId, subscriptions: { some: { stripeCustomerId: customerId } } }, select: { id: true, ...ACCESS_COLUMNS } }) : null;
    if (!account || !customerId) return { status: "ignored", note: "Not a member of this installation." };
    const followed = await followCustomersChoice(customerId, account.id, accessOf(account));
    if (followed.ok) return { status: "processed", note: "The member's payment details were looked at." };
    if (followed.error.kind === "try_again") throw new RetryLater("Stripe could not be asked after the member's payment details.");
    if (followed.error.kind === "seller_must_act") throw new OnHold("The account could not be asked after the member's payment details.");
    return { status: "ignored", note: "The member's payment details could not be read." };
  },
};
