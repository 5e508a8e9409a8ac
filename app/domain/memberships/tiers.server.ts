import { db, type Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { lockOffer } from "~/domain/catalog/lock-offer.server";
import { moveByOne, type Direction } from "~/domain/catalog/positions";
import type { Cause } from "~/domain/transitions.server";
import type { Offer } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";

/** Every command asks whose membership it is; another store's, and what is not a membership, are simply not there. */
export interface MembershipKey {
  storeId: string;
  offerId: string;
}

/** Lock the membership and do something to it in one transaction. */
export async function inMembership<T, E = never>(key: MembershipKey, change: (tx: Tx, membership: Offer) => Promise<Result<T, E | "not_found">>): Promise<Result<T, E | "not_found">> {
  return db.$transaction(async (tx) => {
    const offer = await lockOffer(tx, key);
    if (!offer || offer.kind !== "membership") return fail("not_found");
    return change(tx, offer);
  });
}

/** A new tier at the end, without a price. Answers its id. */
export function addTier(key: MembershipKey, { title }: { title: string }): Promise<Result<string, "not_found">> {
  return inMembership<string>(key, async (tx) => {
    const last = await tx.tier.aggregate({ where: { offerId: key.offerId }, _max: { position: true } });
    const id = newId("tier");
    await tx.tier.create({ data: { id, offerId: key.offerId, title, highlights: [], position: (last._max.position ?? -1) + 1, createdAt: now() } });
    return ok(id);
  });
}

export interface TierWords {
  title: string;
  description: string;
  /** What a member gets, one line each. */
  highlights: string[];
  opensPosts: boolean;
}

export function updateTier(key: MembershipKey, { tierId, ...words }: TierWords & { tierId: string }): Promise<Result<undefined, "not_found">> {
  return inMembership<undefined>(key, async (tx) => {
    const { count } = await tx.tier.updateMany({ where: { id: tierId, offerId: key.offerId }, data: words });
    return count === 0 ? fail("not_found") : ok();
  });
}

/** One step up or down; at the end nothing happens. */
export function moveTier(key: MembershipKey, { tierId, direction }: { tierId: string; direction: Direction }): Promise<Result<undefined, "not_found">> {
  return inMembership<undefined>(key, async (tx) => {
    const tiers = await tx.tier.findMany({ where: { offerId: key.offerId }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, position: true } });
    if (!tiers.some((tier) => tier.id === tierId)) return fail("not_found");
    for (const { id, position } of moveByOne(tiers, tierId, direction)) await tx.tier.update({ where: { id }, data: { position } });
    return ok();
  });
}

/** Nobody joins it any more; its members stay as they are. The last tier of a published membership that can be joined stays. */
export function archiveTier(key: MembershipKey, { tierId }: { tierId: string }, by: Cause): Promise<Result<undefined, "not_found" | "last_one">> {
  return inMembership<undefined, "last_one">(key, async (tx, membership) => {
    const joinable = await tx.tier.findMany({ where: { offerId: key.offerId, archivedAt: null, prices: { some: { active: true } } }, select: { id: true } });
    if (membership.status === "published" && joinable.length === 1 && joinable[0]?.id === tierId) return fail("last_one");
    const { count } = await tx.tier.updateMany({ where: { id: tierId, offerId: key.offerId }, data: { archivedAt: now() } });
    if (count === 0) return fail("not_found");
    await writtenTier(tx, key, tierId, "closed", by);
    return ok();
  });
}

/** It can be joined again. */
export function restoreTier(key: MembershipKey, { tierId }: { tierId: string }, by: Cause): Promise<Result<undefined, "not_found">> {
  return inMembership<undefined>(key, async (tx) => {
    const { count } = await tx.tier.updateMany({ where: { id: tierId, offerId: key.offerId }, data: { archivedAt: null } });
    if (count === 0) return fail("not_found");
    await writtenTier(tx, key, tierId, "opened", by);
    return ok();
  });
}

async function writtenTier(tx: Tx, { storeId, offerId }: MembershipKey, tierId: string, deed: "closed" | "opened", by: Cause): Promise<void> {
  const { title, offer } = await tx.tier.findUniqueOrThrow({ where: { id: tierId }, select: { title: true, offer: { select: { title: true } } } });
  await auditBy(tx, by, { storeId, action: "membership.tier", subjectType: "offer", subjectId: offerId, summary: `${deed} the tier “${title}” of “${offer.title}” for new members` });
}

/**
 * What a tier opens, of the store's courses, downloads and bundles; takes effect for its members at once. Offers that stay keep
 * the day they were added, from which lessons open by days.
 */
export function setTierItems(key: MembershipKey, { tierId, offerIds }: { tierId: string; offerIds: readonly string[] }): Promise<Result<undefined, "not_found">> {
  return inMembership<undefined>(key, async (tx) => {
    if (!(await tx.tier.findFirst({ where: { id: tierId, offerId: key.offerId }, select: { id: true } }))) return fail("not_found");
    const wanted = [...new Set(offerIds)];
    const known = await tx.offer.count({ where: { id: { in: wanted }, storeId: key.storeId, kind: { not: "membership" } } });
    if (known !== wanted.length) return fail("not_found");
    await tx.tierItem.deleteMany({ where: { tierId, offerId: { notIn: wanted } } });
    await tx.tierItem.createMany({ data: wanted.map((offerId) => ({ tierId, offerId, addedAt: now() })), skipDuplicates: true });
    return ok();
  });
}

/** How a failed renewal and a pause are dealt with, for the members there are too. `graceDays` 0 to 30. */
export function setMembershipOptions(key: MembershipKey, options: { graceDays: number; pauseAllowed: boolean }): Promise<Result<undefined, "not_found">> {
  return inMembership<undefined>(key, async (tx) => {
    await tx.membershipOptions.upsert({ where: { offerId: key.offerId }, create: { offerId: key.offerId, ...options }, update: options });
    return ok();
  });
}
