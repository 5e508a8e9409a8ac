import type { Tx } from "~/db.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";

export type TransitionSubject = "order" | "grant" | "connection" | "email" | "offer" | "sales" | "key" | "subscription" | "license" | "post" | "person" | "refund" | "dispute" | "fraud_warning";

/** Who or what brought a change about: a name a person can read, and the id of the event, job or user behind it. */
export interface Cause {
  cause: string;
  causeId?: string | null;
}

/** Store a change of state in the transaction that makes it. */
export async function recordTransition(
  tx: Tx,
  change: { subjectType: TransitionSubject; subjectId: string; from: string | null; to: string } & Cause,
): Promise<void> {
  await tx.transition.create({
    data: {
      id: newId("transition"),
      subjectType: change.subjectType,
      subjectId: change.subjectId,
      fromState: change.from,
      toState: change.to,
      cause: change.cause,
      causeId: change.causeId ?? null,
      at: now(),
    },
  });
}
