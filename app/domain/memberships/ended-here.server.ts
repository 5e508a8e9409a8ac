import type { Db } from "~/db.server";
import { disputesSay } from "~/domain/access/disputes-say.server";
import type { Subscription } from "~/generated/prisma/client";

type Which = Pick<Subscription, "id" | "orderId" | "offerId" | "userId" | "endedAt" | "status">;

/** Why its grant was taken, where no payment gives it back. */
const FINAL = ["refunded", "disputed"];
/** Stripe's words for a subscription that it collects payments of. */
const COLLECTED: ReadonlySet<string> = new Set(["trialing", "active", "past_due", "paused", "incomplete"]);

/**
 * Whether a membership has ended on our side, whatever Stripe says: it is the second one of a person, it was refunded, a bank took its
 * payment back for good (also when time had closed it before), or it is over and its member has joined anew.
 */
export async function endedHere(client: Db, { id, orderId, offerId, userId, endedAt }: Which): Promise<boolean> {
  const { duplicateOfId, grants } = await client.order.findUniqueOrThrow({ where: { id: orderId }, select: { duplicateOfId: true, grants: { where: { offerId, revokedKind: { in: FINAL } }, select: { id: true } } } });
  if (duplicateOfId !== null || grants.length > 0 || (await disputesSay(client, orderId)) === "ended") return true;
  // A late payment does not make two memberships of it.
  return endedAt !== null && (await client.subscription.count({ where: { userId, offerId, endedAt: null, id: { not: id } } })) > 0;
}

/** It has ended here and Stripe would still take payments. One that Stripe gave up on (`unpaid`) may be paid and come back, unless it has ended here too. */
export async function mustEndAtStripe(client: Db, row: Which): Promise<boolean> {
  return row.endedAt !== null && (COLLECTED.has(row.status) || (row.status === "unpaid" && (await endedHere(client, row))));
}
