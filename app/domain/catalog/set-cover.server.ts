import { db } from "~/db.server";
import { removeFile } from "~/domain/files/remove-file.server";
import { lockOffer } from "./lock-offer.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";

/** A stored file of this store with purpose "cover" becomes the offer's cover (null: none). The former one is removed. */
export async function setCover({ storeId, offerId, fileId }: { storeId: string; offerId: string; fileId: string | null }): Promise<Result<undefined, "not_found">> {
  const changed = await db.$transaction(async (tx): Promise<Result<string | null, "not_found">> => {
    const offer = await lockOffer(tx, { storeId, offerId });
    if (!offer) return fail("not_found");
    if (fileId !== null && (await tx.storedFile.count({ where: { id: fileId, storeId, purpose: "cover" } })) === 0) return fail("not_found");
    await tx.offer.update({ where: { id: offerId }, data: { coverFileId: fileId, updatedAt: now() } });
    return ok(offer.coverFileId);
  });
  if (!changed.ok) return changed;
  if (changed.value !== null && changed.value !== fileId) await removeFile(changed.value);
  return ok();
}
