import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { receiveOwnEvent } from "~/domain/events/receive-own.server";
import { KEY_PROBLEMS } from "~/domain/merchants/restricted-key";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { env } from "~/env.server";
import { now } from "~/lib/clock";
import { unseal } from "~/lib/secret-box.server";
import { action as settings } from "~/routes/settings/integrations.stripe";
import { loader } from "~/routes/settings/integrations.stripe.key";
import { makeStore } from "../factories/people";
import { context } from "../setup/context";
import { account, buy, connected, control, cookie, endpoints, give, makeKey, PAGE, row, sessionOf, SETTINGS, prepareOwnKey } from "../setup/own-key";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

prepareOwnKey();

describe("a new key", () => {
  test("takes the former one's place; its endpoint stays", async () => {
    const { row: before } = await connected();
    const next = makeKey();
    expect((await give(next, { account: before.id })).status).toBe(302);
    const after = await row();
    expect(after).toMatchObject({ id: before.id, apiKeyHint: `rk_test_…${next.slice(-4)}`, webhookEndpointId: before.webhookEndpointId, connectedAt: before.connectedAt });
    expect(unseal(after.apiKeyEncrypted ?? "")).toBe(next);
    expect(endpoints()).toHaveLength(1);
  });

  test("an endpoint that was deleted or switched off at Stripe is made good", async () => {
    const { key, row: before } = await connected();
    const stripe = new Stripe(key, { host: "localhost", port: 3001, protocol: "http" });
    await stripe.webhookEndpoints.update(before.webhookEndpointId ?? "", { disabled: true });
    await give(makeKey(), { account: before.id });
    expect(endpoints()).toMatchObject([{ id: before.webhookEndpointId, status: "enabled" }]);
    await stripe.webhookEndpoints.del(before.webhookEndpointId ?? "");
    await give(makeKey(), { account: before.id });
    expect(endpoints()).toMatchObject([{ id: (await row()).webhookEndpointId, status: "enabled" }]);
    expect((await row()).webhookEndpointId).not.toBe(before.webhookEndpointId);
  });

  test("of another account is refused, and the one in use stays", async () => {
    const { key, row: before } = await connected();
    const other = control.accounts.create({ businessName: "Other", country: "DE" }).account.id;
    const answer = await give(makeKey({ account: other }), { account: before.id });
    expect(await answer.json()).toMatchObject({ error: KEY_PROBLEMS.other_account });
    expect(unseal((await row()).apiKeyEncrypted ?? "")).toBe(key);
  });

  test("is only given to one's own account", async () => {
    const { row: mine } = await connected();
    const stranger = await makeStore();
    const theirs = await signedInAs(stranger.owner.id);
    expect((await give(makeKey(), { account: mine.id }, theirs)).status).toBe(404);
    expect((await answerOf(() => loader({ request: makeRequest(`${PAGE}?account=${mine.id}`, { cookie: theirs }), params: {}, context }))).status).toBe(404);
  });
});

describe("the end", () => {
  test("revoked at Stripe while a checkout is open: no new sale, what was paid is honoured, a new key restores all", async () => {
    const { key, row: before } = await connected();
    const first = await buy();
    if (!first.started.ok) throw new Error(first.started.error.kind);
    const paid = first.started.value.orderId;
    control.checkout.pay({ session: await sessionOf(paid), email: "buyer@example.com" });
    await completePurchase(paid, { cause: "test" });
    const second = await buy();
    if (!second.started.ok) throw new Error(second.started.error.kind);
    const late = second.started.value.orderId;

    control.accounts.revokeRestrictedKey({ key });
    expect((await buy()).started).toEqual({ ok: false, error: { kind: "not_chargeable" } });
    expect(await row()).toMatchObject({ status: "disconnected", chargesEnabled: false, apiKeyEncrypted: null });
    expect(await db.grant.count({ where: { orderId: paid, revokedAt: null } })).toBe(1);

    // The open checkout is paid after all: its event still comes in, and waits until Stripe can be asked again.
    control.checkout.pay({ session: await sessionOf(late), email: "late@example.com" });
    await control.webhooks.release({});
    await control.webhooks.flush();
    const events = await db.stripeEvent.findMany({ where: { type: "checkout.session.completed", stripeAccountId: account } });
    expect(events).toHaveLength(2);
    expect((await give(makeKey(), { account: before.id })).status).toBe(302);
    expect(await row()).toMatchObject({ id: before.id, status: "connected", isPrimary: true, chargesEnabled: true, webhookEndpointId: before.webhookEndpointId });
    await completePurchase(late, { cause: "test" });
    expect(await db.order.findUniqueOrThrow({ where: { id: late } })).toMatchObject({ status: "paid" });
    expect(await db.grant.count({ where: { orderId: late, revokedAt: null } })).toBe(1);
  });

  test("a reading of a revoked key ends the connection; a missing right does not", async () => {
    const { key } = await connected();
    control.accounts.revokeRestrictedKey({ key });
    expect(await syncAccount(account, { cause: "test" })).toEqual({ outcome: "disconnected" });
  });

  test("disconnecting removes the endpoint and forgets key and secret", async () => {
    const { row: before } = await connected();
    await answerOf(() => settings({ request: makeRequest(SETTINGS, { form: { intent: "disconnect", accountId: before.id }, cookie }), params: {}, context }));
    expect(await row()).toMatchObject({ status: "disconnected", apiKeyEncrypted: null, apiKeyHint: null, webhookEndpointId: null, webhookSecretEncrypted: null });
    expect(endpoints()).toEqual([]);
    await connected();
    expect(await row()).toMatchObject({ id: before.id, status: "connected", isPrimary: true });
    expect(endpoints()).toHaveLength(1);
  });
});

describe("the account's own webhook endpoint", () => {
  const body = (id = "evt_own_1") => JSON.stringify({ id, object: "event", type: "account.updated", api_version: "2026-10-28.endive", livemode: false, created: Math.floor(now().getTime() / 1000), account: "acct_of_somebody_else", data: { object: { id: account, object: "account" } } });
  const sign = (payload: string, secret: string, timestamp = Math.floor(now().getTime() / 1000)) => Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });

  test("is checked with its own secret; the event is that account's, whatever it says", async () => {
    const { row: kept } = await connected();
    const secret = unseal(kept.webhookSecretEncrypted ?? "");
    const payload = body("evt_own_checked");
    expect(await receiveOwnEvent(kept.id, payload, sign(payload, env.stripe.connectWebhookSecret))).toEqual({ ok: false, error: "bad_signature" });
    expect(await receiveOwnEvent(kept.id, payload, undefined)).toEqual({ ok: false, error: "bad_signature" });
    expect(await receiveOwnEvent(kept.id, payload, sign(payload, secret, Math.floor(now().getTime() / 1000) + 3600))).toEqual({ ok: false, error: "bad_signature" });
    expect(await db.stripeEvent.count({ where: { id: "evt_own_checked" } })).toBe(0);
    expect(await receiveOwnEvent(kept.id, payload, sign(payload, secret))).toEqual({ ok: true, value: "stored" });
    expect(await receiveOwnEvent(kept.id, payload, sign(payload, secret))).toEqual({ ok: true, value: "duplicate" });
    expect(await db.stripeEvent.findUniqueOrThrow({ where: { id: "evt_own_checked" } })).toMatchObject({ stripeAccountId: account, endpoint: "own" });
  });

  test("of nobody, or without a secret, is not there", async () => {
    const { row: kept } = await connected();
    const payload = body("evt_own_nobody");
    const header = sign(payload, unseal(kept.webhookSecretEncrypted ?? ""));
    expect(await receiveOwnEvent("acn_nobody", payload, header)).toEqual({ ok: false, error: "unknown_endpoint" });
    await db.connectedAccount.update({ where: { id: kept.id }, data: { webhookSecretEncrypted: null } });
    expect(await receiveOwnEvent(kept.id, payload, header)).toEqual({ ok: false, error: "unknown_endpoint" });
    expect(await db.stripeEvent.count({ where: { id: "evt_own_nobody" } })).toBe(0);
  });
});
