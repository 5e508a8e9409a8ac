import { accountName } from "~/domain/merchants/account-name";
import type { ConnectedAccount, Reconciliation } from "~/generated/prisma/client";
import { later, MINUTE } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";

/** The last comparison of an account, in words. */
export function comparisonOf({ account, run }: { account: ConnectedAccount; run: Reconciliation | null }) {
  const running = run !== null && run.endedAt === null && run.startedAt > later(-10 * MINUTE);
  return {
    accountId: account.id,
    name: accountName(account),
    running,
    failed: Boolean(run?.error),
    done: run !== null && run.endedAt !== null && !run.error,
    when: running ? "Being compared now" : run ? formatMoment(run.endedAt ?? run.startedAt) : "Not compared yet; the first time is within an hour of connecting.",
    result: run ? (running ? progressWords(run) : resultWords(run)) : "",
  };
}
export type Comparison = ReturnType<typeof comparisonOf>;

/** How far a comparison is that runs now. */
function progressWords({ eventsListed, sessionsChecked }: Reconciliation): string {
  if (sessionsChecked > 0) return `${count(eventsListed, "event")} and ${count(sessionsChecked, "checkout")} looked at; now refunds, disputes and who has access.`;
  return eventsListed > 0 ? `${count(eventsListed, "event")} looked at; now checkouts.` : "Stripe is being asked what has happened.";
}

function resultWords(run: Reconciliation): string {
  if (run.error) return run.error;
  if (!run.endedAt) return "It was cut off; the next one makes it good.";
  const { eventsListed, eventsNew, sessionsChecked, repaired, found } = run;
  const seen = `${count(eventsListed, "event")} and ${count(sessionsChecked, "checkout")} looked at`;
  const missed = eventsNew === 0 ? "nothing was missed" : `${count(eventsNew, "event")} had not arrived and ${eventsNew === 1 ? "was" : "were"} taken up`;
  const rest = [repaired > 0 ? `${count(repaired, "thing")} brought right` : "", found > 0 ? `${count(found, "finding")} for you` : ""].filter(Boolean);
  return `${[seen, missed, ...rest].join("; ")}.`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
