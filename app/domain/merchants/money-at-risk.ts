import { formatDay } from "~/lib/dates";
import { formatMoney, type Money } from "~/lib/money";
import type { AccountFacts } from "./account-facts";
import { connectionState } from "./account-state";
import type { RequirementLine } from "./explain-requirements";
import { riskWords } from "./words/risk";

export interface RiskFacts {
  account: AccountFacts & { renewals: unknown };
  /** What Stripe wants, from `explainRequirements`. */
  lines: readonly RequirementLine[];
  /** What this account took in the last 30 days, after refunds, a sum a currency. */
  sales: readonly Money[];
}

/** Renewals ahead, a sum a currency. */
interface Renewals {
  sums: Money[];
  /** UTC. */
  first: Date | null;
}

/**
 * What is at stake while Stripe wants something, a sentence each, the weightiest first: what stops on which day, the renewals
 * of subscriptions sold here, and what the account has taken lately. Empty when nothing is threatened or there is nothing to
 * lose. Pure; amounts a currency of their own, never added up across.
 */
export function moneyAtRisk({ account, lines, sales }: RiskFacts): string[] {
  const state = connectionState(account);
  if (state === "ready" || state === "disconnected" || !account.syncedAt) return [];
  const renewals = renewalsOf(account.renewals);
  const threat = account.chargesEnabled ? coming(lines) : null;
  const sentences: string[] = [];
  if (!account.chargesEnabled) {
    if (renewals.sums.length > 0) sentences.push(riskWords.renewalsStopped({ amount: listed(renewals.sums), first: renewals.first && formatDay(renewals.first) }));
  } else if (threat) {
    const day = formatDay(threat.deadline);
    const amount = threat.sales && renewals.sums.length > 0 ? listed(renewals.sums) : null;
    sentences.push(threat.sales ? riskWords.salesWillStop({ day, renewals: amount }) : riskWords.payoutsWillStop({ day }));
  } else if (account.payoutsEnabled) return [];
  const taken = sales.filter(({ amount }) => amount > 0n);
  if (taken.length > 0) sentences.push(riskWords.taken({ amount: listed(taken) }));
  return sentences;
}

/** The nearest date after which something that works stops, and whether sales are among it. */
function coming(lines: readonly RequirementLine[]): { deadline: Date; sales: boolean } | null {
  const dated = lines.filter((line) => line.who === "you" && !line.announced && line.deadline !== null);
  const deadline = dated.map((line) => line.deadline ?? "").sort()[0];
  if (!deadline) return null;
  return { deadline: new Date(deadline), sales: dated.some((line) => line.deadline === deadline && (line.stops === "sales" || line.stops === "both")) };
}

/** The stored column; whatever else it holds is left out. */
function renewalsOf(column: unknown): Renewals {
  const entries = (Array.isArray(column) ? (column as unknown[]) : []).flatMap((entry) => {
    if (typeof entry !== "object" || entry === null) return [];
    const { currency, amount, nextAt } = entry as Record<string, unknown>;
    if (typeof currency !== "string" || !/^[a-z]{3}$/.test(currency) || typeof amount !== "string" || !/^\d+$/.test(amount) || amount === "0") return [];
    return [{ currency, amount: BigInt(amount), at: typeof nextAt === "string" ? Date.parse(nextAt) : Number.NaN }];
  });
  const times = entries.map(({ at }) => at).filter((at) => !Number.isNaN(at));
  return { sums: entries.map(({ currency, amount }) => ({ currency, amount })), first: times.length > 0 ? new Date(Math.min(...times)) : null };
}

/** "€840 and $120". */
function listed(sums: readonly Money[]): string {
  return new Intl.ListFormat("en-GB").format(sums.map((sum) => formatMoney(sum)));
}
