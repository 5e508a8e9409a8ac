import { db } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { lockOffer } from "./lock-offer.server";

/**
 * For how many days a purchase opens an offer from now on; null: for good. It is written into each order, so what was sold
 * stays as it was sold. `not_found`: not this store's, or a membership, which lasts as long as it is paid for.
 */
export function setAccessDays({ storeId, offerId, accessDays }: { storeId: string; offerId: string; accessDays: number | null }, cause: Cause): Promise<Result<undefined, "not_found">> {
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const offer = await lockOffer(tx, { storeId, offerId });
    if (!offer || offer.kind === "membership") return fail("not_found");
    if (offer.accessDays === accessDays) return ok();
    await tx.offer.update({ where: { id: offerId }, data: { accessDays, updatedAt: now() } });
    await recordTransition(tx, { subjectType: "offer", subjectId: offerId, from: lasting(offer.accessDays), to: lasting(accessDays), ...cause });
    await auditBy(tx, cause, { storeId, action: "offer.access", subjectType: "offer", subjectId: offerId, summary: `had “${offer.title}” open ${lasting(accessDays)} for new buyers` });
    return ok();
  });
}

function lasting(days: number | null): string {
  return days === null ? "for good" : `for ${days} days`;
}
