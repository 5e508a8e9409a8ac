import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { db } from "~/db.server";
import type { BundleItem, Lesson, Offer, OfferStatus, Price, StoredFile } from "~/generated/prisma/client";
import { storage } from "~/integrations/storage/storage.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { makeStore } from "./people";

/** A creator and their store. */
export const aStore = makeStore;

export interface OfferOptions extends Partial<Pick<Offer, "title" | "subtitle" | "slug" | "status" | "descriptionHtml" | "highlights" | "accessDays">> {
  /** Minor units; null: no price. */
  amount?: bigint | number | null;
  currency?: string;
}

async function anOffer(storeId: string, kind: Offer["kind"], options: OfferOptions): Promise<{ offer: Offer; price: Price | null }> {
  const { amount = 4900, currency = "eur", ...text } = options;
  const status: OfferStatus = text.status ?? "published";
  const id = newId("offer");
  const offer = await db.offer.create({
    data: {
      id,
      storeId,
      kind,
      slug: `${kind}-${id.slice(-10)}`,
      title: kind === "course" ? "Bread from nothing" : "Forty margins",
      subtitle: "A subtitle",
      highlights: [],
      createdAt: now(),
      updatedAt: now(),
      ...text,
      status,
      publishedAt: status === "draft" ? null : now(),
    },
  });
  const price = amount === null ? null : await db.price.create({ data: { id: newId("price"), offerId: id, amount: BigInt(amount), currency, active: true, createdAt: now() } });
  return { offer, price };
}

/** A published course with two modules and three lessons, the first a free preview; `lessons` in order. */
export async function aCourse(storeId: string, options: OfferOptions = {}): Promise<{ offer: Offer; price: Price | null; lessons: Lesson[] }> {
  const made = await anOffer(storeId, "course", options);
  const lessons: Lesson[] = [];
  for (const [position, titles] of [["Flour and water", "The fold"], ["The oven"]].entries()) {
    const module = await db.module.create({ data: { id: newId("module"), offerId: made.offer.id, title: `Part ${position + 1}`, position } });
    for (const [at, title] of titles.entries()) {
      const isPreview = lessons.length === 0;
      lessons.push(
        await db.lesson.create({
          data: { id: newId("lesson"), offerId: made.offer.id, moduleId: module.id, title, bodyHtml: `<p>${title}.</p>`, isPreview, position: at, updatedAt: now() },
        }),
      );
    }
  }
  return { ...made, lessons };
}

/** A published download with one file of some bytes in storage. */
export async function aDownload(storeId: string, options: OfferOptions & { bytes?: Buffer; fileName?: string } = {}): Promise<{ offer: Offer; price: Price | null; file: StoredFile }> {
  const { bytes, fileName, ...rest } = options;
  const made = await anOffer(storeId, "download", rest);
  const file = await aFile(storeId, { purpose: "download", ...(bytes ? { bytes } : {}), ...(fileName ? { fileName } : {}) });
  await db.downloadFile.create({ data: { id: newId("downloadFile"), offerId: made.offer.id, fileId: file.id, position: 0, versions: { create: { id: newId("fileVersion"), fileId: file.id, number: 1, createdAt: now() } } } });
  return { ...made, file };
}

/** A published bundle of these offers, in this order. `days` and `tierId` are of a membership inside. */
export async function aBundle(
  storeId: string,
  items: readonly (string | { offerId: string; tierId: string; days: number })[],
  { ownersPayLess, ...options }: OfferOptions & { ownersPayLess?: boolean } = {},
): Promise<{ offer: Offer; price: Price | null; items: BundleItem[] }> {
  const made = await anOffer(storeId, "bundle", { title: "All of it", ...options });
  if (ownersPayLess) await db.bundleOptions.create({ data: { offerId: made.offer.id, ownersPayLess } });
  const rows: BundleItem[] = [];
  for (const [position, item] of items.entries()) {
    const inside = typeof item === "string" ? { offerId: item } : item;
    rows.push(await db.bundleItem.create({ data: { id: newId("bundleItem"), bundleId: made.offer.id, ...inside, position, addedAt: now() } }));
  }
  return { ...made, items: rows };
}

/** A stored file with its bytes. */
export async function aFile(
  storeId: string,
  { purpose = "download", bytes = Buffer.from("%PDF-1.7 forty margins"), fileName = "margins.pdf", contentType = "application/pdf" }: { purpose?: string; bytes?: Buffer; fileName?: string; contentType?: string } = {},
): Promise<StoredFile> {
  const storageKey = `${storeId}/${purpose}/${randomUUID()}`;
  await storage().putStream(storageKey, Readable.from([bytes]));
  return db.storedFile.create({ data: { id: newId("file"), storeId, purpose, storageKey, fileName, contentType, byteSize: BigInt(bytes.length), createdAt: now() } });
}
