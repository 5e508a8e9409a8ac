import type { Tx } from "~/db.server";
import { now } from "~/lib/clock";
import { ID_PREFIX, newId } from "~/lib/ids";
import type { AuditKind } from "./kinds";

/** A deed somebody did in a store (or Lectern itself did there). */
export interface Deed {
  storeId: string;
  /** The person who did it; null: Lectern itself. */
  actorId: string | null;
  /** kind.verb, e.g. "order.refund". The kinds are what the list can be narrowed to. */
  action: `${AuditKind}.${string}`;
  /** What it was done to, e.g. "order" and its id: where the entry leads. */
  subjectType: string;
  subjectId: string;
  /**
   * One sentence in the past tense that goes on after the actor's name: "refunded 20.00 EUR of order #1042". Never a student's name or address:
   * an entry outlives the person, who may ask to be forgotten. Name the order, the offer or the ending of the id instead.
   */
  summary: string;
}

/**
 * Write down who did what, in the transaction of the deed: a deed that is undone leaves no entry, and none is done without one. The actor's
 * name is kept as it was that day. Reads one row, writes one.
 */
export async function audit(tx: Tx, deed: Deed): Promise<void> {
  const actor = deed.actorId ? await tx.user.findUnique({ where: { id: deed.actorId }, select: { name: true, email: true } }) : null;
  await tx.auditEntry.create({
    data: { ...deed, id: newId("auditEntry"), actorName: deed.actorId ? actor?.name || actor?.email || "Somebody" : "Lectern", at: now() },
  });
}

/** Behind a change, as transitions keep it (domain/transitions). */
interface By {
  causeId?: string | null;
}

/** The same for a deed that also comes about by itself: written down when a person is behind it, and else not (its transition says what was). */
export async function auditBy(tx: Tx, by: By | null, deed: Omit<Deed, "actorId">): Promise<void> {
  if (by?.causeId?.startsWith(`${ID_PREFIX.user}_`)) await audit(tx, { ...deed, actorId: by.causeId });
}
