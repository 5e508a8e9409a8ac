import { db, type Tx } from "~/db.server";
import { leadingPrice, PRICES_NOW, shownPriceText } from "~/domain/catalog/shown-price";
import { queueEmail } from "~/domain/mail/outbox.server";
import { storeFace } from "~/domain/mail/store-face";
import { env } from "~/env.server";
import type { Store } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { now, SECOND } from "~/lib/clock";
import { isOpen } from "./open-again.server";
import { KIND_WORDS } from "~/lib/offer-kind";


/** Addresses told in one transaction: few, because the embedded database answers nobody else meanwhile. */
export const BATCH = 50;
/** Batches in one call: the sweep has other things to do as well and comes again in seconds. */
const BATCHES = 20;

/**
 * Tell those who wait for an offer that it can be had again: one mail each, queued in the transaction that marks the entry
 * as told. Any number of processes may call this at once, and one that dies is gone on from by the next. Stops when sales
 * stop. Who has bought it in another way meanwhile is taken off the list without a mail.
 * @returns how many were told
 */
export async function tellWaiting(offerId: string): Promise<number> {
  let told = 0;
  for (let batch = 0; batch < BATCHES && (await isOpen(offerId)); batch += 1) {
    const done = await db.$transaction((tx) => tellBatch(tx, offerId), { timeout: 60 * SECOND, maxWait: 20 * SECOND });
    told += done.told;
    if (done.told > 0) wake("send-email");
    if (done.found < BATCH) break;
  }
  return told;
}

async function tellBatch(tx: Tx, offerId: string): Promise<{ found: number; told: number }> {
  // Those who are being told by another process at this moment are left to it.
  const waiting = await tx.$queryRaw<{ id: string; email: string }[]>`
    SELECT id, email FROM waiting_list WHERE offer_id = ${offerId} AND notified_at IS NULL ORDER BY created_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
  if (waiting.length === 0) return { found: 0, told: 0 };
  const offer = await tx.offer.findUniqueOrThrow({ where: { id: offerId }, include: { store: true, prices: { where: PRICES_NOW } } });
  const price = leadingPrice(offer.prices);
  if (!price || offer.status !== "published") return { found: 0, told: 0 };

  const owners = await ownersAmong(tx, offerId, waiting.map((entry) => entry.email));
  const gone = waiting.filter((entry) => owners.has(entry.email)).map((entry) => entry.id);
  if (gone.length > 0) await tx.waitingListEntry.deleteMany({ where: { id: { in: gone } } });
  const left = waiting.filter((entry) => !owners.has(entry.email));
  const props = { store: storeFace(offer.store), offerTitle: offer.title, thing: KIND_WORDS[offer.kind].noun, price: shownPriceText(offer.kind, offer.prices) ?? "", isFree: price.amount === 0n, url: offerUrl(offer.store, offer.slug) };
  for (const { id, email } of left) {
    await queueEmail(tx, { kind: "back-on-sale", subjectKey: id, to: email, storeId: offer.storeId, props: { ...props, email }, link: null, cause: { cause: "sales are back", causeId: offerId } });
  }
  await tx.waitingListEntry.updateMany({ where: { id: { in: left.map((entry) => entry.id) } }, data: { notifiedAt: now() } });
  return { found: waiting.length, told: left.length };
}

async function ownersAmong(tx: Tx, offerId: string, emails: string[]): Promise<Set<string>> {
  const grants = await tx.grant.findMany({ where: { offerId, revokedAt: null, user: { email: { in: emails } } }, select: { user: { select: { email: true } } } });
  return new Set(grants.map((grant) => grant.user.email));
}

/** The offer's page, open to everybody: it carries nothing about the person. */
function offerUrl(store: Pick<Store, "slug">, offerSlug: string): string {
  return `${env.appUrl}/s/${store.slug}/${offerSlug}`;
}
