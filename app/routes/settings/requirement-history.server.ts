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
  return { id, what, why, codes, ended: ended !== null, dates: datesOf(lineId, formatDay(askedAt), ended, outcome) };
}

function datesOf(lineId: string, asked: string, ended: string | null, outcome: string | null): string[] {
  if (lineId === SALES_OFF || lineId === PAYOUTS_OFF) return [`Since ${asked}`, ...(ended === null ? [] : [outcome === "disconnected" ? `Disconnected on ${ended}` : `On again on ${ended}`])];
  const checking = lineId.startsWith("checking.");
  const first = checking ? `Handed in on ${asked}` : lineId.startsWith("disabled.") ? `Since ${asked}` : `Asked on ${asked}`;
  if (ended === null) return [first];
  const last = outcome === "disconnected" ? `Disconnected on ${ended}` : outcome === "asked_again" ? `Asked again on ${ended}` : checking ? `Checked on ${ended}` : `Done on ${ended}`;
  return [first, last];
}
