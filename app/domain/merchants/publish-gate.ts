import type { AccountFacts } from "./account-facts";
import { canCharge } from "./account-state";
import { explainRequirements, type RequirementLine } from "./explain-requirements";

export type PublishGate =
  | { allowed: true; warnings: RequirementLine[] }
  /** `connect`: there is no connected account; the way on is to connect one. Else the lines say what Stripe wants. */
  | { allowed: false; lines: RequirementLine[]; connect: boolean };

/**
 * May an offer at this price be published? Free offers always. A paid one needs a connected account that can charge;
 * what Stripe wants later, or only holds payouts for, warns without blocking.
 * @param amount minor units
 */
export function publishGate({ amount, account, now }: { amount: bigint; account: AccountFacts | null; now: Date }): PublishGate {
  if (amount === 0n) return { allowed: true, warnings: [] };
  if (!account || account.status === "disconnected") return { allowed: false, lines: [], connect: true };
  const lines = explainRequirements(account, now);
  if (!canCharge(account)) return { allowed: false, lines, connect: false };
  return { allowed: true, warnings: lines.filter((line) => line.who !== "stripe") };
}
