import type { ServerBuild } from "@remix-run/node";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { grantAccess } from "~/domain/access/grants.server";
import { hashLicenseKey } from "~/domain/downloads/license-key";
import { issueLicenses } from "~/domain/downloads/licenses.server";
import { setDownloadOptions } from "~/domain/downloads/options.server";
import { env } from "~/env.server";
import { DAY, later, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loggablePath } from "~/lib/loggable-path";
import { log } from "~/log.server";
import * as api from "~/routes/api/licenses";
import * as ownRoute from "~/routes/library/download-own";
import { createApp } from "../../server/app";
import type { Runtime } from "../../server/runtime";
import { anOrder } from "../factories/library";
import { makePerson } from "../factories/people";
import { buy, call, caller, key, offer, own, page, prepareLicences, press, store, WITH_KEYS } from "../setup/licensed";
import { signedInAs } from "../setup/request";

prepareLicences();

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

  test("row 23: fifty machines at once, five places left on a key: exactly five", async () => {
    const { text, id } = await buy();
    await db.license.update({ where: { id }, data: { activationLimit: 5 } });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, number) => call("activate", { key: text, instance: `machine ${number}` })));
    expect(answers.filter((answer) => answer.body.valid)).toHaveLength(5);
    expect(await db.licenseActivation.count({ where: { licenseId: id, deactivatedAt: null } })).toBe(5);
    // The same place fifty times at once is one place.
    await db.licenseActivation.deleteMany({ where: { licenseId: id } });
    caller.ip += 1;
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
      caller.ip = number % 200;
      statuses.push((await call("validate", { key: text })).status);
    }
    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true);
    const refused = await call("validate", { key: text });
    expect([statuses[60], refused.status, Number(refused.headers.get("Retry-After")) > 0]).toEqual([429, 429, true]);
    caller.ip = 250;
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
    server = createApp({ runtime: { env, log, loggablePath } as unknown as Runtime, build, clientFolder: null, middlewares: null }).listen(0, "127.0.0.1");
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
