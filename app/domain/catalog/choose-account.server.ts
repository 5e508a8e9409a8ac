import { db } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import type { Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { lockOffer } from "./lock-offer.server";

/**
 * Which of the store's accounts is asked first to sell this offer; null: the store's order. It holds for the next buyer:
 * checkouts that have begun and orders stay where they are. `not_found`: not this store's offer, or not a connected account
 * of this store.
 */
export async function chooseAccount({ storeId, offerId, accountId }: { storeId: string; offerId: string; accountId: string | null }, by: Cause | null = null): Promise<Result<undefined, "not_found">> {
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const offer = await lockOffer(tx, { storeId, offerId });
    if (!offer) return fail("not_found");
    if (accountId === offer.connectedAccountId) return ok();
    if (accountId !== null && !(await connectedAccounts(storeId, tx)).some(({ id }) => id === accountId)) return fail("not_found");
    await tx.offer.update({ where: { id: offerId }, data: { connectedAccountId: accountId, updatedAt: now() } });
    await auditBy(tx, by, { storeId, action: "offer.account", subjectType: "offer", subjectId: offerId, summary: `chose ${accountId === null ? "the usual Stripe account" : "another Stripe account"} for “${offer.title}”` });
    return ok();
  });
}
