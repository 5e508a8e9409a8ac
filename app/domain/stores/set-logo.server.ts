import { db } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { removeFile } from "~/domain/files/remove-file.server";
import type { Cause } from "~/domain/transitions.server";
import type { Store } from "~/generated/prisma/client";

/** A stored file of this store with purpose "logo" becomes its logo (null: none). The former one is removed. */
export async function setLogo(store: Pick<Store, "id">, fileId: string | null, by: Cause): Promise<void> {
  const former = await db.$transaction(async (tx) => {
    // Locked, so that of two uploads at once each removes what it replaced.
    const [row] = await tx.$queryRaw<{ logo_file_id: string | null }[]>`SELECT logo_file_id FROM stores WHERE id = ${store.id} FOR UPDATE`;
    await tx.store.update({ where: { id: store.id }, data: { logoFileId: fileId } });
    await auditBy(tx, by, { storeId: store.id, action: "store.logo", subjectType: "store", subjectId: store.id, summary: fileId === null ? "removed the store's logo" : "changed the store's logo" });
    return row?.logo_file_id ?? null;
  });
  if (former !== null && former !== fileId) await removeFile(former);
}
