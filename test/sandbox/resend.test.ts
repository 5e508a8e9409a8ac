import { Resend } from "resend";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sandboxKeys } from "./keys";
import { startWorld, until, type World } from "./support";

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const mail = { from: "Lectern <hello@lectern.example>", to: "reader@example.com", subject: "Your receipt", html: "<p>Thanks</p>", text: "Thanks" };

describe("sending", () => {
  it("keeps each mail as it was sent", async () => {
    const sent = await world.resend.emails.send(
      { ...mail, replyTo: "ada@example.com", headers: { "X-Entity-Ref-ID": "ord_1" }, tags: [{ name: "kind", value: "receipt" }] },
      { idempotencyKey: "receipt/ord_1" },
    );
    expect(sent.error).toBeNull();
    expect(sent.headers).toMatchObject({ "ratelimit-limit": expect.any(String), "ratelimit-remaining": expect.any(String) });
    const [kept] = world.sandbox.control.mail.list({ to: "reader@example.com" });
    expect(kept).toMatchObject({
      id: sent.data?.id,
      to: ["reader@example.com"],
      replyTo: ["ada@example.com"],
      html: "<p>Thanks</p>",
      text: "Thanks",
      headers: { "X-Entity-Ref-ID": "ord_1" },
      tags: [{ name: "kind", value: "receipt" }],
      idempotencyKey: "receipt/ord_1",
      lastEvent: "delivered",
    });
    expect((await world.resend.emails.get(sent.data?.id ?? "")).data).toMatchObject({ subject: "Your receipt", last_event: "delivered" });
  });

  it("sends once per idempotency key and refuses another body under it", async () => {
    const first = await world.resend.emails.send(mail, { idempotencyKey: "k1" });
    const again = await world.resend.emails.send(mail, { idempotencyKey: "k1" });
    expect(again.data).toEqual(first.data);
    expect(world.sandbox.control.mail.list()).toHaveLength(1);
    expect((await world.resend.emails.send({ ...mail, subject: "Other" }, { idempotencyKey: "k1" })).error).toMatchObject({
      name: "invalid_idempotent_request",
      statusCode: 409,
    });
    expect((await world.resend.emails.send(mail, { idempotencyKey: "x".repeat(257) })).error).toMatchObject({
      name: "invalid_idempotency_key",
      statusCode: 400,
    });
    world.sandbox.control.faults.add({ service: "resend", operation: "emails.send", effect: "delay", delayMs: 600 });
    const slow = world.resend.emails.send(mail, { idempotencyKey: "k2" });
    await until(() => world.sandbox.engine.inProgress.size > 0);
    expect((await world.resend.emails.send(mail, { idempotencyKey: "k2" })).error).toMatchObject({ name: "concurrent_idempotent_requests", statusCode: 409 });
    expect((await slow).error).toBeNull();
    world.sandbox.control.clock.advance({ hours: 25 });
    expect((await world.resend.emails.send(mail, { idempotencyKey: "k1" })).data?.id).not.toBe(first.data?.id);
  });

  it("refuses what Resend refuses, in its shapes", async () => {
    const send = async (change: object) => (await world.resend.emails.send({ ...mail, ...change } as never)).error;
    expect(await send({ from: "nobody" })).toMatchObject({
      statusCode: 422,
      name: "validation_error",
      message: expect.stringMatching(/^Invalid `from` field/),
    });
    expect(await send({ to: undefined })).toMatchObject({ statusCode: 422, name: "missing_required_field", message: "Missing `to` field." });
    expect(await send({ html: undefined, text: undefined })).toMatchObject({ name: "missing_required_field" });
    expect(await send({ to: "not an address" })).toMatchObject({ name: "validation_error" });
    expect(await send({ tags: [{ name: "kind", value: "has space" }] })).toMatchObject({ name: "validation_error" });
    expect(await send({ subject: "a\r\nBcc: everyone@example.com" })).toMatchObject({ name: "validation_error" });
    expect((await new Resend("re_wrong", { baseUrl: `${world.url}/resend` }).emails.send(mail)).error).toMatchObject({
      statusCode: 403,
      name: "invalid_api_key",
    });
    const keyless = await fetch(`${world.url}/resend/emails`, { method: "POST", body: "{}" });
    expect([keyless.status, await keyless.json()]).toMatchObject([401, { name: "missing_api_key" }]);
    const unknown = await fetch(`${world.url}/resend/emails`, {
      method: "POST",
      body: JSON.stringify({ ...mail, colour: "red" }),
      headers: { authorization: `Bearer ${sandboxKeys.resendApiKey}` },
    });
    expect([unknown.status, await unknown.json()]).toMatchObject([422, { message: "Unrecognized field: `colour`." }]);
    expect((await world.resend.domains.list()).error).toMatchObject({ name: "not_found", statusCode: 404 });
    world.sandbox.control.mail.configure({ verifiedDomains: ["other.example"] });
    expect(await send({})).toMatchObject({ statusCode: 403, name: "validation_error", message: expect.stringContaining("is not verified") });
  });

  it("can be down, limited or over its quota", async () => {
    const { faults, mail: box } = world.sandbox.control;
    faults.add({ service: "resend", effect: "error_503", times: 2 });
    for (let round = 0; round < 2; round += 1)
      expect((await world.resend.emails.send(mail)).error).toMatchObject({ name: "application_error", statusCode: 503 });
    faults.add({ service: "resend", effect: "quota_exceeded" });
    expect((await world.resend.emails.send(mail)).error).toMatchObject({ name: "daily_quota_exceeded", statusCode: 429 });
    faults.add({ service: "resend", effect: "connection_reset", when: "after" });
    expect((await world.resend.emails.send(mail, { idempotencyKey: "lost" })).error).toMatchObject({ name: "application_error", statusCode: null });
    await world.resend.emails.send(mail, { idempotencyKey: "lost" });
    expect(box.list()).toHaveLength(1);
    box.configure({ rateLimit: 2 });
    const answers = await Promise.all([1, 2, 3, 4].map(() => world.resend.emails.send(mail)));
    const limited = answers.find((answer) => answer.error);
    expect(limited).toMatchObject({ error: { name: "rate_limit_exceeded", statusCode: 429 }, headers: { "retry-after": "1", "ratelimit-limit": "2" } });
  });
});

describe("what happens to a mail", () => {
  it("is told by signed webhooks that the package verifies", async () => {
    const { data } = await world.resend.emails.send({ ...mail, tags: [{ name: "kind", value: "receipt" }] });
    world.sandbox.control.mail.event({ id: data?.id ?? "", type: "email.bounced" });
    await world.sandbox.control.webhooks.flush();
    const hooks = world.received.filter(({ endpoint }) => endpoint === "resend");
    expect(hooks.map(({ event }) => event.type)).toEqual(["email.sent", "email.delivered", "email.bounced"]);
    const last = hooks[2];
    const header = (name: string) => last?.headers.get(`svix-${name}`) ?? "";
    const verify = (secret: string) =>
      world.resend.webhooks.verify({
        payload: last?.body ?? "",
        headers: { id: header("id"), timestamp: header("timestamp"), signature: header("signature") },
        webhookSecret: secret,
      });
    expect(verify(sandboxKeys.resendWebhookSecret)).toMatchObject({
      type: "email.bounced",
      data: { email_id: data?.id, to: ["reader@example.com"], bounce: { type: "Permanent" }, tags: { kind: "receipt" } },
    });
    expect(() => verify(`whsec_${Buffer.from("another secret").toString("base64")}`)).toThrow("No matching signature found");
  });

  it("no longer reaches an address that bounced or complained", async () => {
    await world.resend.emails.send({ ...mail, to: "bounced@resend.dev" });
    await world.resend.emails.send({ ...mail, to: "bounced@resend.dev" });
    await world.resend.emails.send({ ...mail, to: "complained@resend.dev" });
    expect(world.sandbox.control.mail.list().map((one) => one.lastEvent)).toEqual(["bounced", "suppressed", "complained"]);
  });
});
