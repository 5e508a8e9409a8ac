import { db, sql } from "~/db.server";
import { accountsToReconcile, reconcileAccount } from "~/domain/events/reconcile.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { createCheckoutSession } from "~/integrations/stripe/checkout.server";
import { DAY, HOUR, later } from "~/lib/clock";
import { newId } from "~/lib/ids";
import type { PlannedOrder } from "./orders";
import { inSandbox } from "./sandbox-control";
import { must } from "./stores";
import { daysAgo, standAt } from "./time";

/** Paid at another site that sells on the same account: Stripe knows the payment, and there is no order of it here. */
export async function sellElsewhere({ id: storeId }: PlannedOrder["store"]): Promise<void> {
  const account = await db.connectedAccount.findFirstOrThrow({ where: { storeId, isPrimary: true } });
  const orderId = newId("order");
  const { stripeSessionId } = must(
    await createCheckoutSession({
      key: newId("checkoutSession"), access: accessOf(account), orderId, uiMode: "hosted_page", title: "Wheel-Throwing, autumn workshop", amount: 4500n, currency: "eur", applicationFee: 0n,
      buyerEmail: null, imageUrl: null, expiresAt: later(DAY), recurring: null,
    }),
  );
  await inSandbox("checkout", "pay", { session: stripeSessionId, number: "4242424242424242", email: "lena.vogt@post.example", name: "Lena Vogt" });
}

/** The comparison with Stripe of an hour ago, which found that payment. What was missed before, while no webhook came, is in the inbox by now. */
export async function compareAccounts(): Promise<void> {
  await sql("UPDATE connected_accounts SET events_read_to = $1, sessions_read_to = $1", [new Date(daysAgo(3))]);
  await standAt(daysAgo(0, 23) - HOUR);
  for (const id of await accountsToReconcile()) await reconcileAccount(id);
}
