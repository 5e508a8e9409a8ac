import type { ServerBuild } from "@remix-run/node";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import Stripe from "stripe";
import { db } from "~/db.server";
import { env } from "~/env.server";
import * as runtime from "~/runtime.server";
import { createApp } from "../../server/app";
import { authRoutes } from "~/routes/auth/routes";
import { loggablePath } from "~/lib/loggable-path";
import { seal } from "~/lib/secret-box.server";
import { anAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { sandboxKeys } from "../sandbox";

// What stands before Remix. The build behind it has one route that counts who got through.
let reached: string[] = [];
const answer = async ({ request }: { request: Request }) => {
  const body = request.method === "POST" ? await request.text() : "";
  reached.push(`${request.method} ${body.length}`);
  return new Response("through");
};
const build = {
  entry: { module: { default: () => new Response("page") } },
  routes: { root: { id: "root", path: "*", module: { loader: answer, action: answer } } },
  assets: { version: "1", entry: { imports: [], module: "" }, routes: {}, url: "" },
  publicPath: "/", assetsBuildDirectory: "", basename: "/", mode: "production", isSpaMode: false,
  future: { v3_singleFetch: false },
} as unknown as ServerBuild;

let server: http.Server;
let base = "";
beforeAll(async () => {
  server = createApp({ runtime, build, clientFolder: null, middlewares: null }).listen(0);
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

/** A request with exactly these headers (fetch would add its own). */
function send(path: string, { method = "POST", headers = {}, body = "a=1" }: { method?: string; headers?: Record<string, string>; body?: string | Buffer | null } = {}) {
  reached = [];
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const request = http.request(`${base}${path}`, { method, headers: { "content-type": "application/x-www-form-urlencoded", ...(method === "GET" || "transfer-encoding" in headers ? {} : { "content-length": String(body?.length ?? 0) }), ...headers } }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on("error", reject);
    request.end(method === "GET" ? undefined : (body ?? undefined));
  });
}

const own = env.appUrl;

test.each([
  ["another site by Sec-Fetch-Site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
  ["another site that forges its Origin", { "sec-fetch-site": "cross-site", origin: own }],
  ["a sibling host", { "sec-fetch-site": "same-site", origin: own }],
  ["another Origin, no Sec-Fetch-Site", { origin: "https://evil.example" }],
  ["an opaque Origin", { origin: "null" }],
  ["neither header", {}],
])("row 31: a mutation from %s is refused on every kind of address and never reaches the app", async (_who, headers) => {
  for (const path of ["/sign-in", "/sign-in?_data=routes%2Fauth%2Fsign-in", "/theme", "/studio/offers/off_1/cover"]) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect((await send(path, { method, headers })).status, `${method} ${path}`).toBe(403);
  }
  expect(reached).toEqual([]);
});

test("our own pages get through, and reading is never refused", async () => {
  expect(await send("/sign-in", { headers: { "sec-fetch-site": "same-origin" } })).toMatchObject({ status: 200, text: "through" });
  expect(await send("/sign-in", { headers: { origin: own } })).toMatchObject({ status: 200 });
  expect(await send("/s/a-store", { method: "GET", headers: { "sec-fetch-site": "cross-site" } })).toMatchObject({ status: 200 });
});

test("row 26: what is too large is refused by what it says and by what it is", async () => {
  const large = Buffer.alloc(3 * 1024 * 1024, "a");
  const mine = { "sec-fetch-site": "same-origin" };
  expect((await send("/sign-in", { headers: mine, body: large })).status).toBe(413);
  // Chunked, with no length to go by: cut off while it comes.
  await send("/sign-in", { headers: { ...mine, "transfer-encoding": "chunked" }, body: large }).then(
    ({ status }) => expect(status).toBeGreaterThanOrEqual(400),
    (error: NodeJS.ErrnoException) => expect(["ECONNRESET", "EPIPE"]).toContain(error.code),
  );
  expect(reached).toEqual([]);
  // Files may be large, on the routes that stream them; a form that is read into memory may not, however it is sent.
  const multipart = { ...mine, "content-type": "multipart/form-data; boundary=b" };
  for (const path of ["/studio/offers/new", "/studio/offers/off_1", "/settings/store"]) expect((await send(path, { headers: multipart, body: large })).status, path).toBe(413);
  expect(reached).toEqual([]);
  for (const path of ["/studio/offers/off_1/cover", "/studio/offers/off_1/files/upload", "/studio/offers/off_1/lessons/les_1/video", "/settings/store/logo"]) {
    expect((await send(path, { headers: multipart, body: large })).status, path).toBe(200);
  }
  expect((await send("/webhooks/stripe", { body: large })).status).toBe(413);
  expect((await send("/webhooks/stripe", { body: large.subarray(0, 10) })).status).toBe(400);
});

test("row 13: over HTTP a good signature is 200 and stored, anything else 4xx; no Origin is asked of webhooks", async () => {
  const body = JSON.stringify({ id: "evt_http_1", object: "event", api_version: "2026-10-28.endive", created: 1, livemode: false, type: "customer.updated", account: "acct_x", data: { object: { id: "cus_1" } } });
  const signature = new Stripe("sk_test_x").webhooks.generateTestHeaderString({ payload: body, secret: sandboxKeys.connectWebhookSecret });
  const headers = { "content-type": "application/json", "stripe-signature": signature };
  expect((await send("/webhooks/stripe", { headers, body })).status).toBe(400);
  expect((await send("/webhooks/stripe/connect", { headers: { "content-type": "application/json" }, body })).status).toBe(400);
  expect(await db.stripeEvent.count()).toBe(0);
  expect((await send("/webhooks/stripe/connect", { headers, body })).status).toBe(200);
  expect(await db.stripeEvent.count()).toBe(1);
  expect((await send("/webhooks/resend", { body })).status).toBe(400);
});

test("the endpoint of an account with its own key takes that account's signature and no other, and is not there for anybody else", async () => {
  const { store } = await makeStore();
  const account = await anAccount(store.id, { kind: "restricted_key", webhookSecretEncrypted: seal("whsec_of_this_account") });
  const body = Buffer.from(JSON.stringify({ id: "evt_own_http", object: "event", type: "account.updated", api_version: "2026-10-28.endive", livemode: false, created: Math.floor(Date.now() / 1000), data: { object: { id: account.stripeAccountId } } }));
  const post = (accountId: string, secret: string) =>
    send(`/webhooks/stripe/accounts/${accountId}`, { headers: { "content-type": "application/json", "stripe-signature": new Stripe("sk_test_x").webhooks.generateTestHeaderString({ payload: body.toString(), secret }) }, body });
  expect((await post("acn_nobody", "whsec_of_this_account")).status).toBe(404);
  expect((await post(account.id, sandboxKeys.connectWebhookSecret)).status).toBe(400);
  expect(await db.stripeEvent.count({ where: { id: "evt_own_http" } })).toBe(0);
  expect((await post(account.id, "whsec_of_this_account")).status).toBe(200);
  expect(await db.stripeEvent.findUniqueOrThrow({ where: { id: "evt_own_http" } })).toMatchObject({ stripeAccountId: account.stripeAccountId });
  expect(reached).toEqual([]);
});

test("pages carry a policy with a nonce of their own and the request's id", async () => {
  const [first, second] = [await send("/", { method: "GET" }), await send("/", { method: "GET" })];
  const nonce = (csp: unknown) => /script-src[^;]*'nonce-([^']+)'/.exec(String(csp))?.[1];
  expect(nonce(first.headers["content-security-policy"])).toBeTruthy();
  expect(nonce(first.headers["content-security-policy"])).not.toBe(nonce(second.headers["content-security-policy"]));
  expect(first.headers["content-security-policy"]).not.toContain("unsafe-eval");
  expect(first.headers["x-request-id"]).not.toBe(second.headers["x-request-id"]);
});

test("logs hold no query and no token of a mailed link", () => {
  expect(loggablePath("/settings/integrations/stripe/callback?code=ac_1&state=x")).toBe("/settings/integrations/stripe/callback");
  expect(loggablePath("/auth/link/etk_1.secret?x=1")).toBe("/auth/link/[cut]");
  for (const page of ["/pay", "/mail/stop"]) expect(loggablePath(`${page}/inv_1.secret`)).toBe(`${page}/[cut]`);
  // Every page of sign-in that a mail leads to, those to come as well.
  const keyed = authRoutes.flatMap(({ path }) => (path?.endsWith("/:token") ? [`/${path}`] : []));
  expect(keyed).toContain("/auth/restore-email/:token");
  for (const path of keyed) expect(loggablePath(path.replace(":token", "etk_1.secret"))).not.toContain("secret");
});

test("health: alive, and ready while database and queue answer", async () => {
  expect(await send("/healthz", { method: "GET" })).toMatchObject({ status: 200 });
  const ready = await send("/readyz", { method: "GET" });
  expect(JSON.parse(ready.text)).toMatchObject({ ready: true, database: "ok", queue: "ok", clockSkewSeconds: expect.any(Number) });
});

test("a client cannot tell the app which address it comes from", async () => {
  let seen = "";
  const app = createApp({ runtime, build: { ...build, routes: { root: { id: "root", path: "*", module: { loader: ({ request }: { request: Request }) => ((seen = request.headers.get("x-client-ip") ?? ""), new Response("ok")) } } } } as unknown as ServerBuild, clientFolder: null, middlewares: null }).listen(0);
  await fetch(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`, { headers: { "x-client-ip": "203.0.113.9" } });
  app.closeAllConnections();
  await new Promise((done) => app.close(done));
  expect(seen).toMatch(/127\.0\.0\.1$/);
});
