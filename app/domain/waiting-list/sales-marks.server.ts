import { db, sql, type Tx } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";

/** What was last noted of something, and when. */
export interface Mark {
  state: string;
  since: Date;
}

/** How an offer's sales were last seen; `closed` is paused, a draft or archived. */
export type SalesState = "open" | "closed";

/** The last transition of each subject: `sales` by offer, `connection` by account. None where nothing was noted. One query. */
export async function lastMarks(subjectType: "sales" | "connection", ids: readonly string[]): Promise<Map<string, Mark>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ subject_id: string; to_state: string; at: Date | string }>(
    `SELECT DISTINCT ON (subject_id) subject_id, to_state, at FROM transitions
      WHERE subject_type = $1 AND subject_id = ANY($2) ORDER BY subject_id, at DESC, id DESC`,
    [subjectType, ids],
  );
  return new Map(rows.map((row) => [row.subject_id, { state: row.to_state, since: new Date(row.at) }]));
}

/** Note how an offer's sales stand, if that has changed since the last note. Processes take turns, so a change is noted once. */
export async function markSales(offerId: string, state: SalesState, cause: Cause): Promise<void> {
  await db.$transaction((tx) => markSalesIn(tx, offerId, state, cause));
}

/** The same inside a transaction of the caller's. */
export async function markSalesIn(tx: Tx, offerId: string, state: SalesState, cause: Cause): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sales ${offerId}`}, 0))`;
  const last = await tx.transition.findFirst({ where: { subjectType: "sales", subjectId: offerId }, orderBy: [{ at: "desc" }, { id: "desc" }], select: { toState: true } });
  if (last?.toState === state) return;
  await recordTransition(tx, { subjectType: "sales", subjectId: offerId, from: last?.toState ?? null, to: state, ...cause });
}
