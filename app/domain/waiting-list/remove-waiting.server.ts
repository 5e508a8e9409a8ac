import { db } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { fail, ok, type Result } from "~/lib/result";

/** Forget an entry of this store's own list, told or not; a mail about it that has not gone out yet is not sent any more. Who did it is written down, without the address. */
export async function removeWaiting({ storeId, offerId, entryId, actorId }: { storeId: string; offerId: string; entryId: string; actorId: string }): Promise<Result<{ email: string }, "not_found">> {
  return db.$transaction(async (tx): Promise<Result<{ email: string }, "not_found">> => {
    const entry = await tx.waitingListEntry.findFirst({ where: { id: entryId, storeId, offerId }, select: { email: true } });
    if (!entry) return fail("not_found");
    const { count } = await tx.waitingListEntry.deleteMany({ where: { id: entryId } });
    if (count === 0) return fail("not_found");
    await tx.outboxEmail.deleteMany({ where: { kind: "back-on-sale", subjectKey: entryId, status: "pending" } });
    await audit(tx, { storeId, actorId, action: "customer.waiting-removed", subjectType: "offer", subjectId: offerId, summary: "took an address off the waiting list of an offer" });
    return ok(entry);
  });
}
