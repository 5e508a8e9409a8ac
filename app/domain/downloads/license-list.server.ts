import { db } from "~/db.server";
import { audit, auditBy } from "~/domain/audit/record.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { PageAsked } from "~/lib/cursor";
import { normaliseEmail } from "~/lib/email";
import { keysetOf, pageOf, readingOf, type Page } from "~/lib/keyset";
import { now } from "~/lib/clock";
import { canUnseal, unseal } from "~/lib/secret-box.server";
import { fail, ok, type Result } from "~/lib/result";
import type { DownloadKey } from "./edit-files.server";
import { hashLicenseKey, readLicenseKey } from "./license-key";
import { standingsById, type LicenseStanding } from "./license-standing.server";

export const LICENSES_PAGE = 50;

export interface ListedLicense {
  id: string;
  /** Null when it was sealed with another ENCRYPTION_KEY. */
  key: string | null;
  createdAt: Date;
  buyer: { name: string; email: string };
  orderId: string;
  orderNumber: number | null;
  standing: LicenseStanding;
}

const LISTED = {
  id: true,
  keySealed: true,
  createdAt: true,
  orderId: true,
  user: { select: { name: true, email: true } },
  order: { select: { number: true } },
} as const;

/**
 * The keys of an offer, newest first, one page by keyset: the same few queries for ten and for a hundred thousand. `search`:
 * a whole key, or the beginning of an address. The caller has checked whose offer it is.
 */
export async function licensesPage(offerId: string, { search = "", ...asked }: PageAsked & { search?: string } = {}, size = LICENSES_PAGE): Promise<Page<ListedLicense>> {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("createdAt", reading);
  const found = await db.license.findMany({ where: { AND: [{ offerId, ...searched(search) }, where] }, orderBy, take: size + 1, select: LISTED });
  const page = pageOf(found, reading, size, (row) => ({ at: row.createdAt, id: row.id }));
  return { ...page, rows: await listed(page.rows) };
}

function searched(search: string) {
  const key = readLicenseKey(search);
  if (key) return { keyHash: hashLicenseKey(key) };
  const text = search.trim();
  // `%` and `_` mean themselves here; Prisma hands them to LIKE as they are.
  return text === "" ? {} : { user: { email: { startsWith: normaliseEmail(text).replace(/[\\%_]/g, "\\$&") } } };
}

type Row = { id: string; keySealed: string; createdAt: Date; orderId: string; user: { name: string; email: string }; order: { number: number | null } };

async function listed(rows: readonly Row[]): Promise<ListedLicense[]> {
  const standings = await standingsById(rows.map((row) => row.id));
  return rows.flatMap(({ id, keySealed, createdAt, orderId, user, order }) => {
    const standing = standings.get(id);
    return standing ? [{ id, key: canUnseal(keySealed) ? unseal(keySealed) : null, createdAt, buyer: user, orderId, orderNumber: order.number, standing }] : [];
  });
}

export interface Activation {
  id: string;
  instance: string;
  createdAt: Date;
}

/** How many activations a page shows; a key without limit may have more. */
export const ACTIVATIONS_SHOWN = 100;

/** One key of a download of this store with the places it is active in; null for another's. */
export async function licenseForStudio({ storeId, offerId }: DownloadKey, licenseId: string): Promise<(ListedLicense & { ownLimit: number | null; places: Activation[] }) | null> {
  const row = await db.license.findFirst({ where: { id: licenseId, offerId, offer: { storeId } }, select: { ...LISTED, activationLimit: true } });
  const license = row && (await listed([row]))[0];
  return license ? { ...license, ownLimit: row.activationLimit, places: (await livingActivations([licenseId])).get(licenseId) ?? [] } : null;
}

/** The places keys are active in, oldest first. One query. */
export async function livingActivations(licenseIds: readonly string[]): Promise<Map<string, Activation[]>> {
  const rows = await db.licenseActivation.findMany({ where: { licenseId: { in: [...licenseIds] }, deactivatedAt: null }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: ACTIVATIONS_SHOWN });
  const byLicense = new Map<string, Activation[]>();
  for (const { licenseId, id, instance, createdAt } of rows) byLicense.set(licenseId, [...(byLicense.get(licenseId) ?? []), { id, instance, createdAt }]);
  return byLicense;
}

/** Switch a key off (every place it is active in hears "revoked" at its next question) or on again. */
export async function switchLicense({ storeId, offerId }: DownloadKey, { licenseId, on }: { licenseId: string; on: boolean }, cause: Cause): Promise<Result<undefined, "not_found">> {
  return db.$transaction(async (tx) => {
    const license = await tx.license.findFirst({ where: { id: licenseId, offerId, offer: { storeId } }, select: { disabledAt: true, orderId: true } });
    if (!license) return fail("not_found");
    if ((license.disabledAt === null) === on) return ok();
    await tx.license.update({ where: { id: licenseId }, data: { disabledAt: on ? null : now() } });
    await recordTransition(tx, { subjectType: "license", subjectId: licenseId, from: on ? "disabled" : "enabled", to: on ? "enabled" : "disabled", ...cause });
    await auditBy(tx, cause, { storeId, action: on ? "license.enable" : "license.disable", subjectType: "order", subjectId: license.orderId, summary: `switched a licence key ${on ? "on" : "off"}` });
    return ok();
  });
}

/** Give one key a limit of its own; null: the offer's again. Places beyond a lower limit stay until they are freed. */
export async function setLicenseLimit({ storeId, offerId }: DownloadKey, { licenseId, limit }: { licenseId: string; limit: number | null }, by: Cause): Promise<Result<undefined, "not_found">> {
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const license = await tx.license.findFirst({ where: { id: licenseId, offerId, offer: { storeId } }, select: { orderId: true } });
    if (!license) return fail("not_found");
    await tx.license.update({ where: { id: licenseId }, data: { activationLimit: limit } });
    await auditBy(tx, by, { storeId, action: "license.limit", subjectType: "order", subjectId: license.orderId, summary: limit === null ? "gave a licence key the offer's limit again" : `gave a licence key a limit of ${limit}` });
    return ok();
  });
}

/** Free a place of a key: somebody of the store `storeId` (a deed, written down), or the owner `userId`, who must still have what it belongs to. */
export async function freePlace(who: { storeId: string; actorId: string } | { userId: string }, { offerId, activationId }: { offerId: string; activationId: string }): Promise<Result<undefined, "not_found">> {
  const whose = "storeId" in who ? { offer: { storeId: who.storeId } } : { userId: who.userId };
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const place = await tx.licenseActivation.findFirst({ where: { id: activationId, deactivatedAt: null, license: { offerId, ...whose } }, select: { license: { select: { orderId: true } } } });
    const { count } = place ? await tx.licenseActivation.updateMany({ where: { id: activationId, deactivatedAt: null }, data: { deactivatedAt: now() } }) : { count: 0 };
    if (!place || count === 0) return fail("not_found");
    if ("storeId" in who) await audit(tx, { ...who, action: "license.free", subjectType: "order", subjectId: place.license.orderId, summary: "freed a place of a licence key" });
    return ok();
  });
}
