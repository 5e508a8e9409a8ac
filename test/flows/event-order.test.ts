import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { handlers } from "~/domain/events/handlers.server";
import type { EventHandler } from "~/domain/events/event";
import { dueEvents, processEvent } from "~/domain/events/process.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { Prisma } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { later, MINUTE, now, SECOND, setClock } from "~/lib/clock";
import { aCheckout, aPaidSale, aSellingStore, type SellingStore } from "../factories/sales";
import { useSandbox } from "../setup/sandbox";

const { sandbox, control } = useSandbox();
let shop: SellingStore;
beforeAll(async () => {
  shop = await aSellingStore(control);
});

/** What a handler of this test does, and in which order events reached it. */
let ran: string[] = [];
let during: (eventId: string) => Promise<void> = () => Promise.resolve();
const table = handlers as Map<string, EventHandler>;
table.set("test.slow", { types: ["test.slow"], handle: async ({ id }) => { ran.push(`${id} begins`); await during(id); ran.push(`${id} ends`); return { status: "processed" }; } });
beforeEach(() => {
  ran = [];
  during = () => Promise.resolve();
});

let counter = 0;
async function anEvent(subjectKey: string, over: Partial<Prisma.StripeEventCreateInput> = {}): Promise<string> {
  counter += 1;
  const id = `evt_order_${counter}`;
  await db.stripeEvent.create({
    data: { id, endpoint: "connect", type: "test.slow", livemode: false, subjectKey, payload: { data: { object: {} } }, stripeCreatedAt: later(counter * SECOND), receivedAt: now(), ...over },
  });
  return id;
}
const statusOf = async (id: string) => (await db.stripeEvent.findUniqueOrThrow({ where: { id } })).status;

describe("two events about one thing never run at once", () => {
  test("one that comes while the other runs waits, and is taken along afterwards", async () => {
    const [first, second, third, other] = [await anEvent("acct_1/ord_a"), await anEvent("acct_1/ord_a"), await anEvent("acct_1/ord_a"), await anEvent("acct_1/ord_b")];
    // What another process would do in the middle of the work.
    during = async (id) => {
      if (id !== first) return;
      await Promise.all([processEvent(third), processEvent(second), processEvent(other)]);
    };
    await processEvent(first);
    const of = ran.filter((line) => !line.startsWith(other));
    expect(of).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`, `${third} begins`, `${third} ends`]);
    expect(ran.indexOf(`${other} ends`), "another thing does not wait").toBeLessThan(ran.indexOf(`${first} ends`));
    const rows = await db.stripeEvent.findMany({ where: { id: { in: [first, second, third, other] } }, select: { status: true, attempts: true } });
    expect(rows).toEqual(rows.map(() => ({ status: "processed", attempts: 1 })));
  });

  test("one that fails does not keep the next one waiting", async () => {
    const [first, second] = [await anEvent("acct_1/ord_c"), await anEvent("acct_1/ord_c")];
    during = async (id) => {
      if (id !== first) return;
      await processEvent(second);
      throw new Error("Stripe does not answer");
    };
    await processEvent(first);
    expect([await statusOf(first), await statusOf(second)]).toEqual(["failed", "processed"]);
  });

  test("row 7: a process that died in the middle holds up nothing beyond its lease, and its own event comes again within a minute", async () => {
    const first = await anEvent("acct_1/ord_d");
    const second = await anEvent("acct_1/ord_d");
    // Killed: the row is leased, nobody works on it.
    await db.stripeEvent.update({ where: { id: first }, data: { status: "processing", attempts: 1, leaseUntil: later(40 * SECOND) } });
    await processEvent(second);
    expect(await statusOf(second), "the lease is respected").toBe("received");
    setClock(() => Date.now() + MINUTE);
    await processEvent(second);
    expect(await statusOf(second)).toBe("processed");
    expect(await statusOf(first), "taken along").toBe("processed");
    expect(await dueEvents()).not.toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^(${first}|${second})$`))]));
  });
});

describe("a Stripe that does not answer for a long time", () => {
  test("a worker that outlives its lease has no say any more: what another has applied meanwhile stays applied", async () => {
    const id = await anEvent("acct_1/ord_late");
    during = async () => {
      during = () => Promise.resolve();
      setClock(() => Date.now() + MINUTE);
      // The sweep of another process.
      await processEvent(id);
      expect(await statusOf(id)).toBe("processed");
      throw new Error("Stripe did not answer after all");
    };
    await processEvent(id);
    expect(await db.stripeEvent.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "processed", note: null, attempts: 2 });
  });

  test("six events that hang: the sweep tries one of them and goes on to the mails and all else; the others have their turn later", async () => {
    await drain(jobHandlers);
    await db.stripeEvent.updateMany({ data: { status: "processed" } });
    const { orderId } = await aPaidSale(control, shop, { email: "while-it-hangs@example.com" });
    // Its job was lost.
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'send-email'`;
    const events: string[] = [];
    for (const subject of ["a", "a", "a", "b", "c", "d"]) events.push(await anEvent(`acct_1/ord_hangs_${subject}`));
    let ahead = 0;
    setClock(() => Date.now() + ahead);
    const begun = now();
    during = () => {
      ahead += 21 * SECOND;
      return Promise.reject(new Error("Stripe does not answer"));
    };
    await jobHandlers.sweep({});
    expect(ran).toEqual([`${events[0]} begins`]);
    await drain(jobHandlers);
    const receipt = await db.outboxEmail.findFirstOrThrow({ where: { orderId, kind: "receipt" } });
    expect(receipt.sentAt!.getTime() - begun.getTime()).toBeLessThan(MINUTE);
    during = () => Promise.resolve();
    ahead += MINUTE;
    await jobHandlers.sweep({});
    expect(await Promise.all(events.map(statusOf))).toEqual(events.map(() => "processed"));
  });
});

describe("an older reading never overwrites a newer truth", () => {
  /** Holds back Stripe's answer to the next reading of a session until it is let go; answers what it was when it was asked. */
  function holdTheNextReading(sessionId: string) {
    const handle = sandbox.handle.bind(sandbox);
    let [sayAnswered, go] = [() => {}, () => {}];
    const answered = new Promise<void>((resolve) => (sayAnswered = resolve));
    const letGo = new Promise<void>((resolve) => (go = resolve));
    let asked = false;
    sandbox.handle = async (request) => {
      const mine = !asked && request.method === "GET" && request.url.includes(`/checkout/sessions/${sessionId}`);
      if (!mine) return handle(request);
      asked = true;
      const answer = await handle(request);
      sayAnswered();
      await letGo;
      sandbox.handle = handle;
      return answer;
    };
    return { answered, go: () => go() };
  }

  test("row 3: a slow reading from before a refund does not undo the refund", async () => {
    const { orderId, sessionId } = await aPaidSale(control, shop, { email: "slow@example.com" });
    control.payments.refund({ charge: sessionId, amount: 900 });
    const held = holdTheNextReading(sessionId);
    const slow = completePurchase(orderId, { cause: "charge.refunded", causeId: "evt_slow" });
    await held.answered;
    // The rest goes back, and somebody else reads and writes that first.
    control.payments.refund({ charge: sessionId });
    await completePurchase(orderId, { cause: "charge.refunded", causeId: "evt_quick" });
    held.go();
    expect(await slow).toEqual({ ok: true, value: { orderId, status: "refunded" } });
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ status: "refunded", amountRefunded: 4900n });
    expect(await db.grant.count({ where: { orderId, revokedAt: null } })).toBe(0);
  });

  test("row 1: fifty readings at once of one order are not fifty times fifty", async () => {
    const { orderId, sessionId } = await aCheckout(shop);
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email: "fifty@example.com", name: "Noor" });
    const before = control.state.requests({ operation: "checkout.sessions.retrieve" }).length;
    const all = await Promise.all(Array.from({ length: 50 }, () => completePurchase(orderId, { cause: "test" })));
    expect(all).toEqual(all.map(() => ({ ok: true, value: { orderId, status: "paid" } })));
    expect(control.state.requests({ operation: "checkout.sessions.retrieve" }).length - before).toBeLessThanOrEqual(100);
    await drain(jobHandlers);
    expect(await db.grant.count({ where: { orderId } })).toBe(1);
    expect(await db.outboxEmail.count({ where: { orderId, kind: "receipt" } })).toBe(1);
  });
});
