import { db, type Db } from "~/db.server";
import { openedBy, type OpenedBy } from "~/domain/access/can-open.server";
import { now, SECOND } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { downloadOptions } from "./options.server";

/** An edition of a file at its place in an offer. */
export interface Edition {
  placeId: string;
  fileId: string;
}

/** What has been counted for one order (or, for a right without an order, one person) in an offer. */
export interface Allowed {
  /** Fetches of each edition; null: as many as one likes. */
  limit: number | null;
  used(edition: Edition): number;
}

/** `used_up`: which editions have no fetch left. */
export type HandOutRefusal = { kind: "not_found" } | { kind: "used_up"; editions: Edition[] };

/**
 * Hand out editions of files to a person: asks access, then counts one fetch of each under the order's limit, all or none.
 * Clicks at the same moment take turns at the grant's row, so the limit holds however many come. A new edition starts anew:
 * whoever used up the old one can have it. The caller has checked that the editions are of the offer.
 * @returns by what the offer is open to them
 */
export async function handOut(userId: string, offerId: string, editions: readonly Edition[]): Promise<Result<OpenedBy, HandOutRefusal>> {
  const by = await openedBy(userId, offerId);
  if (!by || editions.length === 0) return fail({ kind: "not_found" });
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM grants WHERE id = ${by.grantId} FOR UPDATE`;
    const allowed = await allowedFetches(userId, offerId, by.orderId, tx);
    const { limit } = allowed;
    const usedUp = limit === null ? [] : editions.filter((edition) => allowed.used(edition) >= limit);
    if (usedUp.length > 0) return fail({ kind: "used_up", editions: usedUp });
    await tx.download.createMany({
      data: editions.map(({ placeId, fileId }) => ({ id: newId("download"), userId, offerId, orderId: by.orderId, downloadFileId: placeId, fileId, at: now() })),
    });
    return ok(by);
  }, PATIENT);
}

/** Many clicks at once wait for their turn instead of failing. */
const PATIENT = { maxWait: 20 * SECOND, timeout: 20 * SECOND };

/** The limit of an order in an offer, with what the creator allowed beyond it, and what is used of it. Three queries whatever the number of files. */
export async function allowedFetches(userId: string, offerId: string, orderId: string | null, client: Db = db): Promise<Allowed> {
  const { limitPerFile } = await downloadOptions(offerId, client);
  const allowance = limitPerFile === null || orderId === null ? null : await client.downloadAllowance.findUnique({ where: { orderId_offerId: { orderId, offerId } } });
  const counts = await client.download.groupBy({
    by: ["downloadFileId", "fileId"],
    where: orderId === null ? { userId, offerId, orderId: null } : { orderId, offerId },
    _count: { _all: true },
  });
  const byEdition = new Map(counts.map(({ downloadFileId, fileId, _count }) => [`${downloadFileId} ${fileId}`, _count._all]));
  return {
    limit: limitPerFile === null ? null : limitPerFile + (allowance?.extra ?? 0),
    used: ({ placeId, fileId }) => byEdition.get(`${placeId} ${fileId}`) ?? 0,
  };
}

/** How much one click of the creator allows beyond the limit. */
export const EXTRA_FETCHES = 5;

/** Allow an order more fetches of each file of an offer than the limit says; adds to what was allowed before. */
export async function allowMore({ storeId, orderId, offerId }: { storeId: string; orderId: string; offerId: string }): Promise<Result<undefined, "not_found">> {
  const grant = await db.grant.findFirst({ where: { orderId, offerId, order: { storeId }, offer: { storeId, kind: "download" } }, select: { id: true } });
  if (!grant) return fail("not_found");
  await db.downloadAllowance.upsert({
    where: { orderId_offerId: { orderId, offerId } },
    create: { orderId, offerId, extra: EXTRA_FETCHES },
    update: { extra: { increment: EXTRA_FETCHES } },
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
