import { db as client, type Db } from "~/db.server";
import { env } from "~/env.server";
import { now } from "~/lib/clock";
import type { ConnectionState } from "./account-state";
import { explainRequirements } from "./explain-requirements";
import { summarise } from "./summarise";

const STRIPE_SETTINGS = "/settings/integrations/stripe";

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

export interface StudioBanner {
  state: ConnectionState | "none";
  tone: "calm" | "urgent" | "final";
  title: string;
  text: string;
  action: { label: string; url: string };
}

/**
 * What every studio page must say about Stripe; null when there is nothing to say. A store without an account hears of it
 * only once a paid offer is on sale (before that the home page's checklist leads there).
 */
export async function studioBanner(storeId: string): Promise<StudioBanner | null> {
  const account = await primaryAccount(storeId);
  if (!account) {
    const paidOffers = await countPaidOffers(storeId);
    if (paidOffers === 0) return null;
    const former = await client.connectedAccount.findFirst({ where: { storeId }, select: { id: true } });
    return {
      state: former ? "disconnected" : "none",
      tone: "urgent",
      title: former ? "Stripe is disconnected" : "Stripe is not connected",
      text: `${paidOffers === 1 ? "Your published paid offer" : `Your ${paidOffers} published paid offers`} cannot be bought until an account is connected. What was bought before stays open to its buyers.`,
      action: { label: former ? "Reconnect Stripe" : "Connect Stripe", url: STRIPE_SETTINGS },
    };
  }
  const { state, tone, title, text } = summarise(account, explainRequirements(account, now()));
  if (state === "ready" || tone === "success") return null;
  const label = state === "under_review" || state === "final" ? "See where it stands" : "See what Stripe needs";
  return { state, tone, title, text, action: { label, url: STRIPE_SETTINGS } };
}

function countPaidOffers(storeId: string): Promise<number> {
  return client.offer.count({ where: { storeId, status: "published", prices: { some: { active: true, amount: { gt: 0n } } } } });
}
