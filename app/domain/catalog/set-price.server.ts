import { db } from "~/db.server";
import { lockOffer } from "./lock-offer.server";
import { auditBy } from "~/domain/audit/record.server";
import { offerGate, type OfferGate } from "~/domain/merchants/offer-gate";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import type { Cause } from "~/domain/transitions.server";
import type { Price } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { formatMoney } from "~/lib/money";
import { fail, ok, type Result } from "~/lib/result";

export type SetPriceRefusal = { reason: "not_found" } | { reason: "payments"; gate: Extract<OfferGate, { allowed: false }> };

/**
 * The price from now on. A price never changes: the new amount is a new row and the old row stays for the orders made at
 * it. A published offer cannot go from free to paid while Stripe takes no payments for the store.
 * @param amount minor units, already checked by `parseMoney`
 * @param by who set it, for the list of who did what
 */
export async function setPrice({ storeId, offerId, amount, currency }: { storeId: string; offerId: string; amount: bigint; currency: string }, by: Cause | null = null): Promise<Result<Price, SetPriceRefusal>> {
  return db.$transaction(async (tx): Promise<Result<Price, SetPriceRefusal>> => {
    const offer = await lockOffer(tx, { storeId, offerId });
    if (!offer) return fail({ reason: "not_found" });
    const active = await tx.price.findFirst({ where: { offerId, active: true } });
    if (active && active.amount === amount && active.currency === currency) return ok(active);
    if (offer.status === "published" && amount > 0n) {
      const gate = offerGate({ amount, currency, accounts: await connectedAccounts(storeId, tx), offerChoice: offer.connectedAccountId, now: now() });
      if (!gate.allowed) return fail({ reason: "payments", gate });
    }
    await tx.price.updateMany({ where: { offerId, active: true }, data: { active: false } });
    const price = await tx.price.create({ data: { id: newId("price"), offerId, amount, currency, active: true, createdAt: now() } });
    await tx.offer.update({ where: { id: offerId }, data: { updatedAt: now() } });
    await auditBy(tx, by, { storeId, action: "offer.price", subjectType: "offer", subjectId: offerId, summary: `set the price of “${offer.title}” ${active ? `from ${formatMoney(active)} ` : ""}to ${formatMoney(price)}` });
    return ok(price);
  });
}
