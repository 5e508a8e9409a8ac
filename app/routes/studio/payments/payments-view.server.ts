import { accountName } from "~/domain/merchants/account-name";
import { explainRequirements } from "~/domain/merchants/explain-requirements";
import { permissionInWords } from "~/domain/merchants/restricted-key";
import { summarise } from "~/domain/merchants/summarise";
import type { MoneyOverview, MoneyTrouble } from "~/domain/payouts/money-overview.server";
import { FAILURE_BUTTON, payoutFailure } from "~/domain/payouts/payout-failures";
import { bankWords, nextPayout, openFailure, payoutStatus, scheduleWords } from "~/domain/payouts/payout-words";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { BalanceSum, PayoutState } from "~/integrations/stripe/balance.server";
import { now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

/** A page of the account's own Dashboard, looked up when it is clicked. */
export function atStripe(accountId: string, place: "payouts" | "balance" | "disputes" | "bank" | "support"): string {
  return `/settings/integrations/stripe/open/${place}?account=${accountId}`;
}

/** The money of one account as the page shows it: plain text. */
export function moneyView(account: ConnectedAccount, { balance, payouts, schedule }: MoneyOverview, firstPage: boolean) {
  const rows = payouts.ok ? payouts.value.rows : null;
  const failure = firstPage && rows ? openFailure(rows) : null;
  const onHold = account.syncedAt !== null && !account.payoutsEnabled;
  return {
    id: account.id,
    name: accountName(account),
    onHold,
    // A payout that came back says it all: why, and what to do.
    paused: onHold && !failure ? pausedWords(account) : null,
    figures: balance.ok ? balance.value.filter((sum, index) => index === 0 || sum.available !== 0n || sum.pending !== 0n).map(figures) : null,
    balanceTrouble: balance.ok ? null : troubleWords(balance.error, "balance"),
    next: nextPayout({ payouts: rows, schedule, balance: balance.ok ? balance.value : null, payoutsEnabled: account.payoutsEnabled }, now()),
    schedule: scheduleWords(schedule),
    instant: balance.ok ? (balance.value.flatMap(({ instant, currency }) => (instant !== null && instant > 0n ? [formatMoney({ amount: instant, currency })] : []))[0] ?? null) : null,
    // What the notice above says at length is not said again in the list.
    payouts: rows?.map((row) => (row.id === failure?.id ? { ...payoutRow(row), failure: null } : payoutRow(row))) ?? null,
    payoutTrouble: payouts.ok ? null : troubleWords(payouts.error, "payouts"),
    older: payouts.ok ? payouts.value.next : null,
    failure: failure && failureView(account.id, failure),
  };
}

export type MoneyView = ReturnType<typeof moneyView>;

function figures({ currency, available, pending }: BalanceSum) {
  return {
    currency: currency.toUpperCase(),
    available: formatMoney({ amount: available, currency }),
    below: available < 0n,
    pending: formatMoney({ amount: pending, currency }),
  };
}

function payoutRow(payout: PayoutState) {
  const failed = payout.status === "failed";
  const { what, next } = payoutFailure(payout.failureCode);
  return {
    id: payout.id,
    amount: formatMoney(payout),
    status: payoutStatus(payout.status),
    when: `${payout.status === "paid" || failed ? "Due" : "Expected"} at your bank on ${formatDay(payout.arrivesAt)}`,
    to: [bankWords(payout.bank), payout.instant ? "instant payout" : null, payout.automatic ? null : "asked for by hand"].filter((part) => part !== null).join(" · "),
    failure: failed ? `${what} ${next}` : null,
  };
}

export type PayoutRow = ReturnType<typeof payoutRow>;

function failureView(accountId: string, payout: PayoutState) {
  const { what, next, place } = payoutFailure(payout.failureCode);
  return { title: `Your payout of ${formatMoney(payout)} came back`, what, next, action: { label: FAILURE_BUTTON[place], url: atStripe(accountId, place) } };
}

/** Why nothing goes to the bank, as far as Stripe says. */
function pausedWords(account: ConnectedAccount) {
  const lines = explainRequirements(account, now());
  const summary = summarise(account, lines);
  const yours = lines.filter((line) => line.who === "you" && !line.announced);
  const [only] = yours;
  return {
    // For the primary account the studio's own banner above has raised its voice already.
    tone: account.isPrimary ? ("neutral" as const) : summary.tone === "success" ? ("urgent" as const) : summary.tone,
    text: yours.length === 1 && only ? `Stripe asks for one thing: ${only.what}.` : yours.length > 1 ? `Stripe asks for ${yours.length} things from you first.` : summary.text,
    label: yours.length > 0 ? "See what Stripe needs" : "See where it stands",
  };
}

export interface TroubleView {
  title: string;
  text: string;
  /** What helps: trying again, or the page of the connection. */
  way: "again" | "key" | "connection";
}

/** Why a part of a page is missing, and what helps. */
export function troubleWords(trouble: MoneyTrouble, part: "balance" | "payouts"): TroubleView {
  const thing = part === "balance" ? "Your balance" : "Your payouts";
  const verb = part === "balance" ? "is" : "are";
  switch (trouble.kind) {
    case "unreachable":
      return { title: "Stripe does not answer right now", text: `${thing} ${verb} shown here as soon as it does. Your money is not touched by that.`, way: "again" };
    case "permission_missing":
      return { title: `Your Stripe key may not read ${part === "balance" ? "the balance" : "payouts"}`, text: `Give it ${permissionInWords(trouble.permission)} on Stripe’s page of API keys, then look again. Sales are not touched by that.`, way: "key" };
    case "key_unreadable":
      return { title: "This site can no longer read your Stripe key", text: "Its own encryption secret has changed. Give the key again, and everything is as it was. Your money at Stripe is not touched by that.", way: "key" };
    case "access_lost":
      return { title: "Stripe no longer answers for this account", text: "The connection seems to have been ended at Stripe. What is in your balance stays yours and goes to your bank as before.", way: "connection" };
    case "refused":
      return { title: `${thing} cannot be shown`, text: `Stripe did not give ${part === "balance" ? "it" : "them"} out. ${part === "balance" ? "It stands" : "They stand"} in your Stripe Dashboard.`, way: "again" };
  }
}
