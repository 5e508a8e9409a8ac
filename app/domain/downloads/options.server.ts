import { db, type Db } from "~/db.server";
import { lockOffer } from "~/domain/catalog/lock-offer.server";
import { enqueue, wake } from "~/jobs/queue.server";
import { fail, ok, type Result } from "~/lib/result";
import type { DownloadKey } from "./edit-files.server";

/** How the files of a download are handed out. */
export interface HandingOut {
  /** Fetches of one edition of a file by one order; null: as many as one likes. */
  limitPerFile: number | null;
  stampPdf: boolean;
  licenseKeys: boolean;
  /** Places one key may be active in at once; null: any number. */
  licenseActivations: number | null;
}

const NONE: HandingOut = { limitPerFile: null, stampPdf: false, licenseKeys: false, licenseActivations: null };

/** The options of a download; of one that never set any: no limit, no stamp, no keys. */
export async function downloadOptions(offerId: string, client: Db = db): Promise<HandingOut> {
  const row = await client.downloadOptions.findUnique({ where: { offerId }, select: { limitPerFile: true, stampPdf: true, licenseKeys: true, licenseActivations: true } });
  return row ?? NONE;
}

/**
 * Set how a download is handed out. Keys go to orders from now on, and to former ones when their owner asks. Where PDFs are
 * now to be stamped, each is looked at soon, so that the creator learns which cannot be.
 */
export async function setDownloadOptions(key: DownloadKey, options: HandingOut): Promise<Result<undefined, "not_found">> {
  const set = await db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const offer = await lockOffer(tx, key);
    if (!offer || offer.kind !== "download") return fail("not_found");
    await tx.downloadOptions.upsert({ where: { offerId: offer.id }, create: { offerId: offer.id, ...options }, update: options });
    if (options.stampPdf) await enqueue(tx, "look-at-pdfs", { offerId: offer.id });
    return ok();
  });
  if (set.ok && options.stampPdf) wake("look-at-pdfs");
  return set;
}
