import { db } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Offer, OfferKind } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { slugify } from "~/lib/urls";
import { isSlugTaken } from "./slug-taken.server";

const TRIES = 20;

/** A new draft. Its address is made from the title; "-2" and so on when the store has one like it. Throws after 20 tries. */
export async function createOffer({ storeId, kind, title }: { storeId: string; kind: OfferKind; title: string }, cause: Cause): Promise<Offer> {
  const base = slugify(title) || kind;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    try {
      return await db.$transaction(async (tx) => {
        const at = now();
        const slug = await freeSlug(base, async (slug) => (await tx.offer.count({ where: { storeId, slug } })) > 0);
        const offer = await tx.offer.create({ data: { id: newId("offer"), storeId, kind, status: "draft", slug, title, highlights: [], createdAt: at, updatedAt: at } });
        await recordTransition(tx, { subjectType: "offer", subjectId: offer.id, from: null, to: "draft", ...cause });
        return offer;
      });
    } catch (error) {
      // Another window took the address between our look and our write.
      if (!isSlugTaken(error)) throw error;
    }
  }
  throw new Error("No free address for a new offer");
}

async function freeSlug(base: string, taken: (slug: string) => Promise<boolean>): Promise<string> {
  if (!(await taken(base))) return base;
  for (let number = 2; number < 50; number += 1) {
    const slug = `${base.slice(0, 56)}-${number}`;
    if (!(await taken(slug))) return slug;
  }
  // So many of one name: a number nobody has is found faster by chance.
  return `${base.slice(0, 50)}-${newId("offer").slice(-8)}`;
}
