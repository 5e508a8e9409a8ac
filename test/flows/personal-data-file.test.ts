import { expect, test } from "vitest";
import { db } from "~/db.server";
import { deleteAccount } from "~/domain/personal-data/delete-account.server";
import { DAY, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import * as dataFile from "~/routes/settings/account-export";
import { aCourse, aStore } from "../factories/catalog";
import { anOrder } from "../factories/library";
import { anAccount } from "../factories/merchants";
import { makePerson } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const fileOf = async (userId: string) =>
  (await (await answerOf(async () => dataFile.loader({ request: makeRequest("/settings/account/export", { cookie: await signedInAs(userId) }), params: {}, context: {} }))).json()) as Record<string, unknown>;
const aMail = (toAddress: string, kind: string, props: Record<string, string> = {}, orderId: string | null = null) =>
  db.outboxEmail.create({ data: { id: newId("outboxEmail"), kind, subjectKey: newId("outboxEmail"), toAddress, orderId, payload: { props, link: null }, status: "sent", nextAttemptAt: now(), createdAt: now() } });

test("the file of everything holds also what others wrote about a person, what went back to them, and what was sent to former addresses", async () => {
  const { store, owner } = await aStore();
  const { offer } = await aCourse(store.id);
  const person = await makePerson();
  const order = await anOrder(person, offer, { number: 7, createdAt: later(-DAY), buyerEmail: "under@first.example", buyerBusiness: "Haddad Ceramics Lda", buyerAddress: ["Rua das Flores 12", "4050-262 Porto"], buyerTaxIds: ["PT123456789 (eu_vat)"], buyerCountry: "PT" });
  await anOrder(person, offer, { number: null, paidAt: null, givenById: owner.id, givenReason: "Helped at the fair." });
  const account = await anAccount(store.id);
  const about = { storeId: store.id, orderId: order.id, connectedAccountId: account.id, currency: "eur" };
  await db.refund.create({ data: { ...about, id: newId("refund"), stripeRefundId: "re_own", amount: 900n, reason: "other", note: "Was not happy with the glaze.", status: "succeeded", createdAt: now() } });
  await db.dispute.create({ data: { ...about, id: newId("dispute"), stripeDisputeId: "dp_own", stripeChargeId: "ch_own", amount: 4000n, reason: "product_not_received", status: "won", openedAt: now(), syncedAt: now() } });
  const note = (subject: { userId?: string; orderId?: string }, text: string, createdAt = now()) => db.note.create({ data: { id: newId("note"), storeId: store.id, authorId: owner.id, text, createdAt, ...subject } });
  await note({ userId: person.id }, "Prefers to be called.", later(-DAY));
  await note({ orderId: order.id }, "Asked for a paper invoice.");
  await db.customer.create({ data: { storeId: store.id, userId: person.id, firstAt: now(), lastAt: now(), orders: 1 } });
  await db.mailAddress.create({ data: { email: person.email, problem: "bounced", detail: "mailbox full", since: now() } });
  await aMail("before@first.example", "email-changed", { email: person.email });
  await aMail("under@first.example", "receipt", {}, order.id);
  await db.teamInvitation.create({ data: { id: newId("teamInvitation"), storeId: store.id, email: person.email, role: "support", createdAt: now(), expiresAt: now(), invitedById: owner.id, tokenId: newId("emailToken") } });
  // Nobody else's.
  const other = await makePerson();
  await note({ userId: other.id }, "About somebody else.");
  await aMail(other.email, "receipt");

  const file = await fileOf(person.id);
  expect(file).toMatchObject({
    person: { formerAddresses: ["before@first.example"] },
    orders: [{ number: 7, boughtAs: { business: "Haddad Ceramics Lda", address: ["Rua das Flores 12", "4050-262 Porto"], taxIds: ["PT123456789 (eu_vat)"], country: "PT" } }, { givenBecause: "Helped at the fair." }],
    refunds: [{ order: 7, amount: "9.00", noteOfTheSeller: "Was not happy with the glaze." }],
    disputes: [{ order: 7, amount: "40.00", status: "won" }],
    notesOfSellers: [{ about: "you", text: "Prefers to be called." }, { about: { order: 7 }, text: "Asked for a paper invoice." }],
    customerOf: [{ store: store.name, orders: 1 }],
    mailTrouble: [{ email: person.email, problem: "bounced", detail: "mailbox full" }],
    invitations: [{ store: store.name, to: person.email, role: "support" }],
  });
  expect((file.mails as { kind: string; to: string }[]).map(({ kind, to }) => [kind, to]).sort()).toEqual([["email-changed", "before@first.example"], ["receipt", "under@first.example"]]);
  expect(JSON.stringify(file)).not.toContain("About somebody else.");
  expect(JSON.stringify(file)).not.toContain(other.email);

  expect((await deleteAccount(person.id, { cause: "test" })).ok).toBe(true);
  expect(await db.refund.findUniqueOrThrow({ where: { stripeRefundId: "re_own" } })).toMatchObject({ note: "", amount: 900n });
});

test("forgotten, a person is named in no mail to their sellers either; what was told stays told", async () => {
  const { store, owner } = await aStore();
  const { offer } = await aCourse(store.id);
  const person = await makePerson({ name: "Noor “Nono” Haddad" });
  const order = await anOrder(person, offer, { number: 1 });
  const toSeller = async (kind: string, subjectKey: string, props: object, orderId: string | null = null) =>
    db.outboxEmail.create({ data: { id: newId("outboxEmail"), kind, subjectKey, toAddress: owner.email, orderId, payload: { props: props as Record<string, string>, link: null }, status: "sent", nextAttemptAt: now(), createdAt: now() } });
  const notice = await toSeller("sale-notice", order.id, { buyer: { name: person.name, email: person.email }, amount: "€49" }, order.id);
  const dispute = await toSeller("dispute-opened", "dsp_told", { buyer: `${person.name}, ${person.email}`, amount: "€49" }, order.id);
  await toSeller("sale-digest", `${store.id}.2026-11-20`, { sales: [{ kind: `${person.name} · order 1` }] });
  await toSeller("renewals-failed", `${store.id}.2026-11-20T06:00`, { failed: [{ member: `${person.name}, ${person.email}` }] });
  const others = await toSeller("sale-digest", `${store.id}.2026-11-21`, { sales: [{ kind: "Somebody else · order 2" }] });

  expect((await deleteAccount(person.id, { cause: "test" })).ok).toBe(true);
  const left = await db.outboxEmail.findMany({ where: { toAddress: owner.email } });
  expect(left.map(({ id }) => id).sort()).toEqual([notice.id, dispute.id, others.id].sort());
  expect(JSON.stringify(left)).not.toContain(person.email);
  expect(JSON.stringify(left)).not.toContain("Haddad");
  expect(left.find(({ id }) => id === notice.id)?.payload).toMatchObject({ props: { buyer: { name: "Deleted account", email: "" }, amount: "€49" } });
});
