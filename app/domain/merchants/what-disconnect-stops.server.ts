import { db } from "~/db.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { readRenewals, type RenewalSum } from "~/integrations/stripe/accounts.server";
import { now } from "~/lib/clock";
import { accessOf } from "./account-access.server";
import { accountName } from "./account-name";
import { ownRenewals } from "./own-renewals.server";
import { connectedAccounts } from "./queries.server";
import { selectAccount } from "./select-account";

/** What ending a connection would do. */
export interface DisconnectEffects {
  /** Titles of published paid offers that could no longer be bought. */
  withoutAccount: string[];
  /** Published paid offers that would be sold through another account from then on, by its name. */
  movedTo: { account: string; titles: string[] }[];
  /** Buyers in the checkout now. */
  openCheckouts: number;
  /** Payments on their way from a bank. */
  pendingPayments: number;
  /** Running memberships sold through us, as Stripe knows them, else by our own rows; null: Stripe could not be asked and we know of none. */
  renewals: RenewalSum[] | null;
}

/** Look at everything a disconnection would touch. The subscriptions are read from Stripe at this moment. */
export async function whatDisconnectStops(account: ConnectedAccount): Promise<DisconnectEffects> {
  const [offers, accounts, openCheckouts, pendingPayments, renewals, own] = await Promise.all([
    db.offer.findMany({
      where: { storeId: account.storeId, status: "published", prices: { some: { active: true, amount: { gt: 0n } } } },
      select: { title: true, connectedAccountId: true, prices: { where: { active: true }, select: { currency: true } } },
      orderBy: { title: "asc" },
    }),
    connectedAccounts(account.storeId),
    db.checkoutSession.count({ where: { status: "open", expiresAt: { gt: now() }, order: { connectedAccountId: account.id, status: "pending" } } }),
    db.order.count({ where: { connectedAccountId: account.id, status: "processing" } }),
    readRenewals(accessOf(account)),
    ownRenewals(account.id),
  ]);
  const effects: DisconnectEffects = { withoutAccount: [], movedTo: [], openCheckouts, pendingPayments, renewals: renewals.ok ? renewals.value : own.length > 0 ? own : null };
  const remaining = accounts.filter(({ id }) => id !== account.id);
  for (const { title, connectedAccountId: offerChoice, prices } of offers) {
    const currency = prices[0]?.currency ?? "";
    if (selectAccount(accounts, currency, { offerChoice })?.account.id !== account.id) continue;
    const next = selectAccount(remaining, currency, { offerChoice });
    if (!next) effects.withoutAccount.push(title);
    else listFor(effects, accountName(next.account)).push(title);
  }
  return effects;
}

function listFor({ movedTo }: DisconnectEffects, account: string): string[] {
  const known = movedTo.find((entry) => entry.account === account);
  if (known) return known.titles;
  const titles: string[] = [];
  movedTo.push({ account, titles });
  return titles;
}
