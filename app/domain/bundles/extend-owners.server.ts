import { db, type Tx } from "~/db.server";
import { liveGrant } from "~/domain/access/can-open.server";
import { accessEnd, grantAccess } from "~/domain/access/grants.server";
import { lockOffer } from "~/domain/catalog/lock-offer.server";
import { issueLicenses } from "~/domain/downloads/licenses.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { enqueue, wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { openDays } from "./bundle";
import { everythingIn } from "./contents.server";

/** How many owners one transaction reaches. */
const AT_ONCE = 100;
/** How many transactions one job makes. */
const BATCHES = 20;

/** Owners of a bundle ($1) by an order that stands, at an instant ($3), and whether that order gave them an offer ($2) too. Grants taken back count as given: nothing is given twice. */
const OWNERS = `
  SELECT g.order_id AS "orderId", EXISTS (SELECT 1 FROM grants i WHERE i.order_id = g.order_id AND i.offer_id = $2) AS has
    FROM grants g WHERE g.offer_id = $1 AND g.order_id IS NOT NULL AND ${liveGrant("g", "$3")}`;

/**
 * Give an offer of a bundle to everybody who owns the bundle already, as a job in batches. Asked twice, it is one job's
 * worth of work. Refused when the place is not in this store's bundle.
 */
export async function extendToOwners({ storeId, bundleId, itemId }: { storeId: string; bundleId: string; itemId: string }, cause: Cause): Promise<Result<undefined, "not_found">> {
  const asked = await db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const bundle = await lockOffer(tx, { storeId, offerId: bundleId });
    const item = bundle && (await tx.bundleItem.findFirst({ where: { id: itemId, bundleId } }));
    if (!item) return fail("not_found");
    if (item.extendAskedAt && !item.extendedAt) return ok();
    await tx.bundleItem.update({ where: { id: itemId }, data: { extendAskedAt: now(), extendedAt: null } });
    await recordTransition(tx, { subjectType: "offer", subjectId: bundleId, from: null, to: `${item.offerId} to its owners`, ...cause });
    await enqueue(tx, "extend-bundle", { itemId });
    return ok();
  });
  if (asked.ok) wake("extend-bundle");
  return asked;
}

/**
 * An order opens again what was closed or taken back for a while: what its bundles have got meanwhile for everybody who owns them is
 * given to it too, by the same job.
 */
export async function extendAgain(tx: Tx, orderId: string): Promise<void> {
  const missed = await tx.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM grants g JOIN bundle_items i ON i.bundle_id = g.offer_id
     WHERE g.order_id = ${orderId} AND g.revoked_at IS NULL AND i.extend_asked_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM grants h WHERE h.order_id = g.order_id AND h.offer_id = i.offer_id)`;
  for (const { id } of missed) await enqueue(tx, "extend-bundle", { itemId: id });
}

/** Places whose owners were not all reached yet, because a process died: for the sweep. */
export async function dueExtensions(): Promise<string[]> {
  const items = await db.bundleItem.findMany({ where: { extendAskedAt: { not: null }, extendedAt: null }, orderBy: { extendAskedAt: "asc" }, take: 20, select: { id: true } });
  return items.map(({ id }) => id);
}

/**
 * Give a new offer of a bundle to its owners, batch after batch, until all have it. Each grant is one of the order by which
 * the person owns the bundle, so it goes with that order, and ends at the latest when their bundle does. Harmless to run
 * again or twice at once; an item that was taken out meanwhile is left alone.
 */
export async function extendBundle(itemId: string): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch += 1) {
    if (!(await db.$transaction((tx) => extendBatch(tx, itemId)))) return;
  }
  // The rest is another job's, so that none runs for hours.
  await db.$transaction((tx) => enqueue(tx, "extend-bundle", { itemId }));
}

async function extendBatch(tx: Tx, itemId: string): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM bundle_items WHERE id = ${itemId} FOR UPDATE`;
  const item = await tx.bundleItem.findFirst({ where: { id: itemId, extendAskedAt: { not: null } }, include: { offer: { select: { kind: true, accessDays: true } } } });
  if (!item) return false;
  const { bundleId, offerId } = item;
  const due = await tx.$queryRawUnsafe<{ orderId: string }[]>(`SELECT "orderId" FROM (${OWNERS}) owners WHERE NOT has ORDER BY "orderId" LIMIT ${AT_ONCE}`, bundleId, offerId, now().toISOString());
  if (due.length === 0) {
    await tx.bundleItem.update({ where: { id: itemId }, data: { extendedAt: now() } });
    return false;
  }
  // A refund of one of these orders waits, or was first: then its grant is not live any more.
  const orderIds = due.map((row) => row.orderId);
  await tx.$queryRaw`SELECT id FROM orders WHERE id = ANY(${orderIds}) ORDER BY id FOR UPDATE`;
  const at = now();
  const owned = await tx.grant.findMany({ where: { offerId: bundleId, orderId: { in: orderIds }, revokedAt: null, suspendedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] } });
  const cause: Cause = { cause: "added to a bundle they own", causeId: itemId };
  const { kind, accessDays } = item.offer;
  const inside = kind === "bundle" ? (await everythingIn(offerId, accessDays, tx)).contents : [];
  const gives = [{ offerId, kind, tierId: item.tierId, openDays: openDays({ kind, accessDays, days: item.days, viaDays: null, bundleDays: null }) }, ...inside];
  for (const { userId, orderId, expiresAt: bundleEnd, daysFrom: bundleFrom } of owned) {
    if (orderId === null) continue;
    const given: string[] = [];
    for (const one of gives) {
      // The bundle's own time holds for all in it; days of a membership may be over sooner.
      const expiresAt = one.kind === "membership" ? earlier(accessEnd(one.openDays), bundleEnd) : (bundleEnd ?? accessEnd(one.openDays));
      const daysFrom = expiresAt && (bundleFrom && bundleFrom > at ? bundleFrom : at);
      await grantAccess(tx, { userId, orderId, offerId: one.offerId, tierId: one.tierId, daysFrom, expiresAt }, cause);
      given.push(one.offerId);
    }
    await issueLicenses(tx, { id: orderId, userId }, given, cause);
  }
  return true;
}

function earlier(one: Date | null, other: Date | null): Date | null {
  return one === null ? other : other === null ? one : one < other ? one : other;
}
