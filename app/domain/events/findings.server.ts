import { db, sql } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { PageAsked } from "~/lib/cursor";
import { keysetOf, pageOf, readingOf } from "~/lib/keyset";
import { DAY, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { stillHolds } from "./check-sessions.server";
import { isFindingKind, type Discrepancy, type FindingDetail, type FindingKind } from "./finding";

export const FINDINGS_PAGE = 25;
/** What was brought right and is wrong again this soon is shown to a person instead of being repaired over and over. */
const ONCE_MS = 7 * DAY;

export interface FindingsWritten {
  repaired: number;
  /** Open after this run. */
  open: number;
}

const keyOf = ({ kind, subjectId }: { kind: string; subjectId: string }) => `${kind} ${subjectId}`;

/**
 * Repair once what is safe to repair, write down the rest, and close what is right again. What a person has put aside stays so.
 * @param found what the checks have seen now, the subjects of open findings among it if they still stand
 * @param lookAgain the same checks for these orders, after repairs
 */
export async function writeFindings(account: ConnectedAccount, found: readonly Discrepancy[], lookAgain: (orderIds: string[]) => Promise<Discrepancy[]>): Promise<FindingsWritten> {
  const open = await db.finding.findMany({ where: { accountId: account.id, closedAt: null } });
  const [dismissed, repairedBefore] = await formerOf(found);
  const standing = new Map(found.filter((one) => !dismissed.has(keyOf(one))).map((one) => [keyOf(one), one]));
  const mended: Discrepancy[] = [];
  for (const one of standing.values()) {
    if (!one.mend || repairedBefore.has(keyOf(one))) continue;
    try {
      await one.mend();
      mended.push(one);
    } catch (error) {
      log.error({ err: error, kind: one.kind, subjectId: one.subjectId }, "a finding could not be repaired");
    }
  }
  let repaired = 0;
  if (mended.length > 0) {
    const again = new Set((await lookAgain(mended.map(({ subjectId }) => subjectId))).map(keyOf));
    for (const one of mended) {
      if (again.has(keyOf(one))) continue;
      standing.delete(keyOf(one));
      await keep(account, one);
      await close(one, "repaired");
      repaired += 1;
    }
  }
  for (const one of standing.values()) await keep(account, one);
  for (const row of open) {
    if (standing.has(keyOf(row)) || mended.some((one) => keyOf(one) === keyOf(row))) continue;
    const elsewhere = !row.subjectId.startsWith("ord_");
    if (elsewhere && (await stillHolds(account, { ...row, detail: row.detail as FindingDetail }))) continue;
    await close(row, "gone");
  }
  return { repaired, open: await db.finding.count({ where: { accountId: account.id, closedAt: null } }) };
}

async function formerOf(found: readonly Discrepancy[]): Promise<[dismissed: Set<string>, repaired: Set<string>]> {
  const rows = await db.finding.findMany({
    where: { subjectId: { in: found.map(({ subjectId }) => subjectId) }, OR: [{ outcome: "dismissed" }, { outcome: "repaired", closedAt: { gte: later(-ONCE_MS) } }] },
    select: { kind: true, subjectId: true, outcome: true },
  });
  const of = (outcome: string) => new Set(rows.filter((row) => row.outcome === outcome).map(keyOf));
  return [of("dismissed"), of("repaired")];
}

async function keep(account: ConnectedAccount, { kind, subjectId, orderId, detail }: Discrepancy): Promise<void> {
  await sql(
    `INSERT INTO findings (id, store_id, account_id, kind, subject_id, order_id, detail, found_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $8)
     ON CONFLICT (kind, subject_id) WHERE closed_at IS NULL DO UPDATE SET detail = EXCLUDED.detail, last_seen_at = EXCLUDED.last_seen_at`,
    [newId("finding"), account.storeId, account.id, kind, subjectId, orderId, JSON.stringify(detail), now()],
  );
}

async function close({ kind, subjectId }: { kind: string; subjectId: string }, outcome: "repaired" | "gone"): Promise<void> {
  await db.finding.updateMany({ where: { kind, subjectId, closedAt: null }, data: { closedAt: now(), outcome } });
}

/** Our ids of orders that open findings of an account are about. */
export async function ordersOfOpenFindings(accountId: string): Promise<string[]> {
  const rows = await db.finding.findMany({ where: { accountId, closedAt: null, subjectId: { startsWith: "ord_" } }, select: { subjectId: true } });
  return rows.map(({ subjectId }) => subjectId);
}

export interface FindingRow {
  id: string;
  kind: FindingKind;
  subjectId: string;
  orderId: string | null;
  detail: FindingDetail;
  foundAt: Date;
  closedAt: Date | null;
  outcome: string | null;
}

/** Findings of a store, newest first, by keyset: the open ones, or what became of the others. */
export async function findingsOf(storeId: string, which: "open" | "closed", asked: PageAsked = {}) {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("foundAt", reading);
  const rows = await db.finding.findMany({
    where: { storeId, closedAt: which === "open" ? null : { not: null }, ...where },
    orderBy,
    take: FINDINGS_PAGE + 1,
    select: { id: true, kind: true, subjectId: true, orderId: true, detail: true, foundAt: true, closedAt: true, outcome: true },
  });
  return pageOf(rows.filter(isKnown).map((row) => ({ ...row, detail: row.detail as FindingDetail })), reading, FINDINGS_PAGE, (row) => ({ at: row.foundAt, id: row.id }));
}

function isKnown<T extends { kind: string }>(row: T): row is T & { kind: FindingKind } {
  return isFindingKind(row.kind);
}

/** How many findings of a store wait for a person. */
export function openFindings(storeId: string): Promise<number> {
  return db.finding.count({ where: { storeId, closedAt: null } });
}

/** Put a finding aside for good: it is all right as it is. `unknown`: not of this store, or closed already. */
export async function dismissFinding(storeId: string, findingId: string, actorId: string): Promise<Result<undefined, "unknown">> {
  return db.$transaction(async (tx) => {
    const row = await tx.finding.findFirst({ where: { id: findingId, storeId, closedAt: null } });
    if (!row) return fail("unknown");
    const { count } = await tx.finding.updateMany({ where: { id: row.id, closedAt: null }, data: { closedAt: now(), outcome: "dismissed", closedById: actorId } });
    if (count === 0) return fail("unknown");
    const { order } = row.detail as FindingDetail;
    await audit(tx, { storeId, actorId, action: "event.dismiss", subjectType: "finding", subjectId: row.id, summary: `put aside the finding “${row.kind.replaceAll("_", " ")}”${order ? ` of order ${order}` : ""}` });
    return ok();
  });
}
