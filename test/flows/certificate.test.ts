import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { readCode } from "~/domain/courses/certificate";
import type { Lesson, Offer, Store, User } from "~/generated/prisma/client";
import { later, MINUTE, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { action as certificateAction, loader as certificateLoader } from "~/routes/library/certificate";
import * as checkRoute from "~/routes/library/certificate-check";
import { loader as lookupLoader } from "~/routes/library/certificate-lookup";
import { loader as pdfLoader } from "~/routes/library/certificate-pdf";
import { action as lessonAction } from "~/routes/library/lesson";
import { loader as offerLoader } from "~/routes/library/offer";
import { aCourse, aStore } from "../factories/catalog";
import { aQuiz, courseRules } from "../factories/courses";
import { aGrant, requestOf } from "../factories/library";
import { makePerson } from "../factories/people";
import { answerOf, makeRequest } from "../setup/request";

let store: Store;
let course: Offer;
let lessons: Lesson[];
let people = 0;

beforeAll(async () => {
  ({ store } = await aStore({ name: "Fern & <Kiln>" }));
  ({ offer: course, lessons } = await aCourse(store.id, { title: `Bread </title><script>alert(1)</script>` }));
  await courseRules(course.id, { certificate: true, certificateSigner: "Mara Vint" });
});

const page = async (user: User, offerId = course.id) => answerOf(async () => certificateLoader({ request: await requestOf(user, `/library/${offerId}/certificate`), params: { offerId }, context: {} }));
const confirm = async (user: User, name: string, offerId = course.id) => answerOf(async () => certificateAction({ request: await requestOf(user, `/library/${offerId}/certificate`, { form: { name } }), params: { offerId }, context: {} }));
const pdf = async (user: User, offerId = course.id) => answerOf(async () => pdfLoader({ request: await requestOf(user, `/library/${offerId}/certificate.pdf`), params: { offerId }, context: {} }));
const check = async (code: string, ip = "198.51.100.7") => answerOf(() => checkRoute.loader({ request: makeRequest(`/certificates/${encodeURIComponent(code)}`, { ip }), params: { code }, context: {} }));
const done = async (user: User, lesson: Lesson) => answerOf(async () => lessonAction({ request: await requestOf(user, "/x", { form: { intent: "complete" } }), params: { offerId: lesson.offerId, lessonId: lesson.id }, context: {} }));

async function finished(name = "Noor Haddad") {
  const person = await makePerson({ name, email: `noor-${(people += 1)}@example.com` });
  const grant = await aGrant(person.id, course.id);
  for (const lesson of lessons) await done(person, lesson);
  return { person, grant };
}
async function certified(name = "Noor Haddad") {
  const made = await finished(name);
  expect((await confirm(made.person, name)).status).toBe(302);
  const certificate = await db.certificate.findFirstOrThrow({ where: { userId: made.person.id } });
  return { ...made, certificate, code: certificate.code };
}

describe("getting it", () => {
  test("not before the last lesson; the last one leads to it; the name is confirmed once", async () => {
    const person = await makePerson({ name: "noor haddad" });
    await aGrant(person.id, course.id);
    await done(person, lessons[0]!);
    await done(person, lessons[1]!);
    expect(await (await page(person)).json()).toMatchObject({ own: { state: "unfinished", done: 2, total: 3 }, issued: null });
    expect((await confirm(person, "Noor Haddad")).status).toBe(403);
    expect((await pdf(person)).status).toBe(404);
    expect((await done(person, lessons[2]!)).headers.get("Location")).toBe(`/library/${course.id}/certificate`);
    expect(await (await page(person)).json()).toMatchObject({ own: { state: "ready" }, personName: "noor haddad" });
    expect((await confirm(person, "   ")).status).toBe(422);
    expect((await confirm(person, "x".repeat(81))).status).toBe(422);

    // Two tabs, two names: one certificate.
    await Promise.all([confirm(person, "Noor Haddad"), confirm(person, "Noor Haddad")]);
    await confirm(person, "Somebody Else");
    const all = await db.certificate.findMany({ where: { userId: person.id } });
    expect(all).toMatchObject([{ personName: "Noor Haddad", courseTitle: course.title, storeName: store.name, signer: "Mara Vint" }]);
    expect(readCode(all[0]!.code)).toBe(all[0]!.code);
    expect(await (await page(person)).json()).toMatchObject({ issued: { sheet: { personName: "Noor Haddad" }, hasPdf: true } });
  });

  test("questions that are not passed stand before it; a lesson added later does not take it back", async () => {
    const { offer, lessons: own } = await aCourse(store.id);
    await courseRules(offer.id, { certificate: true });
    await aQuiz(own[1]!);
    const person = await makePerson();
    await aGrant(person.id, offer.id);
    for (const lesson of own) await done(person, lesson);
    expect((await confirm(person, "Noor", offer.id)).status).toBe(403);
    const { url, headers } = await requestOf(person, "/x");
    await answerOf(() =>
      lessonAction({ request: new Request(url, { method: "POST", headers, body: new URLSearchParams([["intent", "quiz"], ["attempt", "1"], ["q.q1", "b"], ["q.q2", "x"], ["q.q2", "y"], ["q.q3", "flour"]]) }), params: { offerId: offer.id, lessonId: own[1]!.id }, context: {} }),
    );
    expect((await confirm(person, "Noor", offer.id)).status).toBe(302);
    await db.lesson.create({ data: { id: newId("lesson"), offerId: offer.id, moduleId: own[0]!.moduleId, title: "New", position: 9, updatedAt: now() } });
    expect(await (await page(person, offer.id)).json()).toMatchObject({ issued: { sheet: { personName: "Noor", signer: store.name } } });
  });

  test("a course without certificates has no such page, and neither has anybody else", async () => {
    const { offer } = await aCourse(store.id);
    const { person } = await finished();
    await aGrant(person.id, offer.id);
    expect((await page(person, offer.id)).status).toBe(404);
    expect((await page(await makePerson())).status).toBe(404);
    expect((await confirm(await makePerson(), "Me")).status).toBe(404);
  });
});

describe("the paper", () => {
  test("row 29: a PDF for its owner, 404 for everybody else", async () => {
    const { person } = await certified();
    const answer = await pdf(person);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "application/pdf"]);
    expect(answer.headers.get("Content-Disposition")).toMatch(/^attachment; filename="certificate-[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\.pdf"$/);
    expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 5).toString()).toBe("%PDF-");
    const other = await finished();
    expect((await pdf(other.person)).status).toBe(404);
    expect((await pdf(await makePerson())).status).toBe(404);
  });

  test("a name our fonts cannot write is never garbled: the page prints it, and offers no PDF", async () => {
    const { person, code } = await certified("山田 太郎");
    expect(await (await page(person)).json()).toMatchObject({ issued: { sheet: { personName: "山田 太郎" }, hasPdf: false } });
    expect((await pdf(person)).status).toBe(404);
    expect(await (await check(code)).json()).toMatchObject({ view: "valid", personName: "山田 太郎" });
  });
});

describe("verifying it", () => {
  test("who, what, when and by whom, by the code however it is typed; not to be found by search engines", async () => {
    const { code, person } = await certified();
    const answer = await check(code);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("X-Robots-Tag")).toBe("noindex");
    const shown = await answer.json();
    expect(shown).toMatchObject({ view: "valid", personName: "Noor Haddad", courseTitle: course.title, storeName: store.name, signer: "Mara Vint" });
    expect(JSON.stringify(shown)).not.toContain(person.email);
    expect(JSON.stringify(shown)).not.toContain(person.id);
    expect((await check(` ${code.toLowerCase().slice(0, 4)} ${code.slice(4)}`)).status).toBe(200);
    const typed = await answerOf(() => lookupLoader({ request: makeRequest(`/certificates?code=${code}`), params: {}, context: {} }));
    expect(typed.headers.get("Location")).toMatch(/^\/certificates\/[0-9A-Z-]{14}$/);
    for (const nonsense of ["//evil.example", "/\\evil", "%2f%2fevil", "<script>"]) {
      const refused = await answerOf(() => lookupLoader({ request: makeRequest(`/certificates?code=${encodeURIComponent(nonsense)}`), params: {}, context: {} }));
      expect([refused.status, refused.headers.get("Location")]).toEqual([200, null]);
    }
  });

  test.each(["refunded", "quarantined", "by_hand"])("%s: it does not verify any more, says so, and not why", async (kind) => {
    const { code, grant, person } = await certified();
    await db.grant.update({ where: { id: grant.id }, data: { revokedAt: now(), revokedKind: kind, revokedReason: "The payment was refunded." } });
    const answer = await check(code);
    expect(answer.status).toBe(410);
    const text = await answer.text();
    expect(JSON.parse(text)).toEqual({ view: "void", code: expect.any(String) });
    expect(text).not.toMatch(/refund|money|Noor/i);
    expect((await pdf(person)).status).toBe(404);
    expect((await page(person)).status).toBe(404);
    // Bought again: it counts again.
    await aGrant(person.id, course.id);
    expect((await check(code)).status).toBe(200);
  });

  test.each(["expired", "membership_ended", "left"])("%s: what was learnt stays learnt, and its owner still gets it", async (kind) => {
    const { code, grant, person } = await certified();
    await db.grant.update({ where: { id: grant.id }, data: { revokedAt: now(), revokedKind: kind, revokedReason: "Over." } });
    expect((await check(code)).status).toBe(200);
    expect((await pdf(person)).status).toBe(200);
    const home = await answerOf(async () => offerLoader({ request: await requestOf(person, "/x"), params: { offerId: course.id }, context: {} }));
    expect(await home.json()).toMatchObject({ view: "ended", hasCertificate: true });
  });

  test("bought twice, one of them refunded: it stands; while a dispute is open, too", async () => {
    const { code, grant, person } = await certified();
    const second = await aGrant(person.id, course.id);
    await db.grant.update({ where: { id: grant.id }, data: { revokedAt: now(), revokedKind: "refunded" } });
    expect((await check(code)).status).toBe(200);
    await db.grant.update({ where: { id: second.id }, data: { suspendedAt: now() } });
    expect((await check(code)).status).toBe(200);
  });

  test("through a membership: it stands when that ends, and falls when that is refunded", async () => {
    const membership = await db.offer.create({ data: { id: newId("offer"), storeId: store.id, kind: "membership", status: "published", slug: `club-${Date.now()}`, title: "Club", highlights: [], createdAt: now(), updatedAt: now() } });
    const tier = await db.tier.create({ data: { id: newId("tier"), offerId: membership.id, title: "All", highlights: [], position: 0, createdAt: now() } });
    await db.tierItem.create({ data: { tierId: tier.id, offerId: course.id, addedAt: later(-MINUTE) } });
    const person = await makePerson();
    const grant = await aGrant(person.id, membership.id, { tierId: tier.id });
    for (const lesson of lessons) await done(person, lesson);
    expect((await confirm(person, "Mem Ber")).status).toBe(302);
    const { code } = await db.certificate.findFirstOrThrow({ where: { userId: person.id } });
    await db.grant.update({ where: { id: grant.id }, data: { revokedAt: now(), revokedKind: "membership_ended" } });
    expect((await check(code)).status).toBe(200);
    await db.grant.update({ where: { id: grant.id }, data: { revokedKind: "refunded" } });
    expect((await check(code)).status).toBe(410);
    // Also when the tier has since lost the course.
    await db.tierItem.deleteMany({ where: { tierId: tier.id } });
    expect((await check(code)).status).toBe(410);
    await db.grant.update({ where: { id: grant.id }, data: { revokedKind: "membership_ended" } });
    expect((await check(code)).status).toBe(200);
  });

  test("guessing is slowed down; who has a right code is not", async () => {
    const { code } = await certified();
    const ip = "203.0.113.9";
    for (let index = 0; index < 60; index += 1) expect((await check(code, ip)).status).toBe(200);
    const seen: number[] = [];
    for (let index = 0; index < 40; index += 1) seen.push((await check(`0000-0000-${String(index).padStart(4, "0")}`, ip)).status);
    expect(seen.slice(0, 30).every((status) => status === 404)).toBe(true);
    expect(seen.slice(30).every((status) => status === 429)).toBe(true);
    expect((await check(code, ip)).status).toBe(429);
    const at = Date.now();
    const restore = setClock(() => at + 20 * MINUTE);
    expect((await check(code, ip)).status).toBe(200);
    restore();
  });
});
