import { startSession } from "~/auth/sessions.server";
import { db } from "~/db.server";
import type { Grant, Lesson, OfferKind, Order, StoredFile, User } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { aFile } from "./catalog";

/** The Cookie header of a browser in which this person is signed in. */
export async function cookieOf(user: Pick<User, "id">): Promise<string> {
  const headers = await startSession(user.id, new Request("http://localhost:3000/"));
  return headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

/** A request of this person's browser (of nobody's, with null). A form is sent as one. */
export async function requestOf(user: Pick<User, "id"> | null, path: string, init: { method?: string; form?: Record<string, string>; headers?: Record<string, string> } = {}): Promise<Request> {
  const headers = new Headers(init.headers);
  if (user) headers.set("Cookie", await cookieOf(user));
  return new Request(`http://localhost:3000${path}`, {
    method: init.method ?? (init.form ? "POST" : "GET"),
    headers,
    ...(init.form ? { body: new URLSearchParams(init.form) } : {}),
  });
}

/** A paid order of an offer, without its grant. */
export async function anOrder(buyer: User, offer: { id: string; storeId: string; title: string; kind: OfferKind }, overrides: Partial<Order> = {}): Promise<Order> {
  const price = (await db.price.findFirst({ where: { offerId: offer.id } })) ?? (await db.price.create({ data: { id: newId("price"), offerId: offer.id, amount: 4900n, currency: "eur", active: true, createdAt: now() } }));
  return db.order.create({
    data: {
      id: newId("order"),
      storeId: offer.storeId,
      offerId: offer.id,
      priceId: price.id,
      userId: buyer.id,
      buyerKeyHash: "none",
      buyerEmail: buyer.email,
      buyerName: buyer.name,
      status: "paid",
      offerTitle: offer.title,
      offerKind: offer.kind,
      amount: price.amount,
      amountPaid: price.amount,
      currency: price.currency,
      createdAt: now(),
      paidAt: now(),
      ...overrides,
    },
  });
}

/** The right to an offer, as a paid order gives it. */
export function aGrant(userId: string, offerId: string, overrides: Partial<Grant> = {}): Promise<Grant> {
  return db.grant.create({ data: { id: newId("grant"), userId, offerId, grantedAt: now(), ...overrides } });
}

/** Puts a video of these bytes into a lesson. */
export async function aLessonVideo(storeId: string, lesson: Pick<Lesson, "id">, bytes: Buffer = Buffer.from("a film of hands")): Promise<StoredFile> {
  const file = await aFile(storeId, { purpose: "video", bytes, fileName: "hands.mp4", contentType: "video/mp4" });
  await db.lesson.update({ where: { id: lesson.id }, data: { videoFileId: file.id } });
  return file;
}
