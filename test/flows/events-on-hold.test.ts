import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { keyHistory } from "~/domain/merchants/key-history.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { HOUR, setClock } from "~/lib/clock";
import { action as keyPage } from "~/routes/settings/integrations.stripe.key";
import { loader as events } from "~/routes/studio/events/list";
import { loader as eventPage } from "~/routes/studio/events/event";
import { context } from "../setup/context";
import { account, buy, connected, control, cookie, give, makeKey, PAGE, prepareOwnKey, row, sessionOf } from "../setup/own-key";
import { answerOf, makeRequest } from "../setup/request";

// What an account's last messages come to when nobody may ask Stripe about it: they wait for the connection, and are not given up.
prepareOwnKey();
const formerSecret = env.encryptionKey;
afterEach(() => {
  Object.assign(env, { encryptionKey: formerSecret });
});

const completed = () => db.stripeEvent.findFirstOrThrow({ where: { type: "checkout.session.completed", stripeAccountId: account } });
const paidHere = async (orderId: string) => [(await db.order.findUniqueOrThrow({ where: { id: orderId } })).status, await db.grant.count({ where: { orderId, revokedAt: null } })];

/** A checkout that was begun while all was well, and is paid when it is not any more; its messages have come in, and nobody has looked at them. */
async function paidAfter(trouble: () => void): Promise<string> {
  const { started } = await buy();
  if (!started.ok) throw new Error(started.error.kind);
  trouble();
  control.checkout.pay({ session: await sessionOf(started.value.orderId), email: "late@example.com" });
  control.webhooks.release({});
  await control.webhooks.flush({});
  return started.value.orderId;
}

/** Half a day of sweeps: longer than anything is tried. */
async function halfADay(): Promise<void> {
  for (let hour = 1; hour <= 12; hour += 1) {
    setClock(() => Date.now() + hour * HOUR);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
  }
}

describe("events of an account that cannot be asked", () => {
  test("its key was revoked: they wait, are not given up, and a new key has them applied", async () => {
    const { key, row: before } = await connected();
    const orderId = await paidAfter(() => control.accounts.revokeRestrictedKey({ key }));
    await drain(jobHandlers);
    expect(await completed()).toMatchObject({ status: "on_hold", note: expect.stringContaining("ended the connection") });
    expect(await row()).toMatchObject({ status: "disconnected" });
    await halfADay();
    expect(await completed()).toMatchObject({ status: "on_hold", attempts: 1 });
    expect(await db.stripeEvent.count({ where: { stripeAccountId: account, status: { in: ["dead", "failed"] } } })).toBe(0);
    const { rows } = await events({ request: makeRequest("/studio/events?show=waiting", { cookie }), params: {}, context });
    const [line] = rows.filter(({ type }) => type === "checkout.session.completed");
    expect(line).toMatchObject({ state: { label: "Waits for the account" } });
    expect((await eventPage({ request: makeRequest(`/studio/events/${line?.id}`, { cookie }), params: { eventId: line?.id ?? "" }, context })).status).toBe("on_hold");

    expect((await give(makeKey(), { account: before.id })).status).toBe(302);
    await drain(jobHandlers);
    expect(await completed()).toMatchObject({ status: "processed" });
    expect(await paidHere(orderId)).toEqual(["paid", 1]);
  });

  test("its key lacks a right: the creator reads which one, and adding it has them applied", async () => {
    const { key, row: kept } = await connected();
    const orderId = await paidAfter(() => control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: ["rak_checkout_session_read", "rak_checkout_session_write"] }));
    await drain(jobHandlers);
    expect(await completed()).toMatchObject({ status: "on_hold", note: expect.stringContaining("its card in the settings says which right to add") });
    expect((await keyHistory(kept.id)).missing).toContain("Checkout Sessions");
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all" });
    await answerOf(() => keyPage({ request: makeRequest(PAGE, { form: { intent: "check", account: kept.id }, cookie }), params: {}, context }));
    await drain(jobHandlers);
    expect(await completed()).toMatchObject({ status: "processed" });
    expect(await paidHere(orderId)).toEqual(["paid", 1]);
  });

  test("its key cannot be read any more: sales stop at once, and the former secret brings both back", async () => {
    await connected();
    const orderId = await paidAfter(() => {});
    Object.assign(env, { encryptionKey: randomBytes(32) });
    await drain(jobHandlers);
    expect(await completed()).toMatchObject({ status: "on_hold", note: expect.stringContaining("cannot be read any more") });
    expect(await row()).toMatchObject({ status: "connected", chargesEnabled: false, salesBlocked: "key_unreadable" });
    Object.assign(env, { encryptionKey: formerSecret });
    await syncAccount(account, { cause: "nightly reading" });
    await drain(jobHandlers);
    expect(await row()).toMatchObject({ chargesEnabled: true, salesBlocked: null });
    expect(await completed()).toMatchObject({ status: "processed" });
    expect(await paidHere(orderId)).toEqual(["paid", 1]);
  });
});
