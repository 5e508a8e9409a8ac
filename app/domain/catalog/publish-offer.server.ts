import { db } from "~/db.server";
import { lockOffer } from "./lock-offer.server";
import { offerGate, type OfferGate } from "~/domain/merchants/offer-gate";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import type { Cause } from "~/domain/transitions.server";
import type { Offer } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { fail, type Result } from "~/lib/result";
import { moveOffer } from "./move-offer.server";
import type { OfferRefusal } from "./offer";
import { offerReadiness } from "./offer-readiness.server";
import { isReady, type ReadinessItem } from "./readiness";
import { leadingPrice, PRICES_NOW } from "./shown-price";

export type PublishRefusal =
  | { reason: "not_found" }
  | { reason: "state"; refusal: OfferRefusal }
  /** What is still missing, without payments. */
  | { reason: "not_ready"; missing: ReadinessItem[] }
  /** Stripe takes no payments for this store: the lines say why, `connect` that there is no account. */
  | { reason: "payments"; gate: Extract<OfferGate, { allowed: false }> };

/** Put an offer up for sale, if nothing is missing and, when it costs something, payments can be taken. */
export async function publishOffer({ storeId, offerId }: { storeId: string; offerId: string }, cause: Cause): Promise<Result<Offer, PublishRefusal>> {
  return db.$transaction(async (tx): Promise<Result<Offer, PublishRefusal>> => {
    const offer = await lockOffer(tx, { storeId, offerId });
    if (!offer) return fail({ reason: "not_found" });
    const price = leadingPrice(await tx.price.findMany({ where: { offerId, ...PRICES_NOW } }));
    const gate = offerGate({ amount: price?.amount ?? 0n, currency: price?.currency ?? "", accounts: await connectedAccounts(storeId, tx), offerChoice: offer.connectedAccountId, now: now() });
    const items = await offerReadiness(offer, price, gate, tx);
    const missing = items.filter((item) => !item.done && item.key !== "payments");
    if (offer.status === "draft" && missing.length > 0) return fail({ reason: "not_ready", missing });
    if (offer.status === "draft" && !gate.allowed) return fail({ reason: "payments", gate });
    if (offer.status === "draft" && !isReady(items)) throw new Error("An offer that is not ready passed every check");
    const moved = await moveOffer(tx, offer, "publish", cause);
    return moved.ok ? moved : fail({ reason: "state", refusal: moved.error });
  });
}
