import { db } from "~/db.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { accountName } from "./account-name";
import type { ConnectionState } from "./account-state";
import { explainRequirements } from "./explain-requirements";
import { currentFailover } from "./failover.server";
import { keyHistory } from "./key-history.server";
import { moneyAtRisk } from "./money-at-risk";
import { connectedAccounts, countPaidOffers } from "./queries.server";
import { recentSales } from "./recent-sales.server";
import { summarise } from "./summarise";
import { bannerWords as words } from "./words/banner";

const STRIPE_SETTINGS = "/settings/integrations/stripe";

export interface StudioBanner {
  state: ConnectionState | "none";
  tone: "calm" | "urgent" | "final";
  title: string;
  text: string;
  /** What is at stake, in a sentence. */
  risk: string | null;
  action: { label: string; url: string };
}

/**
 * What every studio page must say about Stripe; null when there is nothing to say. It speaks of the primary account, and where
 * sales go instead while that cannot charge; of a backup only when the primary one is well, and calmly. A store without an
 * account hears of it only once a paid offer is on sale (before that the home page's checklist leads there).
 */
export async function studioBanner(storeId: string): Promise<StudioBanner | null> {
  const accounts = await connectedAccounts(storeId);
  const primary = accounts.find((account) => account.isPrimary);
  if (!primary) return withoutAccount(storeId);
  const lines = explainRequirements(primary, now());
  const { state, tone, title, text } = summarise(primary, lines);
  if (state === "ready" || tone === "success") return (await ofKey(primary)) ?? ofBackups(accounts);
  const [failover, sales] = await Promise.all([currentFailover(storeId), recentSales(storeId)]);
  const instead = failover?.to && failover.from.id === primary.id ? words.instead({ from: failover.from.name, to: failover.to.name }) : null;
  const named = accounts.length > 1 ? words.named({ name: accountName(primary), title }) : title;
  return {
    state,
    tone,
    title: named,
    text: instead ?? text,
    risk: moneyAtRisk({ account: primary, lines, sales: sales.get(primary.id) ?? [] })[0] ?? null,
    action: { label: state === "under_review" || state === "final" ? words.seeStanding : words.seeNeeds, url: STRIPE_SETTINGS },
  };
}

/** Sales go on, but the account's own key lacks a right that something else here needs. */
async function ofKey(account: ConnectedAccount): Promise<StudioBanner | null> {
  if (account.kind !== "restricted_key") return null;
  const { missing } = await keyHistory(account.id);
  if (!missing) return null;
  return { state: "ready", tone: "calm", title: words.keyLacks.title({ missing }), text: words.keyLacks.text, risk: null, action: { label: words.checkKey, url: `${STRIPE_SETTINGS}/key?account=${account.id}` } };
}

/** The first backup with something to do: nothing stops because of it, so it is told calmly. */
function ofBackups(accounts: readonly ConnectedAccount[]): StudioBanner | null {
  for (const account of accounts) {
    const { state, title } = summarise(account, explainRequirements(account, now()));
    if (account.isPrimary || state === "ready" || state === "under_review") continue;
    return { state, tone: "calm", title: words.named({ name: accountName(account), title }), text: words.backup, risk: null, action: { label: words.seeStanding, url: `${STRIPE_SETTINGS}/accounts/${account.id}` } };
  }
  return null;
}

async function withoutAccount(storeId: string): Promise<StudioBanner | null> {
  const paidOffers = await countPaidOffers(storeId);
  if (paidOffers === 0) return null;
  const former = await db.connectedAccount.findFirst({ where: { storeId }, select: { id: true } });
  const { title, action } = former ? words.disconnected : words.none;
  return { state: former ? "disconnected" : "none", tone: "urgent", title, text: words.cannotBeBought({ paidOffers }), risk: null, action: { label: action, url: STRIPE_SETTINGS } };
}
