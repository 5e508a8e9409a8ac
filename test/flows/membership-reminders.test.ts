import { describe, expect, test } from "vitest";
import { adoptConnection, currentConnection, db } from "~/db.server";
import { moveTo } from "~/domain/personal-data/change-email.server";
import { cancelAtPeriodEnd } from "~/domain/memberships/cancel.server";
import { dueReminders, remindMember } from "~/domain/memberships/due-reminders.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { storesWithFailures, tellFailures, toldUntil } from "~/domain/memberships/tell-failures.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { now, setClock } from "~/lib/clock";
import { ok } from "~/lib/result";
import { aClub, aMember, deliver } from "../factories/memberships";
import { after, CAUSE, control, kinds, memberOf, open, propsOf, prepareClubMails } from "../setup/club-mails";
import { mailsTo } from "../setup/people";

prepareClubMails();

describe("the creator", () => {
  test("hears of all failures of a day in one mail, not of what was paid meanwhile, and never twice", async () => {
    const own = await aClub(control);
    const [one, two, third] = [await aMember(control, own), await aMember(control, own), await aMember(control, own)];
    for (const { stripeSubscriptionId } of [one, two, third]) control.subscriptions.failNext({ subscription: stripeSubscriptionId, times: 1 });
    after(32);
    await deliver(control);
    control.invoices.pay({ invoice: (await open(third)).stripeInvoiceId });
    await deliver(control);
    const owner = await db.store.findUniqueOrThrow({ where: { id: own.shop.store.id }, include: { owner: true } });
    const told = async () => (await mailsTo(owner.owner.email)).filter(({ kind }) => kind === "renewals-failed");
    after(33.5);
    expect(await storesWithFailures()).toContain(own.shop.store.id);
    await Promise.all([tellFailures(own.shop.store.id), tellFailures(own.shop.store.id)]);
    const [mail, ...more] = await told();
    expect(more).toEqual([]);
    expect(mail!.props).toMatchObject({ amount: "€18", recovered: 1, more: 0, failed: [{ note: expect.stringContaining("The bank refused it. Next try on ") }, { what: "The Tuesday Club · €9" }], ended: [] });
    expect(JSON.stringify(mail!.props)).not.toContain(third.user!.email);
    expect(await storesWithFailures()).not.toContain(own.shop.store.id);
    after(34.5);
    await tellFailures(own.shop.store.id);
    expect(await told()).toHaveLength(1);
    expect(toldUntil(new Date("2026-03-02T05:59:00Z"))).toEqual(new Date("2026-03-01T06:00:00Z"));
    expect(toldUntil(new Date("2026-03-02T06:00:00Z"))).toEqual(new Date("2026-03-02T06:00:00Z"));
    expect(now().getTime()).toBeGreaterThan(Date.now());
  });
});

describe("reminders", () => {
  test("a trial that ends soon is told once: by Stripe's event, or by the sweep where that was lost", async () => {
    const { club: own, member } = await memberOf({ trialDays: 14 });
    const lost = await aMember(control, own);
    after(11.5);
    control.clock.get({});
    // Both events are there; one is taken away.
    const putBack = setClock(() => Date.now());
    control.webhooks.release({ order: "fifo" });
    await control.webhooks.flush({});
    putBack();
    await db.stripeEvent.deleteMany({ where: { type: "customer.subscription.trial_will_end", objectId: lost.stripeSubscriptionId } });
    await db.stripeEvent.deleteMany({ where: { type: "invoice.upcoming" } });
    await drain(jobHandlers);
    expect(await kinds(member)).toEqual(["trial-ending"]);
    expect(await propsOf(member, "trial-ending")).toMatchObject({ rate: "€9 a month", plan: "Studio, monthly", method: "Visa •••• 4242" });
    expect(await kinds(lost)).toEqual([]);
    expect(await dueReminders()).toContain(lost.subscriptionId);
    await jobHandlers.sweep({});
    await jobHandlers.sweep({});
    expect(await kinds(lost)).toEqual(["trial-ending"]);
    expect(await kinds(member)).toEqual(["trial-ending"]);
    after(15);
    await deliver(control);
    expect(await kinds(member), "the first payment after a trial has a receipt").toEqual(["trial-ending", "renewal-receipt"]);
  });

  test("who changes their address is not told a second time; what never arrived reaches the new one", async () => {
    const { club: own, member } = await memberOf({ trialDays: 14 });
    const bounced = await aMember(control, own);
    after(11.5);
    for (const [one, status] of [[member, "delivered"], [bounced, "bounced"]] as const) {
      await remindMember(one.subscriptionId);
      await db.outboxEmail.updateMany({ where: { kind: "trial-ending", toAddress: one.user!.email }, data: { status } });
      const moved = await db.$transaction((tx) => moveTo(tx, { userId: one.user!.id, email: `moved-${one.user!.email}`, requester: { ip: "192.0.2.1", userAgent: "" } }, () => Promise.resolve(ok())));
      expect(moved.ok).toBe(true);
    }
    const due = await dueReminders();
    expect(due).not.toContain(member.subscriptionId);
    expect(due).toContain(bounced.subscriptionId);
    await jobHandlers.sweep({});
    expect((await mailsTo(`moved-${bounced.user!.email}`)).map(({ kind }) => kind)).toContain("trial-ending");
    expect((await mailsTo(`moved-${member.user!.email}`)).map(({ kind }) => kind)).not.toContain("trial-ending");
  });

  test("who has cancelled a trial is left alone", async () => {
    const { member } = await memberOf({ trialDays: 14 });
    await cancelAtPeriodEnd({ ...member.which, reason: "" }, CAUSE);
    after(12);
    await deliver(control);
    expect(await dueReminders()).not.toContain(member.subscriptionId);
    expect(await kinds(member)).toEqual([]);
  });

  test("a card that will have expired at the next payment is told once a card; a new card ends it", async () => {
    const own = await aClub(control);
    const member = await aMember(control, own);
    const row = await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } });
    expect(row.cardExpiresOn).toEqual(new Date(Date.UTC(2034, 11, 31)));
    const next = row.currentPeriodEnd!;
    const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth(), 0));
    after(1);
    // As read at the last payment: the sweep needs nobody to tell it.
    await db.subscription.update({ where: { id: row.id }, data: { cardExpiresOn: last } });
    expect(await dueReminders()).toContain(row.id);
    await Promise.all([remindMember(row.id), remindMember(row.id)]);
    expect(await dueReminders()).not.toContain(row.id);
    expect(await kinds(member)).toEqual(["card-expiring"]);
    expect(await propsOf(member, "card-expiring")).toMatchObject({ method: "Visa •••• 4242", next: expect.stringMatching(/^€9 on /) });
    control.subscriptions.setCardExpiry({ subscription: member.stripeSubscriptionId, year: last.getUTCFullYear(), month: last.getUTCMonth() + 1 });
    await syncSubscription(member.stripeSubscriptionId, CAUSE);
    expect(await db.subscription.findUnique({ where: { id: row.id } })).toMatchObject({ cardExpiresOn: last });
    expect(await kinds(member), "read from Stripe, it is the same card").toEqual(["card-expiring"]);
    control.subscriptions.setCardExpiry({ subscription: member.stripeSubscriptionId, year: 2040, month: 2 });
    await syncSubscription(member.stripeSubscriptionId, CAUSE);
    expect(await db.subscription.findUnique({ where: { id: row.id } })).toMatchObject({ cardExpiresOn: new Date(Date.UTC(2040, 1, 29)) });
    expect(await kinds(member)).toEqual(["card-expiring"]);
  });

  test("Stripe's word that a renewal is near is a reason to look at the card", async () => {
    const own = await aClub(control);
    const member = await aMember(control, own);
    const next = (await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } })).currentPeriodEnd!;
    const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth(), 0));
    control.subscriptions.setCardExpiry({ subscription: member.stripeSubscriptionId, year: last.getUTCFullYear(), month: last.getUTCMonth() + 1 });
    after(24);
    control.clock.get({});
    const putBack = setClock(() => Date.now());
    control.webhooks.release({ order: "fifo" });
    await control.webhooks.flush({});
    putBack();
    const event = await db.stripeEvent.findFirstOrThrow({ where: { type: "invoice.upcoming", payload: { path: ["data", "object", "customer"], equals: (await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } })).stripeCustomerId } } });
    await jobHandlers["stripe-event"]({ eventId: event.id });
    expect(await db.stripeEvent.findUnique({ where: { id: event.id } })).toMatchObject({ status: "processed" });
    expect(await kinds(member)).toEqual(["card-expiring"]);
  });

  test("the sweep looks only at who may be due, not at every membership there is", async () => {
    const connection = currentConnection();
    const asked: { text: string; values: unknown[] }[] = [];
    const query: typeof connection.query = (text, values = []) => {
      asked.push({ text, values });
      return connection.query(text, values);
    };
    adoptConnection({ ...connection, query });
    try {
      await dueReminders();
    } finally {
      adoptConnection(connection);
    }
    const [{ text, values } = { text: "", values: [] }] = asked;
    const plan = await connection.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, values);
    expect(plan.rows.map((row) => row["QUERY PLAN"]).join("\n")).not.toContain("CTE live");
  });
});
