import { db, type Tx } from "~/db.server";
import { now, SECOND } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { hashLicenseKey, readLicenseKey } from "./license-key";
import { standingByHash, type LicenseStanding } from "./license-standing.server";

export type LicenseStatus = "active" | "inactive" | "limit_reached" | "revoked" | "unknown";

/** What the creator's software is told of a key: nothing about whose it is. */
export interface LicenseAnswer {
  /** Whether the software may run (in this place, when one was named). */
  valid: boolean;
  status: LicenseStatus;
  /** Places the key is active in. */
  activations: number;
  /** Null: any number. */
  limit: number | null;
  /** ISO 8601, UTC: when the key stops by itself; null: it does not. */
  expiresAt: string | null;
  offer: { id: string; title: string } | null;
}

export const MAX_INSTANCE_LENGTH = 200;
/** Of a key without a limit: more places than any person has, fewer than would fill a table. */
const MOST_PLACES = 10_000;

/** Many machines at once wait for their turn instead of failing. */
const PATIENT = { maxWait: 20 * SECOND, timeout: 20 * SECOND };

const UNKNOWN: LicenseAnswer = { valid: false, status: "unknown", activations: 0, limit: null, expiresAt: null, offer: null };

/** Make a key active in a place. The same place again is not counted again; at the limit nothing changes. */
export async function activateLicense({ key, instance }: { key: string; instance: string }): Promise<LicenseAnswer> {
  return changed(key, instance, async (tx, license) => {
    if (!isOpen(license)) return "revoked";
    if (license.here) return "active";
    if (license.activations >= Math.min(license.limit ?? MOST_PLACES, MOST_PLACES)) return "limit_reached";
    await tx.licenseActivation.create({ data: { id: newId("licenseActivation"), licenseId: license.id, instance, createdAt: now() } });
    return "active";
  });
}

/** Free a place. One that is free already stays so; a revoked key can still be taken out of places. */
export async function deactivateLicense({ key, instance }: { key: string; instance: string }): Promise<LicenseAnswer> {
  return changed(key, instance, async (tx, license) => {
    await tx.licenseActivation.updateMany({ where: { licenseId: license.id, instance, deactivatedAt: null }, data: { deactivatedAt: now() } });
    return isOpen(license) ? "inactive" : "revoked";
  });
}

/** How a key stands: in a place when one is named, else by itself. One query; nothing changes. */
export async function validateLicense({ key, instance }: { key: string; instance: string | null }): Promise<LicenseAnswer> {
  const license = await find(key, instance);
  if (!license) return UNKNOWN;
  if (!isOpen(license)) return answerOf(license, "revoked");
  if (instance !== null) return answerOf(license, license.here ? "active" : "inactive");
  return { ...answerOf(license, license.activations > 0 ? "active" : "inactive"), valid: true };
}

/** Changes of one key take turns at its row, so a limit holds however many come at once. */
async function changed(key: string, instance: string, change: (tx: Tx, license: LicenseStanding) => Promise<LicenseStatus>): Promise<LicenseAnswer> {
  const known = await find(key, instance);
  if (!known) return UNKNOWN;
  const { status, license } = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM licenses WHERE id = ${known.id} FOR UPDATE`;
    const license = { ...known, ...(await counted(tx, known.id, instance)) };
    const status = await change(tx, license);
    return { status, license: { ...license, ...(await counted(tx, known.id, instance)) } };
  }, PATIENT);
  return answerOf(license, status);
}

async function counted(tx: Tx, licenseId: string, instance: string): Promise<Pick<LicenseStanding, "activations" | "here">> {
  const living = { licenseId, deactivatedAt: null };
  return { activations: await tx.licenseActivation.count({ where: living }), here: (await tx.licenseActivation.count({ where: { ...living, instance } })) > 0 };
}

async function find(key: string, instance: string | null): Promise<LicenseStanding | null> {
  const read = readLicenseKey(key);
  // What is no key of ours is looked up all the same: it takes as long as a key nobody has.
  return standingByHash(hashLicenseKey(read ?? key), instance);
}

function isOpen(license: LicenseStanding): boolean {
  return license.open && !license.disabled;
}

function answerOf(license: LicenseStanding, status: LicenseStatus): LicenseAnswer {
  const { activations, limit, expiresAt, offerId, offerTitle } = license;
  return { valid: status === "active", status, activations, limit, expiresAt: expiresAt?.toISOString() ?? null, offer: { id: offerId, title: offerTitle } };
}
