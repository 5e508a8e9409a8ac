import { db } from "~/db.server";
import { lockOffer } from "./lock-offer.server";
import type { Cause } from "~/domain/transitions.server";
import type { Offer } from "~/generated/prisma/client";
import { fail, type Result } from "~/lib/result";
import { moveOffer } from "./move-offer.server";
import type { OfferRefusal } from "./offer";

/** Take an offer out of sale; it is a draft again. Owners keep access. */
export function unpublishOffer(key: { storeId: string; offerId: string }, cause: Cause): Promise<Result<Offer, OfferRefusal | "not_found">> {
  return db.$transaction(async (tx): Promise<Result<Offer, OfferRefusal | "not_found">> => {
    const offer = await lockOffer(tx, key);
    return offer ? moveOffer(tx, offer, "unpublish", cause) : fail("not_found");
  });
}
