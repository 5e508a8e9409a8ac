import { Readable } from "node:stream";
import { db } from "~/db.server";
import { storage } from "~/integrations/storage/storage.server";
import { noteStamp, type StoredEdition } from "./editions.server";
import { isPdf, stampLine, stampProblem } from "./stamp";
import { stampTail } from "./stamp-pdf.server";

/** Whether a file goes out with the buyer's address on it, as far as is known before it is tried. */
export function isStamped({ file, stamp }: StoredEdition, options: { stampPdf: boolean }): boolean {
  return options.stampPdf && isPdf(file) && stampProblem(stamp) === null && stamp !== "no_pdf";
}

/** The line for a person and an order. */
export async function stampFor(person: { name: string; email: string }, offerId: string, orderId: string | null): Promise<string> {
  const [order, offer] = await Promise.all([
    orderId === null ? null : db.order.findUnique({ where: { id: orderId }, select: { number: true } }),
    db.offer.findUniqueOrThrow({ where: { id: offerId }, select: { store: { select: { name: true } } } }),
  ]);
  return stampLine({ name: person.name, email: person.email, orderNumber: order?.number ?? null, storeName: offer.store.name });
}

export interface StampedFile {
  /** Bytes of file and stamp. */
  size: number;
  open(): Promise<Readable>;
}

/**
 * A PDF with its stamp: the stored bytes, and the stamp's behind them, read when they are asked for. Null where it turns out
 * that it cannot be stamped, which is kept beside the file for its creator; "busy" where too many wait already.
 */
export async function stampedFile({ file, versionId, stamp }: StoredEdition, line: string): Promise<StampedFile | "busy" | null> {
  const tail = await stampTail(file, line);
  if (!tail.ok && tail.error === "busy") return "busy";
  const found = tail.ok ? "yes" : tail.error;
  if (found !== stamp) await noteStamp(versionId, found);
  if (!tail.ok) return null;
  return {
    size: Number(file.byteSize) + tail.value.byteLength,
    open: async () => Readable.from(joined(await storage().getStream(file.storageKey), tail.value), { objectMode: false }),
  };
}

async function* joined(source: Readable, tail: Uint8Array): AsyncGenerator<Uint8Array> {
  // Leaving the loop early destroys the source.
  yield* source as AsyncIterable<Uint8Array>;
  yield tail;
}
