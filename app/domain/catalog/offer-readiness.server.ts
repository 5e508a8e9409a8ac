import { db, type Db } from "~/db.server";
import type { OfferGate } from "~/domain/merchants/offer-gate";
import type { Offer, Price } from "~/generated/prisma/client";
import { readiness, type OfferFacts, type ReadinessItem } from "./readiness";

/** What the offer has and lacks, counted now. */
export async function offerReadiness(offer: Offer, price: Pick<Price, "amount"> | null, gate: OfferGate, client: Db = db): Promise<ReadinessItem[]> {
  const pieces = await piecesOf(offer, client);
  return readiness({ ...offer, pieces, amount: price?.amount ?? null, payments: paymentsOf(price?.amount ?? 0n, gate) });
}

/** What there is to get: lessons, files, offers of a bundle, tiers of a membership that can be joined. */
function piecesOf({ id: offerId, kind }: Offer, client: Db): Promise<number> {
  switch (kind) {
    case "course":
      return client.lesson.count({ where: { offerId, deletedAt: null, module: { deletedAt: null } } });
    case "download":
      return client.downloadFile.count({ where: { offerId } });
    case "bundle":
      return client.bundleItem.count({ where: { bundleId: offerId } });
    case "membership":
      return client.tier.count({ where: { offerId, archivedAt: null, prices: { some: { active: true } } } });
  }
}

function paymentsOf(amount: bigint, gate: OfferGate): OfferFacts["payments"] {
  if (amount === 0n) return "free";
  if (gate.allowed) return "ready";
  if (gate.currency) return "currency";
  return gate.connect ? "connect" : "blocked";
}
