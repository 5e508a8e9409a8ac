import type { ActionFunctionArgs } from "@remix-run/node";
import { beforeEach, describe, expect, test } from "vitest";
import { getViewer } from "~/auth/guards.server";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { saveProgress } from "~/domain/courses/progress.server";
import type { Offer, User } from "~/generated/prisma/client";
import { HOUR, later, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import * as changeEmail from "~/routes/auth/change-email";
import * as merge from "~/routes/auth/merge";
import * as restore from "~/routes/auth/restore-email";
import * as account from "~/routes/settings/account";
import * as deletion from "~/routes/settings/account-delete";
import * as dataFile from "~/routes/settings/account-export";
import { aCourse, aStore } from "../factories/catalog";
import { aGrant, anOrder } from "../factories/library";
import { makePerson, makeStore, PASSWORD } from "../factories/people";
import { mailsTo, tokenMailedTo } from "../setup/people";
import { answerOf, cookieFrom, makeRequest, signedInAs, type RequestOptions } from "../setup/request";

let ip = 0;
beforeEach(() => {
  ip += 1;
});
const args = (path: string, options: RequestOptions = {}, params: ActionFunctionArgs["params"] = {}): ActionFunctionArgs => ({ request: makeRequest(path, { ip: `10.4.0.${ip}`, ...options }), params, context: {} });
const onAccount = (cookie: string, form: Record<string, string>) => answerOf(() => account.action(args("/settings/account", { cookie, form })));
const use = (page: { action: (at: ActionFunctionArgs) => Promise<unknown> }, cookie: string, token: string) => answerOf(() => page.action(args(`/auth/x/${token}`, { cookie, form: {} }, { token })));
const look = (page: { loader: (at: ActionFunctionArgs) => Promise<unknown> }, cookie: string, token: string) => answerOf(() => page.loader(args(`/auth/x/${token}`, { cookie }, { token })));
const viewerOf = (cookie: string) => getViewer(makeRequest("/", { cookie }));
const sessionIn = (answer: Response) => cookieFrom(answer).split("; ").find((one) => one.startsWith("lectern_session=")) ?? "";
const freshAddress = () => `new-${newId("user").slice(-8)}@example.com`;

/** A buyer of a course, with an order and its grant. */
async function aBuyer(email?: string): Promise<{ person: User; offer: Offer; cookie: string; lessonId: string }> {
  const { store } = await aStore();
  const { offer, lessons } = await aCourse(store.id);
  const person = await makePerson(email ? { email } : {});
  const order = await anOrder(person, offer, { number: 1 });
  await aGrant(person.id, offer.id, { orderId: order.id });
  return { person, offer, cookie: await signedInAs(person.id), lessonId: lessons[0]?.id ?? "" };
}

describe("another address", () => {
  test("a link to the new one, used in the browser that asked: it is the address, everybody else is out, the old one is told", async () => {
    const { person, offer, cookie } = await aBuyer();
    const elsewhere = await signedInAs(person.id);
    const email = freshAddress();
    expect(await (await onAccount(cookie, { intent: "address", email })).json()).toMatchObject({ form: "address", sentTo: email });
    expect((await db.user.findUniqueOrThrow({ where: { id: person.id } })).email).toBe(person.email);

    const token = await tokenMailedTo(email, "change-email");
    expect(await (await look(changeEmail, cookie, token)).json()).toMatchObject({ preview: { email, known: false } });
    const done = await use(changeEmail, cookie, token);
    expect(done.headers.get("Location")).toBe("/settings/account");
    expect((await viewerOf(sessionIn(done)))?.email).toBe(email);
    expect([await viewerOf(cookie), await viewerOf(elsewhere)]).toEqual([null, null]);
    expect(await canOpen(person.id, offer.id)).toBe(true);
    expect((await mailsTo(person.email)).map((mail) => mail.kind)).toEqual(["email-changed"]);
    expect((await use(changeEmail, sessionIn(done), token)).status).toBe(410);
  });

  test("needs the password where there is one, or a session that is fresh", async () => {
    const person = await makePerson({ password: true });
    const cookie = await signedInAs(person.id);
    const email = freshAddress();
    const wrong = await onAccount(cookie, { intent: "address", email, password: "no" });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain(email);
    expect(await mailsTo(email)).toEqual([]);
    expect(await (await onAccount(cookie, { intent: "address", email, password: PASSWORD })).json()).toMatchObject({ sentTo: email });

    const linked = await signedInAs((await makePerson()).id);
    const back = setClock(() => Date.now() + HOUR);
    try {
      expect((await onAccount(linked, { intent: "address", email: freshAddress() })).status).toBe(400);
    } finally {
      back();
    }
  });

  test("row 29: the link is good for nobody but the person who asked, and for nobody who is not signed in", async () => {
    const { person, cookie } = await aBuyer();
    const email = freshAddress();
    await onAccount(cookie, { intent: "address", email });
    const token = await tokenMailedTo(email, "change-email");
    const stranger = await signedInAs((await makePerson()).id);
    expect(await (await look(changeEmail, stranger, token)).json()).toMatchObject({ problem: "someone_else" });
    expect((await use(changeEmail, stranger, token)).status).toBe(410);
    expect((await use(changeEmail, "", token)).headers.get("Location")).toContain("/sign-in");
    expect((await db.user.findUniqueOrThrow({ where: { id: person.id } })).email).toBe(person.email);
    expect((await use(changeEmail, cookie, token)).status).toBe(302);
  });

  test("taken back by the link in the former mailbox: everybody is out, the password is forgotten", async () => {
    const person = await makePerson({ password: true });
    const thief = await signedInAs(person.id);
    const email = freshAddress();
    await onAccount(thief, { intent: "address", email, password: PASSWORD });
    const inside = sessionIn(await use(changeEmail, thief, await tokenMailedTo(email, "change-email")));
    const way = await tokenMailedTo(person.email, "email-changed");
    const restored = await use(restore, "", way);
    expect((await viewerOf(sessionIn(restored)))?.email).toBe(person.email);
    expect(await viewerOf(inside)).toBeNull();
    expect((await db.user.findUniqueOrThrow({ where: { id: person.id } })).passwordHash).toBeNull();
    expect((await use(restore, "", way)).status).toBe(410);
  });

  test("one that has an account of its own brings it along", async () => {
    const { person, offer, cookie } = await aBuyer();
    const second = await aBuyer();
    await onAccount(cookie, { intent: "address", email: second.person.email });
    const done = await use(changeEmail, cookie, await tokenMailedTo(second.person.email, "change-email"));
    expect(done.status).toBe(302);
    expect(await db.user.findUnique({ where: { id: second.person.id } })).toBeNull();
    expect((await db.user.findUniqueOrThrow({ where: { id: person.id } })).email).toBe(second.person.email);
    expect([await canOpen(person.id, offer.id), await canOpen(person.id, second.offer.id)]).toEqual([true, true]);
  });
});

describe("purchases under two addresses", () => {
  test("come together with orders, access, progress, notes and tries, once both mailboxes are proved", async () => {
    const one = await aBuyer();
    const two = await aBuyer();
    await aGrant(one.person.id, two.offer.id);
    await saveProgress({ userId: one.person.id, offerId: two.offer.id, lessonId: two.lessonId, positionSeconds: 10 });
    await saveProgress({ userId: two.person.id, offerId: two.offer.id, lessonId: two.lessonId, completed: true });
    for (const person of [one.person, two.person]) {
      await db.lessonNote.create({ data: { userId: person.id, lessonId: two.lessonId, offerId: two.offer.id, text: `by ${person.id}`, updatedAt: now() } });
    }
    const quiz = await db.quiz.create({ data: { id: newId("quiz"), lessonId: two.lessonId, offerId: two.offer.id, updatedAt: now() } });
    for (const person of [one.person, two.person]) {
      await db.quizAttempt.create({ data: { id: newId("quizAttempt"), quizId: quiz.id, userId: person.id, number: 1, answers: {}, scorePercent: 50, passed: false, at: now() } });
    }

    await onAccount(one.cookie, { intent: "merge", email: ` ${two.person.email.toUpperCase()} ` });
    const token = await tokenMailedTo(two.person.email, "merge-people");
    expect(await (await look(merge, one.cookie, token)).json()).toMatchObject({ preview: { known: true, titles: [two.offer.title], orders: 1, refusal: null } });
    expect(await canOpen(one.person.id, two.offer.id)).toBe(true);
    expect((await use(merge, one.cookie, token)).headers.get("Location")).toBe("/library");

    expect(await db.order.count({ where: { userId: one.person.id } })).toBe(2);
    expect(await db.order.findFirst({ where: { offerId: two.offer.id } })).toMatchObject({ userId: one.person.id, buyerEmail: two.person.email });
    expect(await db.lessonProgress.findMany({ where: { lessonId: two.lessonId } })).toMatchObject([{ userId: one.person.id, positionSeconds: 10, completedAt: expect.any(Date) }]);
    const notes = await db.lessonNote.findMany({ where: { lessonId: two.lessonId } });
    expect(notes).toHaveLength(1);
    expect(notes[0]?.text).toContain(`by ${one.person.id}`);
    expect(notes[0]?.text).toContain(`by ${two.person.id}`);
    expect((await db.quizAttempt.findMany({ where: { quizId: quiz.id }, orderBy: { number: "asc" } })).map(({ number, userId }) => [number, userId])).toEqual([
      [1, one.person.id],
      [2, one.person.id],
    ]);
    expect(await viewerOf(two.cookie)).toBeNull();
    expect((await use(merge, one.cookie, token)).status).toBe(409);
  });

  test("nothing comes to an address that nobody has proved: it may be another person's, mistyped", async () => {
    const { person, cookie } = await aBuyer();
    const { person: other } = await aBuyer();
    await db.user.update({ where: { id: person.id }, data: { emailVerifiedAt: null } });
    expect(await (await onAccount(cookie, { intent: "merge", email: other.email })).text()).toContain(`First show that ${person.email} is yours`);
    expect(await mailsTo(other.email)).toEqual([]);
  });

  test("of two marks of one lesson, the position that was taken last stands, and what was taken back stays so", async () => {
    const one = await aBuyer();
    const two = await aBuyer();
    const mark = (userId: string, positionSeconds: number, minutes: number) => saveProgress({ userId, offerId: two.offer.id, lessonId: two.lessonId, positionSeconds, at: new Date(now().getTime() - minutes * 60_000) });
    await mark(one.person.id, 90, 20);
    await mark(two.person.id, 30, 40);
    await saveProgress({ userId: two.person.id, offerId: two.offer.id, lessonId: two.lessonId, completed: false });
    await onAccount(one.cookie, { intent: "merge", email: two.person.email });
    await use(merge, one.cookie, await tokenMailedTo(two.person.email, "merge-people"));
    expect(await db.lessonProgress.findMany({ where: { lessonId: two.lessonId } })).toMatchObject([{ userId: one.person.id, positionSeconds: 90, positionAt: expect.any(Date), undoneAt: expect.any(Date) }]);
  });

  test("asking says the same for an address nobody has; its link leads to nothing, kindly", async () => {
    const { cookie } = await aBuyer();
    const email = freshAddress();
    expect(await (await onAccount(cookie, { intent: "merge", email })).json()).toEqual({ form: "merge", sentTo: email });
    const token = await tokenMailedTo(email, "merge-people");
    expect(await (await look(merge, cookie, token)).json()).toMatchObject({ preview: { known: false, refusal: null } });
    expect((await use(merge, cookie, token)).status).toBe(409);
  });

  test("an account that sells stays one of its own, and says so", async () => {
    const { cookie } = await aBuyer();
    const { owner } = await makeStore();
    await onAccount(cookie, { intent: "merge", email: owner.email });
    const token = await tokenMailedTo(owner.email, "merge-people");
    expect(await (await look(merge, cookie, token)).json()).toMatchObject({ preview: { refusal: "owns_store" } });
    expect((await use(merge, cookie, token)).status).toBe(409);
    expect(await db.user.findUnique({ where: { id: owner.id } })).not.toBeNull();
  });
});

describe("a person's data", () => {
  test("as one file: all of theirs, nobody else's", async () => {
    const { person, offer, cookie, lessonId } = await aBuyer();
    const other = await aBuyer();
    await db.lessonNote.create({ data: { userId: person.id, lessonId, offerId: offer.id, text: "my own words", updatedAt: now() } });
    const answer = await answerOf(() => dataFile.loader(args("/settings/account/export", { cookie })));
    expect(answer.headers.get("Content-Disposition")).toMatch(/^attachment; filename="lectern-data-\d{4}-\d\d-\d\d\.json"$/);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ person: { email: person.email }, orders: [{ offer: offer.title, paid: "49.00" }], notes: [{ text: "my own words" }], access: [{ offer: offer.title }] });
    expect(text).not.toContain(other.person.email);
    expect(text).not.toContain("argon2");
    expect((await answerOf(() => dataFile.loader(args("/settings/account/export")))).headers.get("Location")).toContain("/sign-in");
  });

  test("forgotten: everything but what invoices need; the address can begin anew", async () => {
    const { person, offer, cookie, lessonId } = await aBuyer();
    await saveProgress({ userId: person.id, offerId: offer.id, lessonId, completed: true });
    await db.waitingListEntry.create({ data: { id: newId("waitingEntry"), storeId: offer.storeId, offerId: offer.id, email: person.email, createdAt: now() } });
    // A checkout in another tab: paid after all, it must not give what was bought to a deleted account.
    const open = await anOrder(person, offer, { status: "pending", paidAt: null, number: null });
    const go = (form: Record<string, string>) => answerOf(() => deletion.action(args("/settings/account/delete", { cookie, form })));
    expect((await go({ email: "someone@else.example" })).status).toBe(400);
    expect(await viewerOf(cookie)).not.toBeNull();

    expect((await go({ email: person.email })).headers.get("Location")).toBe("/");
    expect(await viewerOf(cookie)).toBeNull();
    const kept = await db.user.findUniqueOrThrow({ where: { id: person.id } });
    expect(kept).toMatchObject({ name: "Deleted account", passwordHash: null, deletedAt: expect.any(Date) });
    expect(kept.email).not.toContain(person.email);
    expect(await db.order.findFirst({ where: { userId: person.id } })).toMatchObject({ buyerEmail: person.email, buyerName: person.name, status: "paid", number: 1 });
    expect(await canOpen(person.id, offer.id)).toBe(false);
    expect(await db.lessonProgress.count({ where: { userId: person.id } })).toBe(0);
    expect(await db.waitingListEntry.count({ where: { email: person.email } })).toBe(0);
    expect((await mailsTo(person.email)).map((mail) => [mail.kind, mail.props.ordersKept])).toEqual([["account-deleted", 1]]);
    expect(await db.order.findUniqueOrThrow({ where: { id: open.id } })).toMatchObject({ userId: null, buyerEmail: null, buyerName: null });
    // The address is free again, and opens nothing of what was.
    const again = await makePerson({ email: person.email });
    expect(await canOpen(again.id, offer.id)).toBe(false);
  });

  test("forgotten with the addresses they had before: no mail to or about any of them stays but receipts, and no place of a licence key", async () => {
    const { person, offer, cookie } = await aBuyer();
    const first = person.email;
    const order = await db.order.findFirstOrThrow({ where: { userId: person.id } });
    const mail = (to: string, kind: string, props: Record<string, string> = {}, status: "sent" | "pending" = "sent") =>
      db.outboxEmail.create({ data: { id: newId("outboxEmail"), kind, subjectKey: newId("outboxEmail"), toAddress: to, payload: { props, link: null }, status, nextAttemptAt: now(), createdAt: now() } });
    await mail(first, "receipt");
    await mail(first, "sign-in-link");
    await mail(first, "download-updated");
    const second = freshAddress();
    await onAccount(cookie, { intent: "address", email: second });
    const once = sessionIn(await use(changeEmail, cookie, await tokenMailedTo(second, "change-email")));
    // What had been sent to the former address is not kept; the notice with the way back is.
    expect((await mailsTo(first)).map((one) => one.kind).sort()).toEqual(["email-changed", "receipt"]);
    const third = freshAddress();
    await onAccount(once, { intent: "address", email: third });
    const twice = sessionIn(await use(changeEmail, once, await tokenMailedTo(third, "change-email")));
    // An address somebody else signs in with is theirs, though an order of this person was paid under it.
    const neighbour = await makePerson();
    await db.order.update({ where: { id: order.id }, data: { buyerEmail: neighbour.email } });
    await mail(neighbour.email, "sign-in-link");
    await db.outboxEmail.update({ where: { id: (await mail(neighbour.email, "paid-twice")).id }, data: { orderId: order.id } });
    // Asked for, never done: a mail elsewhere that names this person.
    const asked = freshAddress();
    await mail(asked, "merge-people", { email: asked, into: third });
    await db.emailToken.deleteMany({ where: { userId: person.id } });
    const license = await db.license.create({ data: { id: newId("license"), offerId: offer.id, orderId: order.id, userId: person.id, keyHash: newId("license"), keySealed: "x", createdAt: now() } });
    await db.licenseActivation.create({ data: { id: newId("licenseActivation"), licenseId: license.id, instance: "Maya's laptop", createdAt: now() } });

    const gone = await answerOf(() => deletion.action(args("/settings/account/delete", { cookie: twice, form: { email: third } })));
    expect(gone.status).toBe(302);
    const kinds = async (to: string) => (await mailsTo(to)).map((one) => one.kind);
    expect([await kinds(first), await kinds(second), await kinds(third), await kinds(asked), await kinds(neighbour.email)]).toEqual([["receipt"], [], ["account-deleted"], [], ["sign-in-link"]]);
    expect(await db.licenseActivation.count({ where: { licenseId: license.id } })).toBe(0);
  });

  test("a seller is told why not, and a payment under way is waited for", async () => {
    const { owner } = await makeStore();
    const cookie = await signedInAs(owner.id);
    const refused = await answerOf(() => deletion.action(args("/settings/account/delete", { cookie, form: { email: owner.email } })));
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("Studio Vint");
    const { person, cookie: buyer } = await aBuyer();
    await db.order.updateMany({ where: { userId: person.id }, data: { status: "processing", paidAt: later(-HOUR) } });
    expect((await answerOf(() => deletion.action(args("/settings/account/delete", { cookie: buyer, form: { email: person.email } })))).status).toBe(409);
    expect((await db.user.findUniqueOrThrow({ where: { id: person.id } })).deletedAt).toBeNull();
  });
});
