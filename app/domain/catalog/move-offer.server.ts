import type { Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Offer } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { nextStatus, type OfferMove, type OfferRefusal } from "./offer";

/** Move a locked offer to its next state and record it, or answer why not. */
export async function moveOffer(tx: Tx, offer: Offer, move: OfferMove, cause: Cause): Promise<Result<Offer, OfferRefusal>> {
  const next = nextStatus(offer.status, move);
  if (!next.ok) return fail(next.error);
  const at = now();
  const moved = await tx.offer.update({
    where: { id: offer.id },
    // The first publication's date orders the store page, and stays when an offer is taken down and put up again.
    data: { status: next.value, updatedAt: at, ...(next.value === "published" ? { publishedAt: offer.publishedAt ?? at } : {}) },
  });
  await recordTransition(tx, { subjectType: "offer", subjectId: offer.id, from: offer.status, to: next.value, ...cause });
  await auditBy(tx, cause, { storeId: offer.storeId, action: `offer.${move}`, subjectType: "offer", subjectId: offer.id, summary: DONE[move](offer.title) });
  return ok(moved);
}

const DONE: Record<OfferMove, (title: string) => string> = {
  publish: (title) => `published “${title}”`,
  unpublish: (title) => `took “${title}” out of sale`,
  archive: (title) => `archived “${title}”`,
  restore: (title) => `brought “${title}” back as a draft`,
};
