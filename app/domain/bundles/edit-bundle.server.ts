import { db, type Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { MOST_DAYS } from "~/domain/catalog/access-days";
import { moveByOne, type Direction } from "~/domain/catalog/positions";
import { lockOffer } from "~/domain/catalog/lock-offer.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Offer } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { MOST_ITEMS } from "./bundle";

interface BundleKey {
  storeId: string;
  bundleId: string;
}

export type BundleRefusal =
  | "not_found"
  /** A bundle in itself. */
  | "itself"
  | "already_inside"
  /** The offer is a bundle that holds a bundle. */
  | "holds_a_bundle"
  /** This bundle stands in another one, so it holds no bundle itself. */
  | "stands_in_a_bundle"
  | "archived"
  | "full"
  /** A membership needs a tier of its own and a number of days. */
  | "tier"
  | "days"
  /** A published bundle is never empty. */
  | "last";

/**
 * Put an offer of the same store into a bundle, at the end. Both offers are locked, and every way into or out of nesting
 * passes over one of them: so a bundle in a bundle in a bundle, and a circle, cannot come about from two windows either.
 */
export function addToBundle(
  { storeId, bundleId, offerId, tierId = null, days = null }: BundleKey & { offerId: string; tierId?: string | null; days?: number | null },
  cause: Cause,
): Promise<Result<{ itemId: string }, BundleRefusal>> {
  return db.$transaction(async (tx): Promise<Result<{ itemId: string }, BundleRefusal>> => {
    if (offerId === bundleId) return fail("itself");
    const locked = new Map<string, Offer | null>();
    // Always in the same order, so that two windows wait for each other and never in a circle.
    for (const id of [bundleId, offerId].sort()) locked.set(id, await lockOffer(tx, { storeId, offerId: id }));
    const bundle = locked.get(bundleId);
    const offer = locked.get(offerId);
    if (!bundle || bundle.kind !== "bundle" || !offer) return fail("not_found");
    const refusal = await refusalOf(tx, bundle, offer, { tierId, days });
    if (refusal) return fail(refusal);
    const last = await tx.bundleItem.findFirst({ where: { bundleId }, orderBy: { position: "desc" }, select: { position: true } });
    const id = newId("bundleItem");
    const membership = offer.kind === "membership" ? { tierId, days } : {};
    await tx.bundleItem.create({ data: { id, bundleId, offerId, ...membership, position: (last?.position ?? -1) + 1, addedAt: now() } });
    await touch(tx, bundleId, `holds ${offerId}`, cause);
    await auditBy(tx, cause, { storeId, action: "offer.bundle", subjectType: "offer", subjectId: bundleId, summary: `put “${offer.title}” into the bundle “${bundle.title}”` });
    return ok({ itemId: id });
  });
}

async function refusalOf(tx: Tx, bundle: Offer, offer: Offer, { tierId, days }: { tierId: string | null; days: number | null }): Promise<BundleRefusal | null> {
  if (offer.status === "archived") return "archived";
  const items = await tx.bundleItem.findMany({ where: { bundleId: bundle.id }, select: { offerId: true } });
  if (items.some((item) => item.offerId === offer.id)) return "already_inside";
  if (items.length >= MOST_ITEMS) return "full";
  if (offer.kind === "bundle") {
    if (await tx.bundleItem.findFirst({ where: { bundleId: offer.id, offer: { kind: "bundle" } }, select: { id: true } })) return "holds_a_bundle";
    if (await tx.bundleItem.findFirst({ where: { offerId: bundle.id }, select: { id: true } })) return "stands_in_a_bundle";
  }
  if (offer.kind !== "membership") return null;
  if (!tierId || !(await tx.tier.findFirst({ where: { id: tierId, offerId: offer.id, archivedAt: null }, select: { id: true } }))) return "tier";
  return days !== null && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? null : "days";
}

/** Take an offer out of a bundle. It takes nothing from those who have it; the next buyer does not get it. */
export function removeFromBundle({ storeId, bundleId, itemId }: BundleKey & { itemId: string }, cause: Cause): Promise<Result<{ title: string }, BundleRefusal>> {
  return db.$transaction(async (tx): Promise<Result<{ title: string }, BundleRefusal>> => {
    const bundle = await lockOffer(tx, { storeId, offerId: bundleId });
    const item = bundle && (await tx.bundleItem.findFirst({ where: { id: itemId, bundleId }, include: { offer: { select: { title: true } } } }));
    if (!item) return fail("not_found");
    if (bundle.status === "published" && (await tx.bundleItem.count({ where: { bundleId } })) === 1) return fail("last");
    await tx.bundleItem.delete({ where: { id: itemId } });
    await touch(tx, bundleId, `without ${item.offerId}`, cause);
    await auditBy(tx, cause, { storeId, action: "offer.bundle", subjectType: "offer", subjectId: bundleId, summary: `took “${item.offer.title}” out of the bundle “${bundle.title}”` });
    return ok({ title: item.offer.title });
  });
}

/** Move an offer of a bundle one place up or down; at the end nothing happens. */
export function moveInBundle({ storeId, bundleId, itemId, direction }: BundleKey & { itemId: string; direction: Direction }): Promise<Result<undefined, "not_found">> {
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const bundle = await lockOffer(tx, { storeId, offerId: bundleId });
    if (!bundle || bundle.kind !== "bundle") return fail("not_found");
    const items = await tx.bundleItem.findMany({ where: { bundleId }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, position: true } });
    if (!items.some((item) => item.id === itemId)) return fail("not_found");
    for (const { id, position } of moveByOne(items, itemId, direction)) await tx.bundleItem.update({ where: { id }, data: { position } });
    return ok();
  });
}

/** Whether people who own some of a bundle pay less for it, from the next checkout on. */
export function setOwnersPayLess({ storeId, bundleId, ownersPayLess }: BundleKey & { ownersPayLess: boolean }): Promise<Result<undefined, "not_found">> {
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const bundle = await lockOffer(tx, { storeId, offerId: bundleId });
    if (!bundle || bundle.kind !== "bundle") return fail("not_found");
    await tx.bundleOptions.upsert({ where: { offerId: bundleId }, create: { offerId: bundleId, ownersPayLess }, update: { ownersPayLess } });
    return ok();
  });
}

async function touch(tx: Tx, bundleId: string, to: string, cause: Cause): Promise<void> {
  await tx.offer.update({ where: { id: bundleId }, data: { updatedAt: now() } });
  await recordTransition(tx, { subjectType: "offer", subjectId: bundleId, from: null, to, ...cause });
}

/** A refusal in words: what is the matter, and what to do instead. */
export function bundleRefusalText(refusal: Exclude<BundleRefusal, "not_found">): string {
  switch (refusal) {
    case "itself":
      return "A bundle cannot hold itself. Choose another offer.";
    case "already_inside":
      return "That offer is in this bundle already.";
    case "holds_a_bundle":
      return "That bundle holds a bundle itself, and two levels are the most there can be. Add the offers you want from it one by one.";
    case "stands_in_a_bundle":
      return "This bundle is part of another bundle, so it cannot hold a bundle itself. Add the offers of that bundle one by one, or take this one out of the other first.";
    case "archived":
      return "That offer is archived. Restore it first, then add it.";
    case "full":
      return `A bundle holds at most ${MOST_ITEMS} offers. Put some of them into a bundle of their own and add that.`;
    case "tier":
      return "Choose which tier of the membership the bundle opens.";
    case "days":
      return `Say for how many days the membership is open, from 1 to ${MOST_DAYS}.`;
    case "last":
      return "A bundle on sale needs at least one offer. Add another one first, or take the bundle down.";
  }
}
