import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { setupServer } from "msw/node";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Resend } from "resend";
import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandbox, mswHandlers, sandboxKeys, startSandboxServer } from "./index";
import { aSale, failure, startWorld, stripeFor } from "./support";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sandbox-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe("state", () => {
  it("survives a restart, idempotency keys and waiting webhooks included", async () => {
    const before = await startWorld({ dataDir });
    const session = await before.stripe.checkout.sessions.create(aSale(), { ...before.on, idempotencyKey: "kept" });
    before.sandbox.control.webhooks.configure({ mode: "hold" });
    before.sandbox.control.checkout.pay({ session: session.id, email: "b@example.com" });
    await before.resend.emails.send({ from: "a@b.example", to: "c@d.example", subject: "s", text: "t" });
    before.sandbox.control.clock.advance({ hours: 1 });
    await before.close();

    const after = await startWorld({ dataDir });
    expect(after.connected).toBe(before.connected);
    expect((await after.stripe.checkout.sessions.retrieve(session.id, {}, after.on)).payment_status).toBe("paid");
    expect((await after.stripe.checkout.sessions.create(aSale(), { ...after.on, idempotencyKey: "kept" })).id).toBe(session.id);
    expect(after.sandbox.control.mail.list()).toHaveLength(1);
    expect(after.sandbox.control.clock.get().offsetMs).toBe(3_600_000);
    after.sandbox.control.webhooks.release();
    await after.sandbox.control.webhooks.flush();
    expect(after.received.map(({ event }) => event.type)).toContain("checkout.session.completed");
    await after.close();
  });

  it("is written soon, whole, and refuses what it cannot read", async () => {
    const world = await startWorld({ dataDir });
    await world.stripe.products.create({ name: "Soon" }, world.on);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(JSON.parse(await readFile(join(dataDir, "state.json"), "utf8"))).toMatchObject({ version: 1 });
    await world.close();
    await writeFile(join(dataDir, "state.json"), '{"version": 99}');
    await expect(startSandboxServer({ dataDir })).rejects.toThrow(/another version/);
  });

  it("can be exported, reset and imported", async () => {
    const world = await startWorld();
    await world.stripe.products.create({ name: "Kept" }, world.on);
    const saved = world.sandbox.control.state.export();
    world.sandbox.control.state.reset();
    expect(await failure(world.stripe.products.list({}, world.on))).toMatchObject({ code: "account_invalid" });
    world.sandbox.control.state.import({ state: saved });
    expect((await world.stripe.products.list({}, world.on)).data.map((one) => one.name)).toEqual(["Kept"]);
    await world.close();
  });
});

describe("ways in", () => {
  it("answers the real hosts under MSW", async () => {
    const sandbox = createSandbox({ keys: sandboxKeys, publicBase: "http://sandbox.test" });
    const { account } = sandbox.control.accounts.create({ businessName: "Ada", connected: true });
    const server = setupServer(...mswHandlers(sandbox));
    server.listen({ onUnhandledRequest: "error" });
    try {
      const stripe = new Stripe(sandboxKeys.secretKey, { maxNetworkRetries: 0 });
      const session = await stripe.checkout.sessions.create(aSale(), { stripeAccount: account.id });
      expect(session.url).toBe(`http://sandbox.test/checkout/${session.id}`);
      expect(await failure(stripe.oauth.token({ grant_type: "authorization_code", code: "ac_x" }))).toMatchObject({ rawType: "invalid_grant" });
      sandbox.control.faults.add({ operation: "*", effect: "connection_reset" });
      expect(await failure(stripe.balance.retrieve())).toBeInstanceOf(Stripe.errors.StripeConnectionError);
      const resend = new Resend(sandboxKeys.resendApiKey);
      expect((await resend.emails.send({ from: "a@b.example", to: "c@d.example", subject: "s", text: "t" })).error).toBeNull();
    } finally {
      server.close();
      await sandbox.close();
    }
  });

  it("takes control actions over HTTP, as JSON only, and says what is wrong", async () => {
    const world = await startWorld();
    const call = async (action: string, body: unknown, type = "application/json") => {
      const response = await fetch(`${world.url}/control/api/${action}`, { method: "POST", headers: { "content-type": type }, body: JSON.stringify(body) });
      return [response.status, await response.json()] as const;
    };
    const session = await world.stripe.checkout.sessions.create(aSale(), world.on);
    expect(await call("checkout.pay", { session: session.id, email: "b@example.com" })).toMatchObject([200, { ok: true, result: { status: "complete" } }]);
    expect(await call("checkout.pay", { session: session.id, email: "b@example.com" })).toMatchObject([
      409,
      { ok: false, error: "You have already paid for this order." },
    ]);
    expect(await call("checkout.pay", { sesion: "x" })).toMatchObject([422, { ok: false }]);
    expect(await call("checkout.constructor", {})).toMatchObject([404, { ok: false }]);
    expect(await call("clock.get", {}, "text/plain")).toMatchObject([415, { ok: false }]);
    await world.close();
  });

  it("runs as a process: one line when ready, clean on SIGTERM, a plain word when the port is taken", async () => {
    const env = { ...process.env, SANDBOX_PORT: "0", DATA_DIR: dataDir, APP_URL: "http://127.0.0.1:9" };
    const start = (port: string) =>
      spawn(process.execPath, ["--import", "tsx", "test/sandbox/server.ts"], { env: { ...env, SANDBOX_PORT: port }, stdio: ["ignore", "pipe", "pipe"] });
    const child = start("0");
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const base = /Sandbox ready at (http:\/\/127\.0\.0\.1:\d+) /.exec(String(line))?.[1] ?? "";
    expect((await stripeFor(base).balance.retrieve()).object).toBe("balance");
    const second = start(new URL(base).port);
    const [complaint] = (await once(second.stderr, "data")) as [Buffer];
    expect(String(complaint)).toBe(`The sandbox cannot start: port ${new URL(base).port} is taken.\n`);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(await readFile(join(dataDir, "sandbox", "state.json"), "utf8")).toContain('"version":1');
  }, 30_000);
});
