import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { tellLessons } from "~/domain/courses/tell-lessons.server";
import { issueCertificate } from "~/domain/courses/certificate.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { storesToDigest, tellSales } from "~/domain/receipts/sale-digest.server";
import { readStopToken } from "~/domain/mail/stop-link";
import { setMailWanted } from "~/domain/mail/preferences.server";
import { setSaleNotices } from "~/domain/mail/set-transport.server";
import { DAY, HOUR, later, MINUTE, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { aCourse, aStore } from "../factories/catalog";
import { courseRules } from "../factories/courses";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore } from "../factories/sales";
import { mailsTo } from "../setup/people";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const jump = (ms: number) => {
  const ahead = now().getTime() + ms - Date.now();
  setClock(() => Date.now() + ahead);
};
const give = (userId: string, offerId: string, grantedAt = now()) => db.grant.create({ data: { id: newId("grant"), userId, offerId, grantedAt } });

describe("lessons that open", () => {
  test("one mail for what opened together, once, also when the day is moved; not to who stopped it, lost it or came later", async () => {
    const { store } = await aStore();
    const { offer, lessons } = await aCourseOf(store.id);
    const [first, second] = lessons;
    await db.lesson.updateMany({ where: { id: { in: lessons.map(({ id }) => id) } }, data: { dripDays: 7 } });
    const [keen, done, gone] = [await makePerson(), await makePerson(), await makePerson()];
    for (const person of [keen, done, gone]) await give(person.id, offer.id);
    await setMailWanted({ userId: done.id, storeId: store.id, what: "lessons" }, false);
    await db.grant.updateMany({ where: { userId: gone.id }, data: { revokedAt: now() } });
    expect(await tellLessons()).toBe(0);
    jump(7 * DAY + MINUTE);
    expect(await tellLessons()).toBe(1);
    const [mail, ...others] = await mailsTo(keen.email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ kind: "drip-lesson", props: { courseTitle: offer.title, lessons: [first?.title, second?.title] } });
    expect(readStopToken(String(mail?.props.stopUrl).split("/").at(-1) ?? "")).toEqual({ userId: keen.id, storeId: store.id, what: "lessons" });
    expect([await mailsTo(done.email), await mailsTo(gone.email)]).toEqual([[], []]);
    await db.lesson.updateMany({ where: { id: { in: lessons.map(({ id }) => id) } }, data: { dripDays: null, dripAt: later(HOUR) } });
    jump(2 * HOUR);
    // Who got the course after the day never waited for it.
    const late = await makePerson();
    await give(late.id, offer.id);
    expect(await tellLessons()).toBe(0);
    expect([await mailsTo(keen.email), await mailsTo(late.email)].map((list) => list.length)).toEqual([1, 0]);
  });

  test("through a membership too; a course taken in order tells nobody of what is still shut", async () => {
    const { store } = await aStore();
    const { offer, lessons } = await aCourseOf(store.id);
    await courseRules(offer.id, { lessonsInOrder: true });
    await db.lesson.update({ where: { id: lessons[1]?.id ?? "" }, data: { dripDays: 1 } });
    const person = await makePerson();
    await give(person.id, offer.id);
    jump(DAY + MINUTE);
    expect(await tellLessons()).toBe(0);
    expect(await mailsTo(person.email)).toEqual([]);
  });
});

test("a certificate is mailed when it is issued, once", async () => {
  const { store } = await aStore();
  const { offer, lessons } = await aCourseOf(store.id);
  await courseRules(offer.id, { certificate: true });
  const person = await makePerson();
  await give(person.id, offer.id);
  await db.lessonProgress.createMany({ data: (await db.lesson.findMany({ where: { offerId: offer.id } })).map(({ id }) => ({ userId: person.id, lessonId: id, offerId: offer.id, completedAt: now(), updatedAt: now() })) });
  expect(lessons.length).toBeGreaterThan(0);
  for (let round = 0; round < 2; round += 1) expect((await issueCertificate({ userId: person.id, offerId: offer.id, name: "Noor Haddad" })).ok).toBe(true);
  const { code } = await db.certificate.findFirstOrThrow({ where: { userId: person.id } });
  expect(await mailsTo(person.email)).toMatchObject([{ kind: "certificate", props: { personName: "Noor Haddad", courseTitle: offer.title } }]);
  expect(String((await mailsTo(person.email))[0]?.props.code).replaceAll("-", "")).toBe(code);
});

describe("mails about sales", () => {
  test("each, once a day or none, as the creator wants", async () => {
    const shop = await aSellingStore(control);
    const sell = async (name: string) => {
      const checkout = await aCheckout(shop);
      control.checkout.pay({ session: checkout.sessionId, number: "4242424242424242", email: `${name}@example.com`, name });
      await completePurchase(checkout.orderId, { cause: "return page" });
    };
    const kinds = async () => (await mailsTo(shop.owner.email)).map(({ kind }) => kind);
    await sell("Ann");
    expect(await kinds()).toEqual(["sale-notice"]);
    // Noon of a day: from here on once a day.
    const noon = Math.ceil(Date.now() / DAY) * DAY + 12 * HOUR;
    const at = (hours: number) => setClock(() => noon + (hours - 12) * HOUR);
    at(12);
    await setSaleNotices(shop.store.id, shop.owner.id, "daily");
    await sell("Bo");
    await sell("Cy");
    // Refunded before the creator is told of the day.
    await db.order.updateMany({ where: { storeId: shop.store.id, number: 3 }, data: { status: "refunded", amountRefunded: 4900n } });
    at(29);
    expect(await storesToDigest()).not.toContain(shop.store.id);
    at(31);
    expect(await storesToDigest()).toContain(shop.store.id);
    expect([await tellSales(shop.store.id), await tellSales(shop.store.id)]).toEqual([true, false]);
    const digest = (await mailsTo(shop.owner.email)).at(-1);
    expect(digest).toMatchObject({ kind: "sale-digest", props: { count: 2, totals: ["€49"], wentBack: ["−€49"], more: 0 } });
    expect(digest?.props.sales).toMatchObject([{ kind: "Cy · order 3" }, { kind: "Bo · order 2" }]);
    // A day without a sale: no mail.
    at(55);
    expect(await tellSales(shop.store.id)).toBe(false);
    await setMailWanted({ userId: shop.owner.id, storeId: shop.store.id, what: "sales" }, false);
    await sell("Di");
    at(80);
    expect(await storesToDigest()).not.toContain(shop.store.id);
    expect(await kinds()).toEqual(["sale-notice", "sale-digest"]);
  });
});

async function aCourseOf(storeId: string) {
  const { offer } = await aCourse(storeId, { amount: 1000 });
  const module = await db.module.findFirstOrThrow({ where: { offerId: offer.id } });
  await db.lesson.createMany({ data: ["Alpha", "Beta"].map((title, index) => ({ id: newId("lesson"), offerId: offer.id, moduleId: module.id, title, bodyHtml: "<p>Text.</p>", position: 50 + index, updatedAt: now() })) });
  return { offer, lessons: await db.lesson.findMany({ where: { offerId: offer.id, title: { in: ["Alpha", "Beta"] } }, orderBy: { position: "asc" } }) };
}
