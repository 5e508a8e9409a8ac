import { announcedLines, dueLines } from "./explain/due";
import { describer, type Explained, type RequirementLine } from "./explain/line";
import { capabilityLines, checkingLines, disabledLines, keyLines, unexplainedLines } from "./explain/standing";
import { NOW } from "./words/lines";

export { stoppedNow } from "./explain/consequences";
export { deadlineText, type RequirementLine } from "./explain/line";

/**
 * Everything Stripe wants or does about an account, most urgent first; empty only if charges, payouts and the core
 * capabilities are all on and nothing is due. What Stripe has announced for a day to come stands last; what is only
 * `eventually_due` is not due and not told. Pure and total: whatever the columns hold, it answers.
 * https://docs.stripe.com/connect/handling-api-verification
 */
export function explainRequirements(account: Explained, now: Date): RequirementLine[] {
  if (account.status === "disconnected") return [];
  const describe = describer(account);
  const lines = [...keyLines(account), ...dueLines(account, describe, now), ...checkingLines(account, describe)];
  lines.push(...disabledLines(account, lines.length > 0));
  lines.push(...capabilityLines(account, lines.length > 0));
  if (lines.length === 0) lines.push(...unexplainedLines(account));
  lines.push(...announcedLines(account, describe, now));
  // The reason of a closed account comes first: little below it can be mended.
  return lines.sort((a, b) => rank(a) - rank(b));
}

function rank(line: RequirementLine): number {
  if (line.tone === "final") return 0;
  if (line.announced) return 4;
  if (line.who === "stripe") return 3;
  return line.byWhen === NOW ? 1 : 2;
}
