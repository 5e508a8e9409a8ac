import { expect, test } from "vitest";
import Stripe from "stripe";
import { db } from "~/db.server";
import { receiveStripeEvent } from "~/domain/events/receive.server";
import { receiveMailEvent } from "~/domain/mail/receive-mail-event.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { env } from "~/env.server";
import { sandboxKeys } from "../sandbox";
import { useSandbox } from "../setup/sandbox";

useSandbox();
const stripe = new Stripe("sk_test_signer");
let counter = 0;

function event(over: Record<string, unknown> = {}) {
  counter += 1;
  return { id: `evt_test_${counter}_${process.pid}`, object: "event", api_version: "2026-10-28.endive", created: Math.floor(Date.now() / 1000), livemode: false, account: "acct_unknown", type: "checkout.session.completed", data: { object: { id: "cs_1", object: "checkout.session" } }, ...over };
}

function sign(body: string, { secret = sandboxKeys.connectWebhookSecret, timestamp }: { secret?: string; timestamp?: number } = {}) {
  return stripe.webhooks.generateTestHeaderString({ payload: body, secret, ...(timestamp ? { timestamp } : {}) });
}

test("row 13: forged, unsigned, stale, future and foreign signatures are refused and nothing is stored", async () => {
  const body = JSON.stringify(event());
  const seconds = Math.floor(Date.now() / 1000);
  const tries: [string, string | undefined][] = [
    [body, undefined],
    [body, "t=1,v1=00"],
    [body, "nonsense"],
    [`${body} `, sign(body)],
    [body, sign(body, { secret: "whsec_another" })],
    [body, sign(body, { secret: sandboxKeys.accountWebhookSecret })],
    [body, sign(body, { timestamp: seconds - 3600 })],
    [body, sign(body, { timestamp: seconds + 3600 })],
  ];
  for (const [raw, signature] of tries) expect(await receiveStripeEvent("connect", raw, signature)).toEqual({ ok: false, error: "bad_signature" });
  expect(await receiveStripeEvent("connect", "{", sign("{"))).toEqual({ ok: false, error: "malformed" });
  expect(await receiveStripeEvent("connect", "[]", sign("[]"))).toEqual({ ok: false, error: "malformed" });
  expect(await db.stripeEvent.count()).toBe(0);
});

test("row 13: an endpoint without a secret accepts nothing, not even an empty signature", async () => {
  const kept = env.stripe.connectWebhookSecret;
  env.stripe.connectWebhookSecret = "";
  try {
    const body = JSON.stringify(event());
    expect(await receiveStripeEvent("connect", body, "t=1,v1=")).toEqual({ ok: false, error: "not_configured" });
  } finally {
    env.stripe.connectWebhookSecret = kept;
  }
  expect(await db.stripeEvent.count()).toBe(0);
});

test("row 14: events of unknown accounts, unknown types and other software are acknowledged and kept without effect", async () => {
  const known = [
    event(),
    event({ type: "something.new", data: { object: { id: "x_1" } } }),
    event({ type: "charge.refunded", data: { object: { id: "ch_1", payment_intent: "pi_of_somebody_else" } } }),
    event({ type: "checkout.session.completed", data: { object: { id: "cs_2", client_reference_id: "cart-77" } } }),
    event({ type: "account.updated", data: { object: { id: "acct_unknown" } } }),
    // Another installation on the same platform: its orders look like ours.
    event({ type: "checkout.session.completed", account: "acct_unknown", data: { object: { id: "cs_3", client_reference_id: "ord_01kazzzzzzzzzzzzzzzzzzzzzz" } } }),
  ];
  for (const one of known) {
    const body = JSON.stringify(one);
    expect(await receiveStripeEvent("connect", body, sign(body))).toEqual({ ok: true, value: "stored" });
  }
  await drain(jobHandlers);
  const rows = await db.stripeEvent.findMany({ where: { id: { in: known.map(({ id }) => id) } } });
  expect(rows.map(({ status }) => status)).toEqual(known.map(() => "ignored"));
  expect(rows.every(({ note }) => note)).toBe(true);
});

test("row 15: an event of the other mode is stored and not applied", async () => {
  const live = event({ livemode: true });
  const body = JSON.stringify(live);
  expect(await receiveStripeEvent("connect", body, sign(body))).toEqual({ ok: true, value: "stored" });
  await drain(jobHandlers);
  expect(await db.stripeEvent.findUnique({ where: { id: live.id }, select: { status: true, note: true } })).toEqual({ status: "ignored", note: expect.stringContaining("live event") });
});

test("Resend's webhooks need their own signature, and a repeated one changes nothing", async () => {
  expect(await receiveMailEvent("{}", { id: "msg_1", timestamp: "1", signature: "v1,AAAA" })).toEqual({ ok: false, error: "bad_signature" });
  expect(await db.mailEvent.count()).toBe(0);
});

test("many at once are each stored once; one the database refuses is not acknowledged and holds up no other", async () => {
  const before = await db.stripeEvent.count();
  const good = Array.from({ length: 20 }, () => event({ type: "customer.updated" }));
  const bad = event({ type: "customer.updated", data: { object: { id: "cus_bad", description: "a\u0000b" } } });
  const bodies = [...good, bad, ...good].map((one) => JSON.stringify(one));
  const answers = await Promise.allSettled(bodies.map((body) => receiveStripeEvent("connect", body, sign(body))));
  expect(answers[good.length]).toMatchObject({ status: "rejected" });
  const values = answers.filter((one) => one.status === "fulfilled").map(({ value }) => value);
  expect(values.filter((value) => value.ok && value.value === "stored")).toHaveLength(good.length);
  expect(values.filter((value) => value.ok && value.value === "duplicate")).toHaveLength(good.length);
  expect(await db.stripeEvent.count()).toBe(before + good.length);
  await drain(jobHandlers);
  expect(await db.stripeEvent.count({ where: { id: { in: good.map(({ id }) => id) }, status: "ignored" } })).toBe(good.length);
});
