import { db, type Db } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { allThatOpen, type OpenedBy } from "~/domain/access/can-open.server";
import { now, SECOND } from "~/lib/clock";
import { newId } from "~/lib/ids";
import type { Cause } from "~/domain/transitions.server";
import { fail, ok, type Result } from "~/lib/result";
import { downloadOptions } from "./options.server";

/** An edition of a file at its place in an offer. */
export interface Edition {
  placeId: string;
  fileId: string;
}

/** What a person's live orders of an offer (and rights without an order) allow together. */
export interface Allowed {
  /** There is a limit at all. */
  limited: boolean;
  /** Fetches of an edition so far, under orders that are live. */
  used(edition: Edition): number;
  /** Fetches left of it; null: as many as one likes. */
  left(edition: Edition): number | null;
  /** By what it is handed out next; null: used up. */
  next(edition: Edition): OpenedBy | null;
}

/** `used_up`: which editions have no fetch left. */
export type HandOutRefusal = { kind: "not_found" } | { kind: "used_up"; editions: Edition[] };

/**
 * Hand out editions of files to a person: asks access, then counts one fetch of each, all or none, each under an order that
 * still has room. It is used up only when all orders that open the offer to them are. Clicks at the same moment take turns
 * at the grants' rows, so the limit holds however many come. A new edition starts anew: whoever used up the old one can have
 * it. The caller has checked that the editions are of the offer.
 * @returns by what the (first) edition was handed out: what its link speaks for
 */
export async function handOut(userId: string, offerId: string, editions: readonly Edition[]): Promise<Result<OpenedBy, HandOutRefusal>> {
  const ways = await allThatOpen(userId, offerId);
  if (ways.length === 0 || editions.length === 0) return fail({ kind: "not_found" });
  return db.$transaction(async (tx) => {
    const grantIds = ways.map((way) => way.grantId);
    await tx.$queryRaw`SELECT id FROM grants WHERE id = ANY(${grantIds}) ORDER BY id FOR UPDATE`;
    const allowed = await allowedFetches(userId, offerId, ways, tx);
    const handed = editions.map((edition) => ({ edition, by: allowed.next(edition) }));
    const [first] = handed;
    const usedUp = handed.flatMap(({ edition, by }) => (by ? [] : [edition]));
    if (usedUp.length > 0 || !first?.by) return fail({ kind: "used_up", editions: usedUp });
    await tx.download.createMany({
      data: handed.map(({ edition: { placeId, fileId }, by }) => ({ id: newId("download"), userId, offerId, orderId: by?.orderId ?? null, downloadFileId: placeId, fileId, at: now() })),
    });
    return ok(first.by);
  }, PATIENT);
}

/** Many clicks at once wait for their turn instead of failing. */
const PATIENT = { maxWait: 20 * SECOND, timeout: 20 * SECOND };

/**
 * What each of a person's ways into an offer allows, with what the creator allowed beyond the limit, and what is used of it.
 * Three queries whatever the number of files and orders. What ends first is used up first.
 * @param ways `allThatOpen`
 */
export async function allowedFetches(userId: string, offerId: string, ways: readonly OpenedBy[], client: Db = db): Promise<Allowed> {
  const orderIds = [...new Set(ways.flatMap((way) => way.orderId ?? []))];
  const { limitPerFile } = await downloadOptions(offerId, client);
  const allowances = limitPerFile === null ? [] : await client.downloadAllowance.findMany({ where: { offerId, orderId: { in: orderIds } } });
  const counts = await client.download.groupBy({
    by: ["orderId", "downloadFileId", "fileId"],
    where: { offerId, OR: [{ orderId: { in: orderIds } }, { userId, orderId: null }] },
    _count: { _all: true },
  });
  const fetched = new Map(counts.map(({ orderId, downloadFileId, fileId, _count }) => [`${orderId} ${downloadFileId} ${fileId}`, _count._all]));
  // Two grants of one order (it opens the offer by itself and through a tier) share its limit.
  const orders = ways.filter((way, index) => ways.findIndex((other) => other.orderId === way.orderId) === index);
  const usedOf = (orderId: string | null, { placeId, fileId }: Edition) => fetched.get(`${orderId} ${placeId} ${fileId}`) ?? 0;
  const leftOf = (orderId: string | null, edition: Edition) =>
    limitPerFile === null ? 0 : Math.max(0, limitPerFile + (allowances.find((one) => one.orderId === orderId)?.extra ?? 0) - usedOf(orderId, edition));
  const endsFirst = [...orders].sort((one, other) => (one.expiresAt?.getTime() ?? Infinity) - (other.expiresAt?.getTime() ?? Infinity) || 0);
  return {
    limited: limitPerFile !== null,
    used: (edition) => orders.reduce((sum, { orderId }) => sum + usedOf(orderId, edition), 0),
    left: (edition) => (limitPerFile === null ? null : orders.reduce((sum, { orderId }) => sum + leftOf(orderId, edition), 0)),
    next: (edition) => (limitPerFile === null ? (ways[0] ?? null) : (endsFirst.find(({ orderId }) => leftOf(orderId, edition) > 0) ?? null)),
  };
}

/** How much one click of the creator allows beyond the limit. */
export const EXTRA_FETCHES = 5;

/** Allow an order more fetches of each file of an offer than the limit says; adds to what was allowed before. */
export async function allowMore({ storeId, orderId, offerId }: { storeId: string; orderId: string; offerId: string }, by: Cause): Promise<Result<undefined, "not_found">> {
  const grant = await db.grant.findFirst({ where: { orderId, offerId, order: { storeId }, offer: { storeId, kind: "download" } }, select: { id: true } });
  if (!grant) return fail("not_found");
  await db.$transaction(async (tx) => {
    await tx.downloadAllowance.upsert({
      where: { orderId_offerId: { orderId, offerId } },
      create: { orderId, offerId, extra: EXTRA_FETCHES },
      update: { extra: { increment: EXTRA_FETCHES } },
    });
    await auditBy(tx, by, { storeId, action: "access.downloads", subjectType: "order", subjectId: orderId, summary: `allowed ${EXTRA_FETCHES} more downloads of each file` });
  });
  return ok();
}

export interface OrderDownloads {
  offerId: string;
  title: string;
  /** With what was allowed beyond it; null: no limit. */
  limit: number | null;
  extra: number;
  files: { placeId: string; name: string; used: number }[];
}

/**
 * What the buyer of an order has fetched of each download it opened by a grant of its own (a bundle may open several), for
 * the creator. Empty when it opened none. Six queries whatever the number of files.
 */
export async function downloadsOfOrder(storeId: string, orderId: string): Promise<OrderDownloads[]> {
  const grants = await db.grant.findMany({ where: { orderId, order: { storeId }, offer: { kind: "download", storeId } }, select: { offer: { select: { id: true, title: true, downloadOptions: { select: { limitPerFile: true } } } } }, orderBy: { id: "asc" } });
  if (grants.length === 0) return [];
  const offerIds = grants.map(({ offer }) => offer.id);
  const [places, counts, allowances] = await Promise.all([
    db.downloadFile.findMany({ where: { offerId: { in: offerIds } }, orderBy: [{ position: "asc" }, { id: "asc" }] }),
    db.download.groupBy({ by: ["downloadFileId", "fileId"], where: { orderId }, _count: { _all: true } }),
    db.downloadAllowance.findMany({ where: { orderId } }),
  ]);
  const names = new Map((await db.storedFile.findMany({ where: { id: { in: places.map(({ fileId }) => fileId) } }, select: { id: true, fileName: true } })).map((file) => [file.id, file.fileName]));
  return grants.map(({ offer }) => {
    const extra = allowances.find((allowance) => allowance.offerId === offer.id)?.extra ?? 0;
    const limit = offer.downloadOptions?.limitPerFile ?? null;
    const files = places
      .filter((place) => place.offerId === offer.id)
      .map(({ id, fileId }) => ({ placeId: id, name: names.get(fileId) ?? "", used: counts.find((count) => count.downloadFileId === id && count.fileId === fileId)?._count._all ?? 0 }));
    return { offerId: offer.id, title: offer.title, limit: limit === null ? null : limit + extra, extra, files };
  });
}
