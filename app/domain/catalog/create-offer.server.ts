import { db, type Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Offer, OfferKind } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { slugify } from "~/lib/urls";
import { isSlugTaken } from "./slug-taken.server";

const TRIES = 20;

/** A new draft. Its address is made from the title; "-2" and so on when the store has one like it. Throws after 20 tries. */
export function createOffer(draft: Draft, cause: Cause): Promise<Offer> {
  return withFreeSlug(() => db.$transaction((tx) => insertDraft(tx, draft, cause)));
}

export interface Draft {
  storeId: string;
  kind: OfferKind;
  title: string;
}

/** Run a transaction that inserts a draft, again when another window took the address between its look and its write. */
export async function withFreeSlug<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!isSlugTaken(error)) throw error;
    }
  }
  throw new Error("No free address for a new offer");
}

/** The draft itself, for transactions that go on to fill it; run them through `withFreeSlug`. */
export async function insertDraft(tx: Tx, { storeId, kind, title }: Draft, cause: Cause): Promise<Offer> {
  const at = now();
  const slug = await freeSlug(slugify(title) || kind, async (taken) => (await tx.offer.count({ where: { storeId, slug: taken } })) > 0);
  const offer = await tx.offer.create({ data: { id: newId("offer"), storeId, kind, status: "draft", slug, title, highlights: [], createdAt: at, updatedAt: at } });
  await recordTransition(tx, { subjectType: "offer", subjectId: offer.id, from: null, to: "draft", ...cause });
  await auditBy(tx, cause, { storeId, action: "offer.create", subjectType: "offer", subjectId: offer.id, summary: `began “${title}”` });
  return offer;
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
