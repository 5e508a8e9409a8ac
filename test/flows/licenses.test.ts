import type { ServerBuild } from "@remix-run/node";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, sql } from "~/db.server";
import { grantAccess } from "~/domain/access/grants.server";
import { hashLicenseKey } from "~/domain/downloads/license-key";
import { licensesPage } from "~/domain/downloads/license-list.server";
import { issueLicenses } from "~/domain/downloads/licenses.server";
import { setDownloadOptions } from "~/domain/downloads/options.server";
import { env } from "~/env.server";
import type { Offer, Order, Store, User } from "~/generated/prisma/client";
import { DAY, later, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { unseal } from "~/lib/secret-box.server";
import { log } from "~/log.server";
import * as api from "~/routes/api/licenses";
import * as ownRoute from "~/routes/library/download-own";
import * as offerRoute from "~/routes/library/offer";
import * as licenseRoute from "~/routes/studio/offers/license";
import * as listRoute from "~/routes/studio/offers/licenses";
import { createApp } from "../../server/app";
import type { Runtime } from "../../server/runtime";
import { aDownload, aStore } from "../factories/catalog";
import { anOrder } from "../factories/library";
import { makePerson } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { operationsOf } from "../setup/operations";

const context = {};
const WITH_KEYS = { limitPerFile: null, stampPdf: false, licenseKeys: true, licenseActivations: 2 };
let store: Store;
let creator: string;
let offer: Offer;
let key: { storeId: string; offerId: string };
let ip = 1;
beforeAll(async () => {
  const made = await aStore();
  store = made.store;
  creator = await signedInAs(made.owner.id);
});
beforeEach(async () => {
  offer = (await aDownload(store.id)).offer;
  key = { storeId: store.id, offerId: offer.id };
  await setDownloadOptions(key, WITH_KEYS);
  ip += 1;
});

interface Licensed {
  student: User;
  order: Order;
  text: string;
  id: string;
  cookie: string;
}

async function buy({ student, issue = true }: { student?: User; issue?: boolean } = {}): Promise<Licensed> {
  const person = student ?? (await makePerson({ name: "Maya Lindt" }));
  const order = await anOrder(person, offer);
  await db.$transaction(async (tx) => {
    await grantAccess(tx, { userId: person.id, offerId: offer.id, orderId: order.id }, { cause: "test" });
    if (issue) await issueLicenses(tx, order, [offer.id], { cause: "test" });
  });
  const license = await db.license.findFirst({ where: { orderId: order.id } });
  return { student: person, order, text: license ? unseal(license.keySealed) : "", id: license?.id ?? "", cookie: await signedInAs(person.id) };
}

async function call(name: string, body: unknown): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const request = new Request(`${env.appUrl}/api/licenses/${name}`, { method: "POST", headers: { "Content-Type": "application/json", "x-client-ip": `10.0.0.${ip}` }, body: typeof body === "string" ? body : JSON.stringify(body) });
  const answer = await answerOf(() => api.action({ request, params: { call: name }, context }));
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
}
const own = (it: Licensed, form: Record<string, string>) => answerOf(() => ownRoute.action({ request: makeRequest(`/library/${offer.id}/own`, { form, cookie: it.cookie }), params: { offerId: offer.id }, context }));
const page = async (it: Licensed) => (await answerOf(() => offerRoute.loader({ request: makeRequest(`/library/${offer.id}`, { cookie: it.cookie }), params: { offerId: offer.id }, context }))).json();
const press = (licenseId: string, form: Record<string, string>, cookie = creator, offerId = offer.id) =>
  answerOf(() => licenseRoute.action({ request: makeRequest(`/studio/offers/${offerId}/licenses/${licenseId}`, { form, cookie }), params: { offerId, licenseId }, context }));
const list = async (query = "", cookie = creator, offerId = offer.id) => answerOf(() => listRoute.loader({ request: makeRequest(`/studio/offers/${offerId}/licenses${query}`, { cookie }), params: { offerId }, context }));

describe("keys", () => {
  test("one an order and offer, however often it is issued; none for offers without; kept hashed and sealed", async () => {
    const it = await buy();
    await Promise.all(Array.from({ length: 10 }, () => db.$transaction((tx) => issueLicenses(tx, it.order, [offer.id], { cause: "test" }))));
    const rows = await db.license.findMany({ where: { orderId: it.order.id } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(it.text.slice(5));
    expect(rows[0]?.keyHash).toBe(hashLicenseKey(it.text));
    await setDownloadOptions(key, { ...WITH_KEYS, licenseKeys: false });
    const without = await anOrder(it.student, offer);
    await db.$transaction((tx) => issueLicenses(tx, without, [offer.id, "off_none"], { cause: "test" }));
    expect(await db.license.count({ where: { orderId: without.id } })).toBe(0);
  });

  test("whoever bought before keys were switched on asks for theirs in the library", async () => {
    const it = await buy({ issue: false });
    expect(await page(it)).toMatchObject({ licenses: [], mayClaimKey: true });
    expect((await own(it, { intent: "claim-key" })).status).toBe(302);
    await own(it, { intent: "claim-key" });
    const shown = await page(it);
    expect(shown).toMatchObject({ mayClaimKey: false, licenses: [{ key: expect.stringMatching(/^LCTN(-[0-9A-Z]{5}){4}$/), limit: 2, places: [] }] });
    expect((await call("validate", { key: shown.licenses[0].key })).body).toMatchObject({ valid: true });
  });
});

describe("the API", () => {
  test("activate, ask, free, and what is said each time", async () => {
    const { text, student } = await buy();
    const about = { activations: 0, limit: 2, expiresAt: null, offer: { id: offer.id, title: offer.title } };
    expect((await call("validate", { key: text })).body).toEqual({ valid: true, status: "inactive", ...about });
    expect((await call("validate", { key: text, instance: "studio mac" })).body).toEqual({ valid: false, status: "inactive", ...about });
    expect((await call("activate", { key: text.toLowerCase().replaceAll("-", ""), instance: "studio mac" })).body).toEqual({ valid: true, status: "active", ...about, activations: 1 });
    expect((await call("activate", { key: text, instance: "studio mac" })).body).toEqual({ valid: true, status: "active", ...about, activations: 1 });
    expect((await call("validate", { key: text, instance: "studio mac" })).body).toEqual({ valid: true, status: "active", ...about, activations: 1 });
    await call("activate", { key: text, instance: "laptop" });
    const full = await call("activate", { key: text, instance: "third" });
    expect(full.body).toEqual({ valid: false, status: "limit_reached", ...about, activations: 2 });
    expect((await call("deactivate", { key: text, instance: "laptop" })).body).toEqual({ valid: false, status: "inactive", ...about, activations: 1 });
    expect((await call("deactivate", { key: text, instance: "laptop" })).body).toMatchObject({ status: "inactive", activations: 1 });
    expect((await call("activate", { key: text, instance: "third" })).body).toMatchObject({ valid: true, activations: 2 });
    // Nothing about the buyer.
    expect(JSON.stringify(full.body)).not.toMatch(new RegExp(`${student.email}|${student.name}|usr_|ord_`));
    expect(full.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(full.headers.get("Set-Cookie")).toBeNull();
  });

  test("row 23's manner: fifty machines at once on a key for two: exactly two", async () => {
    const { text, id } = await buy();
    await db.license.update({ where: { id }, data: { activationLimit: null } });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, number) => call("activate", { key: text, instance: `machine ${number}` })));
    expect(answers.filter((answer) => answer.body.valid)).toHaveLength(2);
    expect(await db.licenseActivation.count({ where: { licenseId: id, deactivatedAt: null } })).toBe(2);
    // The same place fifty times at once is one place.
    await db.licenseActivation.deleteMany({ where: { licenseId: id } });
    ip += 1;
    await db.rateCounter.deleteMany({});
    const same = await Promise.all(Array.from({ length: 50 }, () => call("activate", { key: text, instance: "one" })));
    expect(same.every((answer) => answer.body.valid)).toBe(true);
    expect(await db.licenseActivation.count({ where: { licenseId: id, deactivatedAt: null } })).toBe(1);
  });

  test("rows 18 and 20: a refund, an end of access or the creator's switch revokes it; what the order had beside it lives on", async () => {
    const it = await buy();
    const second = await buy({ student: it.student });
    await call("activate", { key: it.text, instance: "mac" });
    await db.grant.updateMany({ where: { orderId: it.order.id }, data: { revokedAt: now(), revokedKind: "refunded" } });
    for (const name of ["activate", "validate", "deactivate"]) expect((await call(name, { key: it.text, instance: "other" })).body).toMatchObject({ valid: false, status: "revoked" });
    expect((await call("validate", { key: second.text })).body).toMatchObject({ valid: true });
    expect((await page(second)).licenses.map((license: { key: string }) => license.key)).toEqual([second.text]);

    await db.grant.updateMany({ where: { orderId: second.order.id }, data: { expiresAt: later(DAY) } });
    expect((await call("validate", { key: second.text })).body).toMatchObject({ valid: true, expiresAt: expect.stringMatching(/Z$/) });
    const at = now().getTime();
    const restore = setClock(() => at + 2 * DAY);
    expect((await call("validate", { key: second.text })).body).toMatchObject({ valid: false, status: "revoked", expiresAt: null });
    restore();

    expect((await press(second.id, { intent: "disable" })).status).toBe(400);
    await press(second.id, { intent: "disable", confirmed: "yes" });
    expect((await call("activate", { key: second.text, instance: "mac" })).body).toMatchObject({ valid: false, status: "revoked" });
    await press(second.id, { intent: "enable" });
    expect((await call("activate", { key: second.text, instance: "mac" })).body).toMatchObject({ valid: true });
    expect(await db.transition.findMany({ where: { subjectId: second.id }, orderBy: { id: "asc" }, select: { toState: true } })).toEqual([{ toState: "issued" }, { toState: "disabled" }, { toState: "enabled" }]);
  });

  test("a key that comes with a membership lives as long as the tier opens the offer", async () => {
    const student = await makePerson();
    const membership = await db.offer.create({ data: { id: newId("offer"), storeId: store.id, kind: "membership", status: "published", slug: newId("offer").slice(-12), title: "Circle", highlights: [], createdAt: now(), updatedAt: now() } });
    const tier = await db.tier.create({ data: { id: newId("tier"), offerId: membership.id, title: "Maker", highlights: [], position: 0, createdAt: now() } });
    await db.tierItem.create({ data: { tierId: tier.id, offerId: offer.id, addedAt: now() } });
    const order = await anOrder(student, membership);
    await db.$transaction((tx) => grantAccess(tx, { userId: student.id, offerId: membership.id, orderId: order.id, tierId: tier.id }, { cause: "test" }));
    const it = { student, order, text: "", id: "", cookie: await signedInAs(student.id) };
    await own(it, { intent: "claim-key" });
    const text = (await page(it)).licenses[0].key as string;
    expect((await call("validate", { key: text })).body).toMatchObject({ valid: true });
    await db.tierItem.deleteMany({ where: { tierId: tier.id } });
    expect((await call("validate", { key: text })).body).toMatchObject({ valid: false, status: "revoked" });
  });

  test("unknown keys, and what is no key: known as unknown, with nothing else", async () => {
    const unknown = { valid: false, status: "unknown", activations: 0, limit: null, expiresAt: null, offer: null };
    for (const guess of ["LCTN-00000-00000-00000-00000", "' OR 1=1 --", "=cmd|' /C calc'!A0", "x"]) {
      for (const name of ["activate", "validate", "deactivate"]) expect(await call(name, { key: guess, instance: "mac" })).toMatchObject({ status: 200, body: unknown });
    }
    expect(await db.licenseActivation.count({ where: { instance: "nowhere" } })).toBe(0);
  });

  test("row 26: what is no question is refused", async () => {
    const { text } = await buy();
    for (const body of ["", "{", "[]", "null", { key: 5 }, { key: "" }, { key: text, instance: "x".repeat(201) }, { key: text, instance: "a\nb" }, { key: text, instance: " \u202e" }, { key: "x".repeat(101) }]) {
      expect((await call("validate", body)).status, JSON.stringify(body)).toBe(400);
    }
    for (const name of ["activate", "deactivate"]) expect((await call(name, { key: text })).status).toBe(400);
    expect((await call("validate", { key: text, instance: "x", more: "y".repeat(5_000) })).status).toBe(413);
    expect((await call("toString", { key: text })).status).toBe(404);
  });

  test("row 33's manner: too many questions about one key, or from one address", async () => {
    const { text } = await buy();
    await db.rateCounter.deleteMany({});
    const fixed = now().getTime();
    const restore = setClock(() => fixed);
    const statuses: number[] = [];
    for (let number = 0; number < 61; number += 1) {
      ip = number % 200;
      statuses.push((await call("validate", { key: text })).status);
    }
    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true);
    const refused = await call("validate", { key: text });
    expect([statuses[60], refused.status, Number(refused.headers.get("Retry-After")) > 0]).toEqual([429, 429, true]);
    ip = 250;
    for (let number = 0; number < 120; number += 1) await call("validate", { key: `guess ${number}` });
    expect((await call("validate", { key: "another" })).status).toBe(429);
    restore();
  });
});

describe("over HTTP", () => {
  const build = {
    entry: { module: { default: () => new Response("no pages here"), handleError: () => {} } },
    routes: { api: { id: "api", path: "api/licenses/:call", module: api }, own: { id: "own", path: "library/:offerId/own", module: ownRoute } },
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: {},
    isSpaMode: false,
  } as unknown as ServerBuild;
  let server: http.Server;
  let origin: string;
  beforeAll(async () => {
    server = createApp({ runtime: { env, log } as unknown as Runtime, build, clientFolder: null, middlewares: null }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test("software anywhere may ask, a browser's question before it is answered, and nothing else is opened", async () => {
    await db.rateCounter.deleteMany({});
    const { text, cookie } = await buy();
    const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site", Cookie: cookie };
    const ask = (path: string, init: RequestInit = {}) => fetch(`${origin}${path}`, { method: "POST", headers: { ...foreign, "Content-Type": "application/json" }, body: JSON.stringify({ key: text, instance: "web" }), ...init });
    const answer = await ask("/api/licenses/activate");
    expect([answer.status, answer.headers.get("Access-Control-Allow-Origin"), answer.headers.get("Access-Control-Allow-Credentials")]).toEqual([200, "*", null]);
    expect(await answer.json()).toMatchObject({ valid: true, activations: 1 });
    const before = await fetch(`${origin}/api/licenses/activate`, { method: "OPTIONS", headers: { ...foreign, "Access-Control-Request-Method": "POST" } });
    expect([before.status, before.headers.get("Access-Control-Allow-Headers")]).toEqual([204, "Content-Type"]);
    expect((await fetch(`${origin}/api/licenses/activate`)).status).toBe(405);
    // A body without an announced length is cut off as well.
    const long = new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode(`{"key":"${"x".repeat(9_000)}"}`)); controller.close(); } });
    expect((await ask("/api/licenses/validate", { body: long, duplex: "half" } as RequestInit)).status).toBe(413);
    for (const path of ["/api/licenses/activate?_data=own", `/library/${offer.id}/own`, "/api/licenses/activate/x", "/api/licenses/none"]) expect((await ask(path)).status, path).toBe(403);
  });
});

describe("the studio's list", () => {
  test("row 29: another creator sees and changes nothing; neither does a student", async () => {
    const it = await buy();
    await call("activate", { key: it.text, instance: "mac" });
    const activation = await db.licenseActivation.findFirstOrThrow({ where: { licenseId: it.id } });
    const other = await aStore();
    const otherCookie = await signedInAs(other.owner.id);
    const { offer: otherOffer } = await aDownload(other.store.id);
    for (const [cookie, offerId] of [[otherCookie, offer.id], [otherCookie, otherOffer.id]] as const) {
      const forms: Record<string, string>[] = [{ intent: "disable", confirmed: "yes" }, { intent: "enable" }, { intent: "limit", limit: "9" }, { intent: "free-place", activationId: activation.id }];
      for (const form of forms) expect((await press(it.id, form, cookie, offerId)).status).toBe(404);
    }
    expect((await list("", otherCookie)).status).toBe(404);
    const stranger = await buy();
    expect((await own(stranger, { intent: "free-place", activationId: activation.id })).status).toBe(404);
    expect((await call("validate", { key: it.text, instance: "mac" })).body).toMatchObject({ valid: true, limit: 2 });
    expect((await own(it, { intent: "free-place", activationId: activation.id })).status).toBe(302);
    expect((await call("validate", { key: it.text, instance: "mac" })).body).toMatchObject({ valid: false, status: "inactive" });
  });

  test("a key's own limit; found by key however typed, and by the beginning of an address", async () => {
    const [it] = [await buy(), await buy(), await buy()];
    await press(it.id, { intent: "limit", limit: "7" });
    expect((await call("validate", { key: it.text })).body).toMatchObject({ limit: 7 });
    expect((await press(it.id, { intent: "limit", limit: "0" })).status).toBe(400);
    await press(it.id, { intent: "limit", limit: "" });
    expect((await call("validate", { key: it.text })).body).toMatchObject({ limit: 2 });
    const emails = async (search: string) => (await (await list(`?search=${encodeURIComponent(search)}`)).json()).rows.map((row: { email: string }) => row.email);
    expect(await emails(it.text.toLowerCase())).toEqual([it.student.email]);
    expect(await emails(it.student.email.slice(0, 14).toUpperCase())).toEqual([it.student.email]);
    expect(await emails("%")).toEqual([]);
    expect(await emails("")).toHaveLength(3);
  });

  test("row 39: a hundred thousand keys, the same number of queries, forward and back meet", { timeout: 240_000 }, async () => {
    const it = await buy();
    const few = await operationsOf(() => list());
    await sql(`INSERT INTO users (id, email, name, created_at) SELECT 'usr_bulk' || n, 'bulk' || n || '@example.com', 'N', now() FROM generate_series(1, 100000) n`);
    await sql(
      `INSERT INTO orders (id, store_id, offer_id, price_id, user_id, buyer_key_hash, status, offer_title, offer_kind, amount, currency, created_at)
       SELECT 'ord_bulk' || n, store_id, offer_id, price_id, 'usr_bulk' || n, 'none', 'paid', offer_title, offer_kind, amount, currency, created_at FROM orders, generate_series(1, 100000) n WHERE id = $1`,
      [it.order.id],
    );
    await sql(
      `INSERT INTO licenses (id, offer_id, order_id, user_id, key_hash, key_sealed, created_at)
       SELECT 'lic_bulk' || lpad(n::text, 8, '0'), $1, 'ord_bulk' || n, 'usr_bulk' || n, 'hash' || n, 'sealed', $2::timestamptz + (n / 7) * interval '1 minute' FROM generate_series(1, 100000) n`,
      [offer.id, later(-200 * DAY)],
    );
    await sql("ANALYZE licenses");
    expect(await operationsOf(() => list())).toBe(few);
    const first = await licensesPage(offer.id);
    const second = await licensesPage(offer.id, { before: first.older });
    expect((await licensesPage(offer.id, { after: second.newer })).rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
    expect((await licensesPage(offer.id, { search: "bulk77777@" })).rows.map((row) => row.id)).toEqual(["lic_bulk00077777"]);
    const { rows } = await sql<{ "QUERY PLAN": string }>(`EXPLAIN SELECT id FROM licenses WHERE offer_id = '${offer.id}' AND created_at <= now() AND (created_at < now() OR (created_at = now() AND id < 'x')) ORDER BY created_at DESC, id DESC LIMIT 51`);
    expect(rows.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(/licenses_offer_id_created_at_id_idx/);
  });
});
