import { beforeAll, beforeEach } from "vitest";
import { db } from "~/db.server";
import { grantAccess } from "~/domain/access/grants.server";
import { issueLicenses } from "~/domain/downloads/licenses.server";
import { setDownloadOptions } from "~/domain/downloads/options.server";
import { env } from "~/env.server";
import type { Offer, Order, Store, User } from "~/generated/prisma/client";
import { unseal } from "~/lib/secret-box.server";
import * as api from "~/routes/api/licenses";
import * as ownRoute from "~/routes/library/download-own";
import * as offerRoute from "~/routes/library/offer";
import * as licenseRoute from "~/routes/studio/offers/license";
import * as listRoute from "~/routes/studio/offers/licenses";
import { aDownload, aStore } from "../factories/catalog";
import { anOrder } from "../factories/library";
import { makePerson } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "./request";

const context = {};
export const WITH_KEYS = { limitPerFile: null, stampPdf: false, licenseKeys: true, licenseActivations: 2 };
export let store: Store;
let creator: string;
export let offer: Offer;
export let key: { storeId: string; offerId: string };
/** Who asks the API: each test is a network address of its own, or one's limits would reach into the next. */
export const caller = { ip: 1 };

interface Licensed {
  student: User;
  order: Order;
  text: string;
  id: string;
  cookie: string;
}

export async function buy({ student, issue = true }: { student?: User; issue?: boolean } = {}): Promise<Licensed> {
  const person = student ?? (await makePerson({ name: "Maya Lindt" }));
  const order = await anOrder(person, offer);
  await db.$transaction(async (tx) => {
    await grantAccess(tx, { userId: person.id, offerId: offer.id, orderId: order.id }, { cause: "test" });
    if (issue) await issueLicenses(tx, order, [offer.id], { cause: "test" });
  });
  const license = await db.license.findFirst({ where: { orderId: order.id } });
  return { student: person, order, text: license ? unseal(license.keySealed) : "", id: license?.id ?? "", cookie: await signedInAs(person.id) };
}

export async function call(name: string, body: unknown): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const request = new Request(`${env.appUrl}/api/licenses/${name}`, { method: "POST", headers: { "Content-Type": "application/json", "x-client-ip": `10.0.0.${caller.ip}` }, body: typeof body === "string" ? body : JSON.stringify(body) });
  const answer = await answerOf(() => api.action({ request, params: { call: name }, context }));
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
}
export const own = (it: Licensed, form: Record<string, string>) => answerOf(() => ownRoute.action({ request: makeRequest(`/library/${offer.id}/own`, { form, cookie: it.cookie }), params: { offerId: offer.id }, context }));
export const page = async (it: Licensed) => (await answerOf(() => offerRoute.loader({ request: makeRequest(`/library/${offer.id}`, { cookie: it.cookie }), params: { offerId: offer.id }, context }))).json();
export const press = (licenseId: string, form: Record<string, string>, cookie = creator, offerId = offer.id) =>
  answerOf(() => licenseRoute.action({ request: makeRequest(`/studio/offers/${offerId}/licenses/${licenseId}`, { form, cookie }), params: { offerId, licenseId }, context }));
export const list = async (query = "", cookie = creator, offerId = offer.id) => answerOf(() => listRoute.loader({ request: makeRequest(`/studio/offers/${offerId}/licenses${query}`, { cookie }), params: { offerId }, context }));

/** A store, and for each test a download with keys for two places. */
export function prepareLicences(): void {
  beforeAll(async () => {
    const made = await aStore();
    store = made.store;
    creator = await signedInAs(made.owner.id);
  });
  beforeEach(async () => {
    offer = (await aDownload(store.id)).offer;
    key = { storeId: store.id, offerId: offer.id };
    await setDownloadOptions(key, WITH_KEYS);
    caller.ip += 1;
  });
}
