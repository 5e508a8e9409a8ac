import { db, type Tx } from "~/db.server";
import { enqueue } from "~/jobs/queue.server";
import { isPdf } from "./stamp";
import { stampTail } from "./stamp-pdf.server";

/** When a download's PDFs are stamped: look soon at those nobody has looked at yet. */
export async function lookAtPdfsSoon(tx: Tx, offerId: string): Promise<void> {
  const options = await tx.downloadOptions.findUnique({ where: { offerId }, select: { stampPdf: true } });
  if (options?.stampPdf) await enqueue(tx, "look-at-pdfs", { offerId });
}

/**
 * Try a stamp on every file of a download that is stamped and was not tried yet, so that its creator reads beside the file
 * what will go out without one. Files that are no PDFs are noted as such.
 */
export async function lookAtPdfs(offerId: string): Promise<void> {
  const versions = await db.fileVersion.findMany({ where: { stamp: null, place: { offerId, offer: { downloadOptions: { stampPdf: true } } } }, select: { id: true, fileId: true }, orderBy: { createdAt: "desc" } });
  for (const { id, fileId } of versions) {
    const file = await db.storedFile.findUnique({ where: { id: fileId } });
    if (!file) continue;
    const tried = isPdf(file) ? await stampTail(file, "A trial") : null;
    if (tried && !tried.ok && tried.error === "busy") throw new Error("Too many PDFs are being stamped; this is tried again");
    await db.fileVersion.updateMany({ where: { id }, data: { stamp: tried === null ? "no_pdf" : tried.ok ? "yes" : tried.error } });
  }
}

/** Downloads with files to look at that no job has taken up (sweep). */
export async function offersWithPdfsToLookAt(): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT p.offer_id AS id FROM file_versions v JOIN download_files p ON p.id = v.download_file_id
      JOIN download_options o ON o.offer_id = p.offer_id AND o.stamp_pdf
     WHERE v.stamp IS NULL LIMIT 5`;
  return rows.map((row) => row.id);
}
