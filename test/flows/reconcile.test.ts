import Stripe from "stripe";
import { afterEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { accountsToReconcile, reconcileAccount } from "~/domain/events/reconcile.server";
import { env } from "~/env.server";
import { handlers } from "~/domain/events/handlers.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, MINUTE, now } from "~/lib/clock";
import { seal } from "~/lib/secret-box.server";
import { aCheckout } from "../factories/sales";
import { control, prepareComparing, sandbox, shop, time } from "../setup/comparing";

prepareComparing();
afterEach(() => {
  env.appUrl = "http://localhost:3000";
});

const account = () => shop.account;
const rows = () => db.stripeEvent.findMany({ where: { stripeAccountId: account().stripeAccountId }, orderBy: { receivedAt: "asc" } });
const lists = () => control.state.requests({ operation: "events.list" }).filter((request) => request.account === account().stripeAccountId).length;
const domains = () => Object.values(sandbox.engine.bucket(account().stripeAccountId).payment_method_domain).map((domain) => domain.domain_name);
const readTo = async () => (await db.connectedAccount.findUniqueOrThrow({ where: { id: account().id } })).eventsReadTo;

async function aPaidCheckout(email: string): Promise<string> {
  const { orderId, sessionId } = await aCheckout(shop);
  control.checkout.pay({ session: sessionId, number: "4242424242424242", email, name: "Noor" });
  return orderId;
}

async function statesOf(orders: string[]) {
  const found = await db.order.findMany({ where: { id: { in: orders } }, orderBy: { createdAt: "asc" }, select: { status: true, _count: { select: { grants: true } } } });
  return found.map(({ status, _count }) => [status, _count.grants]);
}

describe("row 16: webhooks missed for three days", () => {
  test("orders paid meanwhile are fulfilled once, the account is as Stripe has it, and a second run finds nothing", async () => {
    const orders: string[] = [];
    for (const buyer of ["first@example.com", "second@example.com", "third@example.com"]) {
      time.ahead += 20 * HOUR;
      orders.push(await aPaidCheckout(buyer));
    }
    control.accounts.setRequirements({ account: account().stripeAccountId, requirements: { past_due: ["individual.id_number"], disabled_reason: "requirements.past_due" } });
    time.ahead += 12 * HOUR;
    expect(await rows()).toEqual([]);

    expect(await accountsToReconcile()).toEqual([account().id]);
    await reconcileAccount(account().id);
    const found = await rows();
    expect(found.filter(({ type }) => type === "checkout.session.completed")).toHaveLength(3);
    expect(found.some(({ type }) => type === "account.updated")).toBe(true);
    expect(found.every(({ endpoint, status }) => endpoint === "reconciliation" && status === "received")).toBe(true);
    // In the order they happened.
    const times = found.map(({ stripeCreatedAt }) => stripeCreatedAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));

    await drain(jobHandlers);
    expect(await statesOf(orders)).toEqual([["paid", 1], ["paid", 1], ["paid", 1]]);
    expect(await db.outboxEmail.count({ where: { orderId: { in: orders }, kind: "receipt" } })).toBe(3);
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: account().id } })).toMatchObject({ chargesEnabled: false });

    const before = await readTo();
    time.ahead += 5 * MINUTE;
    await reconcileAccount(account().id);
    expect(await rows()).toHaveLength(found.length);
    expect((await readTo())!.getTime()).toBeGreaterThan(before!.getTime());
    expect(await drain(jobHandlers)).toBe(0);
  });

  test("the sweep does it by itself, once an hour an account", async () => {
    time.ahead += DAY;
    const order = await aPaidCheckout("sweep@example.com");
    // Not by asking after the order: this sale is known from Stripe's list alone.
    await db.order.update({ where: { id: order }, data: { createdAt: now() } });
    time.ahead += 2 * MINUTE;
    await jobHandlers.sweep({});
    // Stripe takes twenty types in one question.
    const once = Math.ceil(handlers.size / 20);
    expect(lists()).toBe(once);
    expect((await rows()).map(({ type }) => type)).toContain("checkout.session.completed");
    await drain(jobHandlers);
    expect(await statesOf([order])).toEqual([["paid", 1]]);
    time.ahead += 40 * MINUTE;
    await jobHandlers.sweep({});
    expect(lists()).toBe(once);
    time.ahead += 30 * MINUTE;
    await jobHandlers.sweep({});
    expect(lists()).toBe(2 * once);
  });

  test("two processes at once and the webhooks after all: each event once, each order once", async () => {
    control.webhooks.configure({ mode: "hold" });
    const orders = [await aPaidCheckout("twice@example.com"), await aPaidCheckout("again@example.com")];
    time.ahead += 2 * HOUR;
    await Promise.all([reconcileAccount(account().id), reconcileAccount(account().id), reconcileAccount(account().id)]);
    control.webhooks.configure({ mode: "normal" });
    control.webhooks.release({});
    await control.webhooks.flush();
    await drain(jobHandlers);
    const events = await rows();
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.filter(({ type }) => type === "checkout.session.completed")).toHaveLength(2);
    expect(await statesOf(orders)).toEqual([["paid", 1], ["paid", 1]]);
    expect(await db.outboxEmail.count({ where: { orderId: { in: orders }, kind: "receipt" } })).toBe(2);
  });
});

test("a crash before the end is repaired by reading again", async () => {
  const order = await aPaidCheckout("crash@example.com");
  time.ahead += 3 * HOUR;
  await reconcileAccount(account().id);
  const stored = (await rows()).length;
  // As it stands when the process died after the last row and before the note how far it came; one row never came.
  await db.connectedAccount.update({ where: { id: account().id }, data: { eventsReadTo: null } });
  await db.stripeEvent.deleteMany({ where: { stripeAccountId: account().stripeAccountId, type: "payment_intent.succeeded" } });
  await reconcileAccount(account().id);
  expect(await rows()).toHaveLength(stored);
  await drain(jobHandlers);
  expect(await statesOf([order])).toEqual([["paid", 1]]);
});

test("an account with its own key: Stripe does not name it, the row does", async () => {
  const { key } = control.accounts.createRestrictedKey({ account: account().stripeAccountId });
  await db.connectedAccount.update({ where: { id: account().id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key) } });
  shop.account = await db.connectedAccount.findUniqueOrThrow({ where: { id: account().id } });
  const order = await aPaidCheckout("own-key@example.com");
  time.ahead += 2 * HOUR;
  await reconcileAccount(account().id);
  await drain(jobHandlers);
  const events = await rows();
  expect(events.length).toBeGreaterThan(0);
  expect(JSON.stringify(events[0]?.payload)).not.toContain('"account":');
  expect(await statesOf([order])).toEqual([["paid", 1]]);
});

test("an account with its own key whose endpoint was never made (a crash while it was connected), or was deleted at Stripe: made good", async () => {
  const { key } = control.accounts.createRestrictedKey({ account: account().stripeAccountId });
  await db.connectedAccount.update({ where: { id: account().id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key) } });
  const endpoint = async () => (await db.connectedAccount.findUniqueOrThrow({ where: { id: account().id } })).webhookEndpointId;
  time.ahead += 2 * HOUR;
  await reconcileAccount(account().id);
  const first = await endpoint();
  expect(first).toMatch(/^we_/);
  await new Stripe(key, { host: "localhost", port: 3001, protocol: "http" }).webhookEndpoints.del(first ?? "");
  time.ahead += DAY;
  await reconcileAccount(account().id);
  expect(await endpoint()).toMatch(/^we_/);
  expect(await endpoint()).not.toBe(first);
});

test("a connection that was ended while nobody listened is known from the refusal", async () => {
  control.accounts.revoke({ account: account().stripeAccountId });
  time.ahead += 2 * HOUR;
  await reconcileAccount(account().id);
  expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: account().id } })).toMatchObject({ status: "disconnected" });
});

test("Stripe does not answer: nothing moves on, the others are left in peace for a minute, then it is made good", async () => {
  const order = await aPaidCheckout("later@example.com");
  time.ahead += 2 * HOUR;
  control.faults.add({ operation: "events.list", effect: "error_500", times: 2 });
  await reconcileAccount(account().id);
  expect(await readTo()).toBeNull();
  expect(await accountsToReconcile()).toEqual([]);
  time.ahead += 10 * MINUTE;
  expect(await accountsToReconcile()).toEqual([account().id]);
  await reconcileAccount(account().id);
  await drain(jobHandlers);
  expect(await statesOf([order])).toEqual([["paid", 1]]);
});

test("thousands of events, more than one answer holds: part after part in one run", async () => {
  const type = "account.updated";
  const bucket = sandbox.engine.bucket(account().stripeAccountId).event;
  const [template] = control.webhooks.events({ account: account().stripeAccountId });
  const begin = Math.floor(account().connectedAt.getTime() / 1000);
  for (let index = 0; index < 2_300; index += 1) {
    const id = `evt_many_${String(index).padStart(5, "0")}`;
    bucket[id] = { ...structuredClone(template!), id, type, created: begin + index * 60 };
  }
  time.ahead += 2 * DAY;
  const before = lists();
  await reconcileAccount(account().id);
  expect(await db.stripeEvent.count({ where: { id: { startsWith: "evt_many_" } } })).toBe(2_300);
  // 23 pages of what is there, and those of parts that turned out too long.
  expect(lists() - before).toBeLessThan(100);
  expect(await accountsToReconcile()).toEqual([]);
  await db.stripeEvent.deleteMany({ where: { id: { startsWith: "evt_many_" } } });
  await db.$executeRawUnsafe(`DELETE FROM pgboss.job WHERE data->>'eventId' LIKE 'evt_many_%'`);
});

test("once a day the site's host name is seen to, e.g. after it has moved", async () => {
  env.appUrl = "https://learn.vint.example.com";
  time.ahead += 25 * HOUR;
  await reconcileAccount(account().id);
  expect(domains()).toEqual(["learn.vint.example.com"]);
});

test("Stripe answers for the events and not for the sessions: asked again in a few minutes, and what is done once a day is not lost", async () => {
  env.appUrl = "https://learn.vint.example.com";
  time.ahead += 25 * HOUR;
  control.faults.add({ operation: "checkout.sessions.list", effect: "error_500", times: 2 });
  await reconcileAccount(account().id);
  expect(await readTo(), "the events were read").not.toBeNull();
  expect(domains()).toEqual([]);
  time.ahead += 10 * MINUTE;
  expect(await accountsToReconcile()).toEqual([account().id]);
  await reconcileAccount(account().id);
  expect(domains()).toEqual(["learn.vint.example.com"]);
  expect(await accountsToReconcile()).toEqual([]);
});
