import { db, type Db } from "~/db.server";
import type { OfferGate } from "~/domain/merchants/offer-gate";
import type { Offer, Price } from "~/generated/prisma/client";
import { readiness, type OfferFacts, type ReadinessItem } from "./readiness";

/** What the offer has and lacks, counted now. */
export async function offerReadiness(offer: Offer, price: Pick<Price, "amount"> | null, gate: OfferGate, client: Db = db): Promise<ReadinessItem[]> {
  const where = { offerId: offer.id };
  const pieces = offer.kind === "course" ? await client.lesson.count({ where }) : await client.downloadFile.count({ where });
  return readiness({ ...offer, pieces, amount: price?.amount ?? null, payments: paymentsOf(price?.amount ?? 0n, gate) });
}

function paymentsOf(amount: bigint, gate: OfferGate): OfferFacts["payments"] {
  if (amount === 0n) return "free";
  if (gate.allowed) return "ready";
  if (gate.currency) return "currency";
  return gate.connect ? "connect" : "blocked";
}
