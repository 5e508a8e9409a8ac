import { adoptConnection, connectPostgres, db } from "../app/db.server";
import { startCheckout } from "../app/domain/checkout/start-checkout.server";
import { syncAccount } from "../app/domain/merchants/sync-account.server";
import { closeQueue, openQueue } from "../app/jobs/queue.server";
import { newId } from "../app/lib/ids";
import { newToken } from "../app/lib/tokens";
import { aCourse, aStore } from "../test/factories/catalog";
import { inWorld } from "../test/setup/demo-world";

// The buyers of the storm, in a process of their own: each begins a checkout by the shop's own function and pays at the sandbox.
const AT_ONCE = 8;
const sandboxUrl = process.env.SANDBOX_URL ?? "";
const sessions = Number(process.env.STORM_SESSIONS);

const connection = connectPostgres(process.env.DATABASE_URL ?? "", AT_ONCE);
adoptConnection(connection);
await openQueue();

const { owner, store } = await aStore({ currency: "eur" });
const { account } = await inWorld<{ account: { id: string } }>(sandboxUrl, "accounts.create", { country: "DE", currency: "eur", businessName: store.name, email: owner.email, connected: true });
const now = new Date();
await db.connectedAccount.create({ data: { id: newId("account"), storeId: store.id, stripeAccountId: account.id, status: "connected", livemode: false, isPrimary: true, connectedAt: now } });
await syncAccount(account.id, { cause: "bench" });
const { offer, price } = await aCourse(store.id, { amount: 4900, currency: "eur" });
process.send?.("ready");

let begun = 0;
async function buyers(): Promise<void> {
  while (begun < sessions) {
    const number = (begun += 1);
    const started = await startCheckout({ offerId: offer.id, priceId: price!.id, viewer: null, buyerKey: newToken(), uiMode: "hosted_page" });
    if (!started.ok) throw new Error(`checkout ${number} refused: ${started.error.kind}`);
    const { stripeSessionId } = await db.checkoutSession.findFirstOrThrow({ where: { orderId: started.value.orderId }, select: { stripeSessionId: true } });
    await inWorld(sandboxUrl, "checkout.pay", { session: stripeSessionId, number: "4242424242424242", email: `buyer-${number}@storm.example`, name: `Buyer ${number}` });
    process.send?.({ paid: number });
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, buyers));
await closeQueue();
await connection.close();
process.exit(0);
