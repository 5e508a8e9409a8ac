import { PDFDocument } from "@cantoo/pdf-lib";
import { beforeAll, expect } from "vitest";
import { db } from "~/db.server";
import { grantAccess } from "~/domain/access/grants.server";
import type { Offer, Order, Store, StoredFile, User } from "~/generated/prisma/client";
import * as fileRoute from "~/routes/library/file";
import * as offerRoute from "~/routes/library/offer";
import * as ownRoute from "~/routes/library/download-own";
import * as stampedRoute from "~/routes/library/stamped";
import * as zipRoute from "~/routes/library/zip";
import * as media from "~/routes/resources/media";
import { aDownload, aStore } from "../factories/catalog";
import { anOrder } from "../factories/library";
import { makePerson } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "./request";

export const context = {};
export const NO_OPTIONS = { limitPerFile: null, stampPdf: false, licenseKeys: false, licenseActivations: null };
export let store: Store;
export let creatorCookie: string;
export let stranger: string;

interface Bought {
  offer: Offer;
  file: StoredFile;
  key: { storeId: string; offerId: string };
  student: User;
  order: Order;
  cookie: string;
  placeId: string;
}

export async function bought({ fileName = "margins.pdf", bytes, person }: { fileName?: string; bytes?: Buffer; person?: User } = {}): Promise<Bought> {
  const { offer, file } = await aDownload(store.id, { fileName, ...(bytes ? { bytes } : {}) });
  const student = person ?? (await makePerson({ name: "Maya Lindt" }));
  const order = await anOrder(student, offer, { number: Math.floor(Math.random() * 1e9) });
  await db.$transaction((tx) => grantAccess(tx, { userId: student.id, offerId: offer.id, orderId: order.id }, { cause: "test" }));
  const { id: placeId } = await db.downloadFile.findFirstOrThrow({ where: { offerId: offer.id } });
  return { offer, file, key: { storeId: store.id, offerId: offer.id }, student, order, cookie: await signedInAs(student.id), placeId };
}

export const post = (path: string, cookie: string, form: Record<string, string> = {}) => makeRequest(path, { form, cookie });
export const click = ({ offer, placeId, cookie }: Pick<Bought, "offer" | "placeId" | "cookie">, query = "") =>
  answerOf(() => fileRoute.action({ request: post(`/library/${offer.id}/files/${placeId}${query}`, cookie), params: { offerId: offer.id, downloadFileId: placeId } }));
export const follow = (location: string, cookie: string, headers: Record<string, string> = {}) => {
  const url = new URL(location, "http://localhost:3000");
  const [, first, second, third, fourth] = url.pathname.split("/");
  if (first === "media") return answerOf(() => media.loader({ request: makeRequest(location, { cookie, headers }), params: { fileId: second! }, context }));
  expect([first, third]).toEqual(["library", "stamped"]);
  return answerOf(() => stampedRoute.loader({ request: makeRequest(location, { cookie, headers }), params: { offerId: second!, fileId: fourth! }, context }));
};
export const zip = ({ offer, cookie }: Pick<Bought, "offer" | "cookie">) => answerOf(() => zipRoute.action({ request: post(`/library/${offer.id}/files.zip`, cookie), params: { offerId: offer.id }, context }));
export const page = async ({ offer, cookie }: Pick<Bought, "offer" | "cookie">) => (await answerOf(() => offerRoute.loader({ request: makeRequest(`/library/${offer.id}`, { cookie }), params: { offerId: offer.id }, context }))).json();
export const own = ({ offer, cookie }: Pick<Bought, "offer" | "cookie">, form: Record<string, string>) => answerOf(() => ownRoute.action({ request: post(`/library/${offer.id}/own`, cookie, form), params: { offerId: offer.id }, context }));
export const counted = (orderId: string) => db.download.count({ where: { orderId } });

export async function aPdf(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let number = 0; number < pages; number += 1) document.addPage([300, 400]);
  return document.save();
}

/** A store with its creator, and a stranger. */
export function prepareDownloads(): void {
  beforeAll(async () => {
    const made = await aStore();
    store = made.store;
    creatorCookie = await signedInAs(made.owner.id);
    stranger = await signedInAs((await makePerson()).id);
  });
}
