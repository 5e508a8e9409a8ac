import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { changeWords, eventTitle } from "~/domain/events/event-words";
import { handlers } from "~/domain/events/handlers.server";
import { env } from "~/env.server";
import * as operatorEvents from "~/routes/operator/events";
import * as eventRoute from "~/routes/studio/events/event";
import * as list from "~/routes/studio/events/list";
import { aClubOf, aMember, deliver } from "../factories/memberships";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { context } from "../setup/context";
import { makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
let cookie = "";
let chief = "";
beforeAll(async () => {
  shop = await aSellingStore(control);
});
beforeEach(async () => {
  cookie = await signedInAs(shop.owner.id);
  const operator = await makePerson();
  env.operatorEmails.splice(0, env.operatorEmails.length, operator.email);
  chief = await signedInAs(operator.id);
});

const found = async (loader: typeof list.loader | typeof operatorEvents.loader, by: string, query: string) =>
  (await loader({ request: makeRequest(`/events?q=${query}`, { cookie: by }), params: {}, context })).rows.map(({ type }) => type).sort();

describe("looking for events", () => {
  test("an order, its payment, its membership and a renewal lead to all that was said of them, for the operator as for the creator", async () => {
    const member = await aMember(control, await aClubOf(shop));
    const { stripePaymentIntentId } = await db.order.findUniqueOrThrow({ where: { id: member.orderId } });
    control.payments.refund({ charge: stripePaymentIntentId ?? "", amount: 100 });
    await deliver(control);
    const byOrder = await found(list.loader, cookie, member.orderId);
    expect(byOrder).toEqual(expect.arrayContaining(["checkout.session.completed", "customer.subscription.created", "invoice.paid", "charge.refunded"]));
    for (const id of [member.stripeSubscriptionId, stripePaymentIntentId ?? ""]) expect(await found(list.loader, cookie, id)).toEqual(byOrder);
    for (const id of [member.orderId, member.stripeSubscriptionId, stripePaymentIntentId ?? ""]) expect(await found(operatorEvents.loader, chief, id)).toEqual(byOrder);
    const stranger = await aSellingStore(control);
    expect(await found(list.loader, await signedInAs(stranger.owner.id), member.orderId)).toEqual([]);
  });

  test("a change of a refund, a dispute and a warning leads to its order", async () => {
    const { orderId, sessionId } = await aCheckout(shop);
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email: "links@example.com", name: "Noor" });
    await deliver(control);
    control.payments.refund({ charge: sessionId, amount: 900 });
    control.payments.warnOfFraud({ charge: sessionId });
    control.payments.openDispute({ charge: sessionId });
    await deliver(control);
    const where = { orderId };
    const changed = { Refund: await db.refund.findFirstOrThrow({ where }), "Fraud warning": await db.fraudWarning.findFirstOrThrow({ where }), Dispute: await db.dispute.findFirstOrThrow({ where }) };
    for (const [name, { id }] of Object.entries(changed)) {
      const { causeId } = await db.transition.findFirstOrThrow({ where: { subjectId: id, causeId: { startsWith: "evt_" } } });
      const page = await eventRoute.loader({ request: makeRequest("/x", { cookie }), params: { eventId: causeId ?? "" }, context });
      expect(page.changes.find(({ words }) => words.startsWith(`${name}: `)), name).toMatchObject({ orderId });
    }
  });
});

test("every type of event that has an effect here has words, and so have its changes", () => {
  for (const type of handlers.keys()) expect(eventTitle(type), type).not.toBe(type);
  expect(changeWords({ subjectType: "fraud_warning", fromState: null, toState: "actionable" })).toBe("Fraud warning: actionable");
});
