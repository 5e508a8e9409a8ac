import { db as client, type Db } from "~/db.server";
import { env } from "~/env.server";

/** The store's account for new sales, in the mode of the platform's keys; null when none is connected. */
export function primaryAccount(storeId: string, db: Db = client) {
  return db.connectedAccount.findFirst({ where: { storeId, status: "connected", isPrimary: true, livemode: env.stripe.livemode } });
}

/** Every account the store sells with, primary first; for `selectAccount`. */
export function connectedAccounts(storeId: string, db: Db = client) {
  return db.connectedAccount.findMany({
    where: { storeId, status: "connected", livemode: env.stripe.livemode },
    orderBy: [{ isPrimary: "desc" }, { position: "asc" }, { connectedAt: "asc" }, { id: "asc" }],
  });
}

/** One account of this store, connected or not; null for another store's. */
export function accountById(storeId: string, accountId: string, db: Db = client) {
  return db.connectedAccount.findFirst({ where: { id: accountId, storeId } });
}

/** The live connection to a Stripe account (`acct_…`), whichever store it belongs to. */
export function accountByStripeId(stripeAccountId: string, db: Db = client) {
  return db.connectedAccount.findFirst({ where: { stripeAccountId, status: "connected" } });
}

/** All of a store's accounts, also former ones and those of the other mode: connected first, in the order in which they sell. */
export function allAccounts(storeId: string, db: Db = client) {
  return db.connectedAccount.findMany({ where: { storeId }, orderBy: [{ status: "asc" }, { isPrimary: "desc" }, { position: "asc" }, { connectedAt: "asc" }] });
}

/** Published offers with a price. */
export function countPaidOffers(storeId: string): Promise<number> {
  return client.offer.count({ where: { storeId, status: "published", prices: { some: { active: true, amount: { gt: 0n } } } } });
}
