import { PAYOUTS_OFF, requirementHistory, SALES_OFF } from "~/domain/merchants/requirement-records.server";
import type { RequirementRecord } from "~/generated/prisma/client";
import { formatDay } from "~/lib/dates";
import type { HistoryEntry, HistoryView } from "./requirement-history";

/** The history of one account as its page shows it; `?before=` and `?after=` of the request turn its pages. */
export async function historyOf(accountId: string, request: Request): Promise<HistoryView> {
  const query = new URL(request.url).searchParams;
  const { rows, newer, older } = await requirementHistory(accountId, { before: query.get("before"), after: query.get("after") });
  return { entries: rows.map(entry), newer, older };
}

function entry({ id, lineId, what, why, codes, askedAt, satisfiedAt, outcome }: RequirementRecord): HistoryEntry {
  const ended = satisfiedAt && formatDay(satisfiedAt);
  const state = ended === null ? "open" : outcome === "satisfied" ? "done" : "over";
  return { id, what, why, codes, state, dates: datesOf(lineId, formatDay(askedAt), ended, outcome) };
}

function datesOf(lineId: string, asked: string, ended: string | null, outcome: string | null): string[] {
  const when = ended === asked ? "the same day" : `on ${ended}`;
  if (lineId === SALES_OFF || lineId === PAYOUTS_OFF) return [`Since ${asked}`, ...(ended === null ? [] : [outcome === "disconnected" ? `Disconnected ${when}` : `On again ${when}`])];
  const checking = lineId.startsWith("checking.");
  // A review, a closing, a method that is off: a state, which nobody asked for and nobody "does".
  const state = lineId.startsWith("disabled.") || lineId.startsWith("capability.") || lineId === "unexplained" || lineId === "unread";
  const first = checking ? `Handed in on ${asked}` : state ? `Since ${asked}` : `Asked on ${asked}`;
  if (ended === null) return [first];
  const last = outcome === "disconnected" ? `Disconnected ${when}` : outcome === "asked_again" ? `Asked again ${when}` : checking ? `Checked ${when}` : state ? `Over ${when}` : `Done ${when}`;
  return [first, last];
}
