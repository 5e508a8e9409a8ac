import type { Tx } from "~/db.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";

export type TransitionSubject = "order" | "grant" | "connection" | "email" | "offer" | "sales" | "key" | "subscription" | "license" | "post" | "person" | "refund" | "dispute" | "fraud_warning";

/** Who or what brought a change about: a name a person can read, and the id of the event, job or user behind it. */
export interface Cause {
  cause: string;
  causeId?: string | null;
}

/** A change of state of one thing, and its cause. */
export interface Change extends Cause {
  subjectType: TransitionSubject;
  subjectId: string;
  from: string | null;
  to: string;
}

/** Store a change of state in the transaction that makes it. */
export async function recordTransition(tx: Tx, change: Change): Promise<void> {
  await recordTransitions(tx, [change]);
}

/** The same for several at once. */
export async function recordTransitions(tx: Tx, changes: readonly Change[]): Promise<void> {
  await tx.transition.createMany({
    data: changes.map(({ subjectType, subjectId, from, to, cause, causeId }) => ({ id: newId("transition"), subjectType, subjectId, fromState: from, toState: to, cause, causeId: causeId ?? null, at: now() })),
  });
}
