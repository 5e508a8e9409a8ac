import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import Stripe from "stripe";
import { db } from "~/db.server";
import { quietWebhooks } from "~/domain/events/quiet-webhooks.server";
import { receiveStripeEvent } from "~/domain/events/receive.server";
import { reconcileAccount } from "~/domain/events/reconcile.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, later, MINUTE, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import * as compare from "~/routes/studio/events/compare";
import * as eventRoute from "~/routes/studio/events/event";
import * as findingsRoute from "~/routes/studio/events/findings";
import * as list from "~/routes/studio/events/list";
import * as operatorEvent from "~/routes/operator/event";
import * as operatorEvents from "~/routes/operator/events";
import * as operatorHome from "~/routes/operator/home";
import * as operatorLayout from "~/routes/operator/layout";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { context } from "../setup/context";
import { operationsOf } from "../setup/operations";
import { rendererOf } from "../setup/render";
import { answerOf, makeRequest, signedInAs, type RequestOptions } from "../setup/request";
import { sandboxKeys } from "../sandbox";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
let other: SellingStore;
let cookie = "";
let ahead = 0;
beforeAll(async () => {
  shop = await aSellingStore(control);
  other = await aSellingStore(control);
});
beforeEach(async () => {
  ahead = 0;
  setClock(() => Date.now() + ahead);
  cookie = await signedInAs(shop.owner.id);
});

const args = (path: string, params: Record<string, string> = {}, options: RequestOptions = {}) => ({ request: makeRequest(path, { cookie, ...options }), params, context });
const listed = async (query = "") => (await list.loader(args(`/studio/events${query}`))).rows;
const statusOf = async (id: string) => (await db.stripeEvent.findUniqueOrThrow({ where: { id } })).status;

/** A sale of a store with all its messages delivered; the ids of its events, oldest first. */
async function aSaleOf(of: SellingStore): Promise<{ orderId: string; sessionId: string; events: string[] }> {
  const { orderId, sessionId } = await aCheckout(of);
  control.checkout.pay({ session: sessionId, number: "4242424242424242", email: `buyer-${Math.random().toString(36).slice(2)}@example.com`, name: "Noor" });
  control.webhooks.release({ order: "fifo" });
  await control.webhooks.flush({});
  await drain(jobHandlers);
  const rows = await db.stripeEvent.findMany({ where: { subjectKey: `${of.account.stripeAccountId}/${orderId}`, status: "processed" }, orderBy: { receivedAt: "asc" }, select: { id: true } });
  return { orderId, sessionId, events: rows.map(({ id }) => id) };
}

describe("the events page", () => {
  test("shows the store's own events with what they changed; searched by order, payment, event and type", async () => {
    const sale = await aSaleOf(shop);
    expect(sale.events.length).toBeGreaterThan(1);
    const all = await listed();
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(sale.events));
    expect((await listed(`?q=${sale.orderId}`)).map(({ id }) => id)).toEqual(expect.arrayContaining(sale.events));
    expect(await listed(`?q=${sale.events[0]}`)).toHaveLength(1);
    expect((await listed(`?q=${sale.sessionId}`)).length).toBeGreaterThan(0);
    expect((await listed("?q=checkout+session")).every(({ type }) => type.startsWith("checkout.session"))).toBe(true);
    expect(await listed("?show=given_up")).toEqual([]);
    const applied = await db.transition.findFirstOrThrow({ where: { subjectType: "order", subjectId: sale.orderId, toState: "paid" } });
    const page = await eventRoute.loader(args(`/studio/events/${applied.causeId}`, { eventId: applied.causeId! }));
    expect(page.changes.map(({ words }) => words)).toEqual(expect.arrayContaining(["Order: pending → paid", "Access: granted"]));
    expect(page.changes.filter(({ words }) => /^(Order|Access)/.test(words)).map(({ orderId }) => orderId)).toEqual([sale.orderId, sale.orderId]);
    expect([...page.related.map(({ id }) => id), page.id]).toEqual(expect.arrayContaining(sale.events));
    expect(JSON.parse(page.payload!)).toMatchObject({ id: applied.causeId });
  });

  test("row 29: another store's events, runs and findings do not exist here, nor for who does not own the store", async () => {
    const theirs = await aSaleOf(other);
    const [eventId] = theirs.events;
    expect((await listed()).some(({ id }) => theirs.events.includes(id))).toBe(false);
    expect(await listed(`?q=${eventId}`)).toEqual([]);
    expect(await listed(`?q=${theirs.orderId}`)).toEqual([]);
    expect((await answerOf(() => eventRoute.loader(args(`/studio/events/${eventId}`, { eventId: eventId! })))).status).toBe(404);
    await answerOf(() => list.action(args("/studio/events", {}, { form: { event: eventId! } })));
    expect(await db.stripeEvent.findUniqueOrThrow({ where: { id: eventId! } })).toMatchObject({ status: "processed", replays: 0 });
    expect((await answerOf(() => compare.action(args("/studio/events/compare", {}, { form: { account: other.account.id } })))).status).toBe(404);
    const finding = await db.finding.create({ data: { id: newId("finding"), storeId: other.store.id, kind: "access_unpaid", subjectId: "ord_other", foundAt: now(), lastSeenAt: now() } });
    expect((await findingsRoute.loader(args("/studio/events/findings"))).findings).toEqual([]);
    expect((await answerOf(() => findingsRoute.action(args("/studio/events/findings", {}, { form: { finding: finding.id } })))).status).toBe(404);
    expect((await db.finding.findUniqueOrThrow({ where: { id: finding.id } })).closedAt).toBeNull();

    for (const role of ["editor", "support"] as const) {
      const helper = await makePerson();
      await db.teamMember.create({ data: { id: newId("teamMember"), storeId: shop.store.id, userId: helper.id, role, createdAt: now(), invitedById: shop.owner.id } });
      const theirCookie = await signedInAs(helper.id);
      expect((await answerOf(() => list.loader(args("/studio/events", {}, { cookie: theirCookie })))).status).toBe(403);
      expect((await answerOf(() => list.action(args("/studio/events", {}, { cookie: theirCookie, form: { event: "evt_x" } })))).status).toBe(403);
      expect((await answerOf(() => compare.action(args("/studio/events/compare", {}, { cookie: theirCookie, form: { account: shop.account.id } })))).status).toBe(403);
    }
  });

  test("an account that has left shows what came until then, and not what another store makes of it", async () => {
    const left = await aSellingStore(control);
    const before = await aSaleOf(left);
    ahead += MINUTE;
    await db.connectedAccount.update({ where: { id: left.account.id }, data: { status: "disconnected", disconnectedAt: now() } });
    ahead += MINUTE;
    const heir = await aSellingStore(control);
    await db.connectedAccount.create({ data: { ...heir.account, requirements: undefined, futureRequirements: undefined, capabilities: {}, people: [], renewals: [], id: newId("account"), isPrimary: false, stripeAccountId: left.account.stripeAccountId, connectedAt: now() } as never });
    ahead += MINUTE;
    await db.stripeEvent.create({ data: { id: "evt_after", endpoint: "connect", type: "account.updated", livemode: false, stripeAccountId: left.account.stripeAccountId, payload: {}, status: "ignored", stripeCreatedAt: now(), receivedAt: now() } });
    const of = async (shopOf: SellingStore) => (await list.loader({ ...args("/studio/events"), request: makeRequest("/studio/events", { cookie: await signedInAs(shopOf.owner.id) }) })).rows.map(({ id }) => id);
    expect(await of(left)).toEqual(expect.arrayContaining(before.events));
    expect(await of(left)).not.toContain("evt_after");
    expect(await of(heir)).toContain("evt_after");
    expect((await of(heir)).some((id) => before.events.includes(id))).toBe(false);
  });

  test("row 39: pages by keyset, the same number of operations for ten events and for thousands", async () => {
    const first = await operationsOf(() => listed());
    const base = now().getTime() - DAY;
    for (let part = 0; part < 4; part += 1) {
      await db.stripeEvent.createMany({
        data: Array.from({ length: 500 }, (_, index) => ({
          id: `evt_many_${part}_${index}`, endpoint: "connect", type: "account.updated", livemode: false, stripeAccountId: shop.account.stripeAccountId, payload: {}, status: "ignored" as const, stripeCreatedAt: now(), receivedAt: new Date(base - (part * 500 + index) * 1000),
        })),
      });
    }
    expect(await operationsOf(() => listed())).toBe(first);
    const seen: string[] = [];
    let next: string | null = "?show=ignored&q=account.updated";
    while (next) {
      const page: Awaited<ReturnType<typeof list.loader>> = await list.loader(args(`/studio/events${next}`));
      seen.push(...page.rows.map(({ id }) => id));
      next = page.older && page.older.slice(page.older.indexOf("?"));
    }
    expect(seen.filter((id) => id.startsWith("evt_many_"))).toHaveLength(2000);
    expect(new Set(seen).size).toBe(seen.length);
    await db.stripeEvent.deleteMany({ where: { id: { startsWith: "evt_many_" } } });
  });
});

describe("processing again", () => {
  test("one that was given up, and many at once: applied, once, and written down who did it", async () => {
    const { orderId, events } = await aSaleOf(shop);
    await db.stripeEvent.updateMany({ where: { id: { in: events } }, data: { status: "dead", attempts: 20, note: "Stripe did not answer" } });
    const answer = await answerOf(() => list.action(args("/studio/events", {}, { form: { event: events, back: "/studio/events?show=given_up" } })));
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/studio/events?show=given_up"]);
    await drain(jobHandlers);
    const rows = await db.stripeEvent.findMany({ where: { id: { in: events } }, select: { status: true, attempts: true, replays: true } });
    expect(rows).toEqual(rows.map(() => ({ status: "processed", attempts: 1, replays: 1 })));
    expect(await db.grant.count({ where: { orderId } })).toBe(1);
    expect(await db.outboxEmail.count({ where: { orderId, kind: "receipt" } })).toBe(1);
    expect(await db.auditEntry.findMany({ where: { storeId: shop.store.id, action: "event.replay" }, select: { actorId: true, summary: true } })).toEqual([{ actorId: shop.owner.id, summary: `had ${events.length} events processed again` }]);
  });

  test("not while it is being processed, and not without its content", async () => {
    const { events } = await aSaleOf(shop);
    const [busy, pruned] = events as [string, string];
    await db.stripeEvent.update({ where: { id: busy }, data: { status: "processing", leaseUntil: later(MINUTE) } });
    await db.stripeEvent.updateMany({ where: { id: pruned }, data: { payload: undefined } });
    await db.$executeRaw`UPDATE stripe_events SET payload = NULL WHERE id = ${pruned}`;
    await answerOf(() => list.action(args("/studio/events", {}, { form: { event: [busy, pruned] } })));
    expect(await statusOf(busy)).toBe("processing");
    expect(await statusOf(pruned)).toBe("processed");
    expect((await eventRoute.loader(args(`/studio/events/${pruned}`, { eventId: pruned }))).payload).toBeNull();
    await db.stripeEvent.update({ where: { id: busy }, data: { status: "processed", leaseUntil: null } });
  });
});

test("the content of old events is taken away, of those that wait it is kept", async () => {
  const { events } = await aSaleOf(shop);
  const [done, waiting] = events as [string, string];
  await db.stripeEvent.update({ where: { id: waiting }, data: { status: "failed", nextAttemptAt: new Date("2999-01-01") } });
  await db.reconciliation.create({ data: { id: newId("reconciliation"), accountId: shop.account.id, storeId: shop.store.id, trigger: "hourly", startedAt: now(), since: now() } });
  const old = await db.reconciliation.count();
  ahead += (env.eventPayloadDays - 1) * DAY;
  await jobHandlers.sweep({});
  expect((await db.stripeEvent.findUniqueOrThrow({ where: { id: done } })).payload).not.toBeNull();
  ahead += 2 * DAY;
  await jobHandlers.sweep({});
  expect((await db.stripeEvent.findUniqueOrThrow({ where: { id: done } })).payload).toBeNull();
  expect((await db.stripeEvent.findUniqueOrThrow({ where: { id: waiting } })).payload).not.toBeNull();
  expect(await db.reconciliation.count({ where: { startedAt: { lt: later(-env.eventPayloadDays * DAY) } } })).toBe(0);
  expect(old).toBeGreaterThan(0);
  await db.stripeEvent.update({ where: { id: waiting }, data: { status: "processed" } });
});

test("a comparison that was asked for says how far it is, and what it brought", async () => {
  const shop = await aSellingStore(control);
  cookie = await signedInAs(shop.owner.id);
  await aSaleOf(shop);
  const mine = async () => (await list.loader(args("/studio/events"))).comparisons.find(({ accountId }) => accountId === shop.account.id)!;
  await answerOf(() => compare.action(args("/studio/events/compare", {}, { form: { account: shop.account.id } })));
  expect(await mine()).toMatchObject({ running: true, result: "Stripe is being asked what has happened." });
  const { html } = await rendererOf([{ id: "events", path: "/studio/events", module: list }])(makeRequest("/studio/events", { cookie }));
  expect(html, "without scripts there is a link").toMatch(/<noscript><a [^>]*href="\/studio\/events"/);
  const run = await db.reconciliation.findFirstOrThrow({ where: { accountId: shop.account.id, endedAt: null } });
  for (const [seen, words] of [[{ eventsListed: 3 }, "3 events looked at; now checkouts."], [{ sessionsChecked: 1 }, "3 events and 1 checkout looked at; now refunds, disputes and who has access."]] as const) {
    await db.reconciliation.update({ where: { id: run.id }, data: seen });
    expect((await mine()).result).toBe(words);
  }
  ahead += 2 * MINUTE;
  await drain(jobHandlers);
  expect(await mine()).toMatchObject({ running: false, result: expect.stringMatching(/looked at; nothing was missed/) });
});

describe("webhooks that stay away", () => {
  test("are told of when sales happened meanwhile, and not any more when one arrives", async () => {
    const quiet = await aSellingStore(control);
    expect(await quietWebhooks(quiet.store.id), "no sale yet").toBeNull();
    control.webhooks.configure({ mode: "drop" });
    const { orderId, sessionId } = await aCheckout(quiet);
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email: "quiet@example.com", name: "Noor" });
    await completePurchase(orderId, { cause: "return page" });
    expect(await quietWebhooks(quiet.store.id), "it may be on its way").toBeNull();
    ahead += 20 * MINUTE;
    expect(await quietWebhooks(quiet.store.id)).toMatchObject({ accountId: quiet.account.id, sales: 1, lastMessage: null });
    // Found by asking is not heard of.
    ahead += HOUR;
    await reconcileAccount(quiet.account.id);
    expect(await quietWebhooks(quiet.store.id)).toMatchObject({ sales: 1 });
    const body = JSON.stringify({ id: "evt_at_last", object: "event", created: Math.floor(Date.now() / 1000), livemode: false, api_version: "2026-10-28.endive", account: quiet.account.stripeAccountId, type: "account.updated", data: { object: { id: quiet.account.stripeAccountId, object: "account" } } });
    const clock = setClock(() => Date.now());
    const signature = new Stripe("sk_test_x").webhooks.generateTestHeaderString({ payload: body, secret: sandboxKeys.connectWebhookSecret });
    await receiveStripeEvent("connect", body, signature);
    clock();
    await db.stripeEvent.update({ where: { id: "evt_at_last" }, data: { receivedAt: now() } });
    expect(await quietWebhooks(quiet.store.id)).toBeNull();
    expect(await quietWebhooks(shop.store.id), "other stores are not concerned").toBeNull();
  });
});

describe("webhooks that come after a comparison has found their events", () => {
  test("count as heard of: nothing stays away", async () => {
    const late = await aSellingStore(control);
    control.webhooks.configure({ mode: "hold" });
    const { orderId, sessionId } = await aCheckout(late);
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email: "late@example.com", name: "Noor" });
    await completePurchase(orderId, { cause: "return page" });
    ahead += 2 * HOUR;
    await reconcileAccount(late.account.id);
    expect(await quietWebhooks(late.store.id)).toMatchObject({ sales: 1 });
    ahead = 0;
    control.webhooks.release({ order: "fifo" });
    await control.webhooks.flush({});
    control.webhooks.configure({ mode: "normal" });
    ahead += 2 * HOUR;
    expect(await quietWebhooks(late.store.id)).toBeNull();
    // Of each event that was found there is one row, and it says that its webhook came.
    const rows = await db.stripeEvent.findMany({ where: { stripeAccountId: late.account.stripeAccountId, type: "checkout.session.completed" }, select: { endpoint: true } });
    expect(rows).toEqual([{ endpoint: "connect" }]);
  });
});

describe("the operator", () => {
  test("sees every account's events and the platform's own; nobody else does, nor with an address that was not proved", async () => {
    const kept = [...env.operatorEmails];
    try {
      const chief = await makePerson({ email: "chief@example.com" });
      env.operatorEmails.splice(0, kept.length, "chief@example.com");
      const chiefCookie = await signedInAs(chief.id);
      const theirs = await aSaleOf(other);
      const loaders = [
        (by: string) => operatorLayout.loader(args("/operator", {}, { cookie: by })),
        (by: string) => operatorHome.loader(args("/operator", {}, { cookie: by })),
        (by: string) => operatorEvents.loader(args(`/operator/events?q=${theirs.events[0]}`, {}, { cookie: by })),
        (by: string) => operatorEvent.loader(args(`/operator/events/${theirs.events[0]}`, { eventId: theirs.events[0]! }, { cookie: by })),
        (by: string) => operatorEvents.action(args("/operator/events", {}, { cookie: by, form: { event: theirs.events[0]! } })),
      ];
      for (const load of loaders) expect((await answerOf(() => load(cookie))).status).toBe(404);
      for (const load of loaders) expect((await answerOf(() => load(chiefCookie))).status).toBeLessThan(400);
      expect((await operatorEvents.loader(args(`/operator/events?q=${theirs.events[0]}`, {}, { cookie: chiefCookie }))).rows).toHaveLength(1);
      expect((await db.stripeEvent.findUniqueOrThrow({ where: { id: theirs.events[0]! } })).replays).toBe(1);
      await db.user.update({ where: { id: chief.id }, data: { emailVerifiedAt: null } });
      expect((await answerOf(() => operatorHome.loader(args("/operator", {}, { cookie: chiefCookie })))).status).toBe(404);
    } finally {
      env.operatorEmails.splice(0, env.operatorEmails.length, ...kept);
    }
  });

  test("in the sandbox it is Ada; a list of addresses otherwise, nobody when it is empty", async () => {
    const { readEnvironment } = await import("~/env.server");
    const base = { ...process.env, OPERATOR_EMAILS: undefined };
    expect(readEnvironment(base).operatorEmails).toEqual(["ada@lectern.example"]);
    expect(readEnvironment({ ...base, OPERATOR_EMAILS: " Chief@Example.com , ops@example.com," }).operatorEmails).toEqual(["chief@example.com", "ops@example.com"]);
    expect(() => readEnvironment({ ...base, EVENT_PAYLOAD_DAYS: "soon" })).toThrow(/EVENT_PAYLOAD_DAYS/);
  });
});
