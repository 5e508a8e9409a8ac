import { accountName } from "~/domain/merchants/account-name";
import { capabilitiesInWords } from "~/domain/merchants/capabilities";
import { explainRequirements } from "~/domain/merchants/explain-requirements";
import { moneyAtRisk } from "~/domain/merchants/money-at-risk";
import { summarise } from "~/domain/merchants/summarise";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { countryName } from "~/lib/country-name";
import { formatDay, formatMoment } from "~/lib/dates";
import type { Money } from "~/lib/money";


/**
 * An account as the settings pages show it: plain text, dates already in words.
 * @param sales what it took lately, from `recentSales`, where money at risk is shown
 */
export function accountView(account: ConnectedAccount, sales: readonly Money[] = []) {
  const lines = explainRequirements(account, now());
  return {
    id: account.id,
    stripeAccountId: account.stripeAccountId,
    name: accountName(account),
    path: `/settings/integrations/stripe/accounts/${account.id}`,
    email: account.email,
    country: account.country && countryName(account.country),
    currency: account.defaultCurrency?.toUpperCase() ?? null,
    mode: modeName(account.livemode),
    otherMode: account.livemode !== env.stripe.livemode,
    isPrimary: account.isPrimary,
    connected: account.status === "connected",
    chargesEnabled: account.chargesEnabled,
    payoutsEnabled: account.payoutsEnabled,
    capabilities: capabilitiesInWords(account),
    connectedOn: formatDay(account.connectedAt),
    disconnectedOn: account.disconnectedAt && formatDay(account.disconnectedAt),
    readAt: account.syncedAt && formatMoment(account.syncedAt),
    lines,
    summary: summarise(account, lines),
    risk: moneyAtRisk({ account, lines, sales }),
  };
}

export type AccountView = ReturnType<typeof accountView>;

/** Stripe's two worlds. */
export function modeName(livemode: boolean): string {
  return livemode ? "Live" : "Test mode";
}
