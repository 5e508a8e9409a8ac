import { db } from "~/db.server";
import { lockOffer } from "./lock-offer.server";
import type { Cause } from "~/domain/transitions.server";
import type { Offer } from "~/generated/prisma/client";
import { fail, type Result } from "~/lib/result";
import { moveOffer } from "./move-offer.server";
import type { OfferRefusal } from "./offer";

/** Take an offer out of sale and out of the way. Owners keep access; open checkouts are refused. */
export function archiveOffer(key: { storeId: string; offerId: string }, cause: Cause): Promise<Result<Offer, OfferRefusal | "not_found">> {
  return db.$transaction(async (tx): Promise<Result<Offer, OfferRefusal | "not_found">> => {
    const offer = await lockOffer(tx, key);
    return offer ? moveOffer(tx, offer, "archive", cause) : fail("not_found");
  });
}
