import { db, type Tx } from "~/db.server";
import type { ConnectedAccount, RequirementRecord } from "~/generated/prisma/client";
import { newId } from "~/lib/ids";
import { keysetOf, pageOf, readingOf, type Page } from "~/lib/keyset";
import type { PageAsked } from "~/lib/cursor";
import { requirementsOf } from "./account-facts";
import { explainRequirements, type RequirementLine } from "./explain-requirements";
import { historyWords } from "./words/history";

/** Two things of our own stand beside Stripe's in the history: since when nothing could be sold, or was paid out. */
export const SALES_OFF = "off.sales";
export const PAYOUTS_OFF = "off.payouts";

/** How an entry ended: done, asked for again for another reason, or the connection itself ended. */
export type RecordOutcome = "satisfied" | "asked_again" | "disconnected";

interface Entry {
  lineId: string;
  what: string;
  why: string;
  codes: string[];
  /** Stripe's error codes among them: a new one means that it was handed in and refused. */
  errors: string[];
  tone: string;
  deadline: Date | null;
}

/**
 * Keep the history in step with what Stripe says now: what is asked for has one open row, what is gone gets its end, and the
 * same thing again later is a new row. **Refused twice for different reasons is two entries**: an error code that the open row
 * does not know closes it as `asked_again` and opens the next one. Everything else that changes (date, words) changes in place.
 * Call it in the transaction that stores the account, with the account's row locked.
 * @param before how the account stood; null when it was never read. Sales that were never on have not stopped.
 * @returns whether anything was asked or ended
 */
export async function recordRequirements(tx: Tx, before: ConnectedAccount | null, account: ConnectedAccount, at: Date): Promise<boolean> {
  const open = await tx.requirementRecord.findMany({ where: { accountId: account.id, satisfiedAt: null } });
  const known = new Map(open.map((row) => [row.lineId, row]));
  const entries = entriesOf(before, account, at, known);
  const asked = new Set(entries.map(({ lineId }) => lineId));
  const gone = open.filter((row) => !asked.has(row.lineId));
  await close(tx, gone, "satisfied", at);
  let changed = gone.length > 0;
  for (const entry of entries) {
    const row = known.get(entry.lineId);
    const { errors, ...columns } = entry;
    if (row && errors.every((code) => row.codes.includes(code))) {
      // What is overdue has no date any more; the history keeps the one that was missed.
      const deadline = entry.deadline ?? (row.deadline && row.deadline <= at ? row.deadline : null);
      if (differs(row, { ...entry, deadline })) await tx.requirementRecord.update({ where: { id: row.id }, data: { ...columns, deadline } });
      continue;
    }
    if (row) await close(tx, [row], "asked_again", at);
    await tx.requirementRecord.create({ data: { id: newId("requirementRecord"), accountId: account.id, askedAt: at, ...columns } });
    changed = true;
  }
  return changed;
}

/** The connection has ended: what was open is asked of us no more. */
export async function closeRequirements(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx.requirementRecord.updateMany({ where: { accountId, satisfiedAt: null }, data: { satisfiedAt: at, outcome: "disconnected" satisfies RecordOutcome } });
}

function entriesOf(before: ConnectedAccount | null, account: ConnectedAccount, at: Date, known: ReadonlyMap<string, RequirementRecord>): Entry[] {
  const errors = new Set(requirementsOf(account).errors.map(({ code }) => code));
  const lines = explainRequirements(account, at).filter((line) => !line.announced && line.id !== "unread").map((line) => entryOf(line, errors));
  const off = (lineId: string, isOff: boolean, wasOn: boolean): Entry[] =>
    isOff && (wasOn || known.has(lineId)) ? [{ lineId, ...historyWords.off[lineId === SALES_OFF ? "sales" : "payouts"], codes: [], errors: [], tone: "urgent", deadline: null }] : [];
  return [...off(SALES_OFF, !account.chargesEnabled, before?.chargesEnabled === true), ...off(PAYOUTS_OFF, !account.payoutsEnabled, before?.payoutsEnabled === true), ...lines];
}

function entryOf({ id, what, why, details, tone, deadline }: RequirementLine, errors: ReadonlySet<string>): Entry {
  return { lineId: id, what, why, codes: details, errors: details.filter((code) => errors.has(code)), tone, deadline: deadline === null ? null : new Date(deadline) };
}

function differs(row: RequirementRecord, entry: Entry): boolean {
  return row.what !== entry.what || row.why !== entry.why || row.tone !== entry.tone || row.deadline?.getTime() !== entry.deadline?.getTime() || row.codes.join() !== entry.codes.join();
}

async function close(tx: Tx, rows: readonly RequirementRecord[], outcome: RecordOutcome, at: Date): Promise<void> {
  if (rows.length > 0) await tx.requirementRecord.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { satisfiedAt: at, outcome } });
}

export const HISTORY_PAGE = 20;

/** What Stripe asked of an account and when it was done, newest first: one query however long it is. */
export async function requirementHistory(accountId: string, asked: PageAsked = {}, size = HISTORY_PAGE): Promise<Page<RequirementRecord>> {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("askedAt", reading);
  const found = await db.requirementRecord.findMany({
    where: {
      accountId,
      ...where,
    },
    orderBy,
    take: size + 1,
  });
  return pageOf(found, reading, size, (row) => ({ at: row.askedAt, id: row.id }));
}
