import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { continueWhereStopped, shelf } from "~/domain/library/shelf.server";
import type { Lesson, Offer, Store, User } from "~/generated/prisma/client";
import { now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as layoutLoader } from "~/routes/library/layout";
import { action as lessonAction, loader as lessonLoader } from "~/routes/library/lesson";
import { loader as offerLoader } from "~/routes/library/offer";
import { action as progressAction } from "~/routes/library/progress";
import { loader as shelfLoader } from "~/routes/library/shelf";
import { aCourse, aDownload, aStore } from "../factories/catalog";
import { aGrant, aLessonVideo, anOrder, requestOf } from "../factories/library";
import { makePerson } from "../factories/people";
import { operationsOf } from "../setup/operations";

let store: Store;
let student: User;
let other: User;
let stranger: User;
let course: Offer;
let lessons: Lesson[];

beforeAll(async () => {
  ({ store } = await aStore());
  [student, other, stranger] = [await makePerson({ name: "Sam" }), await makePerson(), await makePerson()];
  ({ offer: course, lessons } = await aCourse(store.id));
  await aGrant(student.id, course.id);
  await aGrant(other.id, course.id);
});

/** What a loader or action answered, whether it was returned or thrown. */
async function outcome<T>(run: () => Promise<T>): Promise<T | Response> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
const statusOf = (answer: unknown) => (answer instanceof Response ? answer.status : 200);
const lessonPath = (lesson: { id: string }) => `/library/${course.id}/lessons/${lesson.id}`;
const openLesson = async (user: User | null, lesson: { id: string }, offerId = course.id) =>
  outcome(async () => lessonLoader({ request: await requestOf(user, `/library/${offerId}/lessons/${lesson.id}`), params: { offerId, lessonId: lesson.id }, context: {} }));
const post = async (user: User | null, lesson: { id: string }, form: Record<string, string>, offerId = course.id) =>
  outcome(async () => lessonAction({ request: await requestOf(user, lessonPath(lesson), { form }), params: { offerId, lessonId: lesson.id }, context: {} }));
const note = async (user: User | null, form: Record<string, string>) => progressAction({ request: await requestOf(user, "/library/progress", { form }), params: {}, context: {} });
const openOffer = async (user: User, offerId: string) => outcome(async () => offerLoader({ request: await requestOf(user, `/library/${offerId}`), params: { offerId }, context: {} }));
const opened = async (user: User, lesson: { id: string }, offerId = course.id) => {
  const page = data(await openLesson(user, lesson, offerId));
  if (page.view !== "lesson") throw new Error("The lesson is shut");
  return page;
};
function data<T>(answer: T | Response): T {
  if (answer instanceof Response) throw new Error(`Answered ${answer.status} ${answer.headers.get("Location") ?? ""}`);
  return answer;
}

describe("progress", () => {
  test("a video's position is kept, per person, and the page begins there", async () => {
    expect((await note(student, { offer: course.id, lesson: lessons[1]!.id, position: "83.7" })).status).toBe(204);
    expect((await opened(student, lessons[1]!)).positionSeconds).toBe(83);
    expect((await opened(other, lessons[1]!)).positionSeconds).toBe(0);
    // Merely opening a lesson moves nothing.
    expect((await note(student, { offer: course.id, lesson: lessons[1]!.id })).status).toBe(204);
    expect(await opened(student, lessons[1]!)).toMatchObject({ positionSeconds: 83, lesson: { done: false } });
  });

  test("done by form, on to the next; the mark and its first moment stay; it can be taken back", async () => {
    const done = await post(student, lessons[0]!, { intent: "complete" });
    expect(done).toMatchObject({ status: 302 });
    expect((done as Response).headers.get("Location")).toBe(lessonPath(lessons[1]!));
    const first = await db.lessonProgress.findFirstOrThrow({ where: { userId: student.id, lessonId: lessons[0]!.id } });
    const at = now().getTime();
    const restore = setClock(() => at + 60_000);
    expect(statusOf(await post(student, lessons[0]!, { intent: "complete" }))).toBe(302);
    await note(student, { offer: course.id, lesson: lessons[0]!.id, position: "12" });
    restore();
    const again = await db.lessonProgress.findFirstOrThrow({ where: { userId: student.id, lessonId: lessons[0]!.id } });
    expect(again.completedAt).toEqual(first.completedAt);
    expect(again.positionSeconds).toBe(12);

    const page = data(await openLesson(student, lessons[1]!));
    const doneIn = (view: typeof page) => view.modules.flatMap((module) => module.lessons ?? []).filter((lesson) => lesson.done).map((lesson) => lesson.id);
    expect(doneIn(page)).toEqual([lessons[0]!.id]);
    expect(page.progress).toEqual({ done: 1, total: 3 });
    expect(doneIn(data(await openLesson(other, lessons[1]!)))).toEqual([]);

    expect(statusOf(await post(student, lessons[0]!, { intent: "undo" }))).toBe(302);
    expect(await opened(student, lessons[0]!)).toMatchObject({ positionSeconds: 12, lesson: { done: false } });
  });

  test("finishing leads home with a word about it", async () => {
    const person = await makePerson();
    await aGrant(person.id, course.id);
    await post(person, lessons[2]!, { intent: "complete" });
    await post(person, lessons[0]!, { intent: "complete" });
    const last = (await post(person, lessons[1]!, { intent: "complete" })) as Response;
    expect(last.headers.get("Location")).toBe(`/library/${course.id}`);
    expect(last.headers.get("Set-Cookie")).toContain("flash=");
    expect(data(await openOffer(person, course.id))).toMatchObject({ standing: { done: 3, total: 3, finished: true }, certificate: null });
    expect(await continueWhereStopped(person.id)).toBeNull();
  });

  test("continue where you stopped: the lesson last touched, or the next after a finished one", async () => {
    const person = await makePerson();
    await aGrant(person.id, course.id);
    expect(await continueWhereStopped(person.id)).toBeNull();
    const start = now().getTime();
    for (const [step, form] of ([{ lesson: lessons[2]!.id, position: "5" }, { lesson: lessons[0]!.id, position: "40" }] as const).entries()) {
      const restore = setClock(() => start + step * 1000);
      await note(person, { offer: course.id, ...form });
      restore();
    }
    expect(await continueWhereStopped(person.id)).toMatchObject({ offerId: course.id, lessonId: lessons[0]!.id, done: 0, total: 3 });
    const restore = setClock(() => start + 5000);
    await post(person, lessons[0]!, { intent: "complete" });
    restore();
    expect(await continueWhereStopped(person.id)).toMatchObject({ lessonId: lessons[1]!.id, done: 1 });
    await db.grant.updateMany({ where: { userId: person.id }, data: { revokedAt: now() } });
    expect(await continueWhereStopped(person.id)).toBeNull();
  });

  test("notes that are not notes are refused", async () => {
    const form = { offer: course.id, lesson: lessons[0]!.id };
    for (const position of ["-5", "NaN", "1e12", "abc", ""]) expect([position, (await note(student, { ...form, position })).status]).toEqual([position, 400]);
    expect((await note(null, form)).status).toBe(401);
    expect((await note(stranger, form)).status).toBe(404);
    expect((await note(student, { ...form, lesson: "les_none" })).status).toBe(404);
    expect(statusOf(await post(student, lessons[0]!, { intent: "delete" }))).toBe(400);
  });

  test("fifty notes and a mark at once: one row, the mark stands", async () => {
    const person = await makePerson();
    await aGrant(person.id, course.id);
    await Promise.all([
      ...Array.from({ length: 50 }, (_, second) => note(person, { offer: course.id, lesson: lessons[0]!.id, position: String(second) })),
      post(person, lessons[0]!, { intent: "complete" }),
    ]);
    const rows = await db.lessonProgress.findMany({ where: { userId: person.id } });
    expect(rows).toHaveLength(1);
    expect(rows[0]!.completedAt).not.toBeNull();
  });
});

describe("other people's things", () => {
  test("row 29: who never had it: 404 everywhere, whatever is right about the rest", async () => {
    const elsewhere = await aCourse((await aStore()).store.id);
    const foreignLesson = elsewhere.lessons[0]!;
    expect(statusOf(await openOffer(stranger, course.id))).toBe(404);
    expect(statusOf(await openLesson(stranger, lessons[0]!))).toBe(404);
    expect(statusOf(await post(stranger, lessons[0]!, { intent: "complete" }))).toBe(404);
    // A lesson of another course under the id of one's own, and the other way round.
    expect(statusOf(await openLesson(student, foreignLesson))).toBe(404);
    expect(statusOf(await post(student, foreignLesson, { intent: "complete" }))).toBe(404);
    expect(statusOf(await openLesson(student, lessons[0]!, elsewhere.offer.id))).toBe(404);
    expect((await note(student, { offer: course.id, lesson: foreignLesson.id, position: "9" })).status).toBe(404);
    expect(statusOf(await openOffer(student, "off_none"))).toBe(404);
    expect(await db.lessonProgress.count({ where: { OR: [{ userId: stranger.id }, { lessonId: foreignLesson.id }] } })).toBe(0);
  });

  test("nobody is signed in: to the sign-in page, and back here afterwards", async () => {
    const answer = (await openLesson(null, lessons[0]!)) as Response;
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, `/sign-in?returnTo=${encodeURIComponent(lessonPath(lessons[0]!))}`]);
    expect(statusOf(await outcome(async () => layoutLoader({ request: await requestOf(null, "/library"), params: {}, context: {} })))).toBe(302);
  });
});

describe("access that has ended", () => {
  test("refunded: the page says so and whom to ask; lessons lead there; progress waits", async () => {
    const person = await makePerson();
    const order = await anOrder(person, course, { status: "refunded", amountRefunded: 4900n });
    const grant = await aGrant(person.id, course.id, { orderId: order.id });
    await note(person, { offer: course.id, lesson: lessons[0]!.id, position: "50" });
    await db.grant.update({ where: { id: grant.id }, data: { revokedAt: now(), revokedReason: "The payment was refunded." } });

    const page = data(await openOffer(person, course.id));
    expect(page).toMatchObject({ view: "ended", orderId: order.id, words: { title: "Your access has ended" }, offer: { store: { supportEmail: store.supportEmail } } });
    expect(JSON.stringify(page)).toContain("money back");
    expect(JSON.stringify(page)).not.toContain(lessons[0]!.title);
    const lesson = (await openLesson(person, lessons[0]!)) as Response;
    expect([lesson.status, lesson.headers.get("Location")]).toEqual([302, `/library/${course.id}`]);
    expect(statusOf(await post(person, lessons[0]!, { intent: "complete" }))).toBe(302);
    expect((await note(person, { offer: course.id, lesson: lessons[0]!.id, position: "99" })).status).toBe(404);
    expect((await shelf(person.id)).items).toEqual([]);

    // Bought again: everything is where it was.
    await aGrant(person.id, course.id);
    expect((await opened(person, lessons[0]!)).positionSeconds).toBe(50);
  });

  test("on hold while a dispute is open", async () => {
    const person = await makePerson();
    await aGrant(person.id, course.id, { suspendedAt: now() });
    expect(data(await openOffer(person, course.id))).toMatchObject({ view: "ended", words: { title: "Your access is on hold" } });
  });

  test("two ways to the same course: losing one leaves the other", async () => {
    const person = await makePerson();
    await aGrant(person.id, course.id, { revokedAt: now(), revokedReason: "The payment was refunded." });
    await aGrant(person.id, course.id);
    expect(data(await openOffer(person, course.id))).toMatchObject({ view: "course" });
    expect((await shelf(person.id)).items).toHaveLength(1);
  });

  test("an archived offer stays open to who paid", async () => {
    const { offer } = await aCourse(store.id, { status: "archived" });
    await aGrant(student.id, offer.id);
    expect(data(await openOffer(student, offer.id))).toMatchObject({ view: "course" });
    await db.grant.deleteMany({ where: { offerId: offer.id } });
  });
});

test("a download's page names its files and holds no link that could go stale", async () => {
  const { offer } = await aDownload(store.id, { bytes: Buffer.alloc(1_500_000), fileName: "atlas.pdf" });
  await aGrant(student.id, offer.id);
  const page = data(await openOffer(student, offer.id));
  expect(page).toMatchObject({ view: "download", files: [{ name: "atlas.pdf", sizeText: "1.5 MB" }] });
  expect(JSON.stringify(page)).not.toMatch(/\/media\/|signature|storage/);
  expect(statusOf(await openLesson(student, lessons[0]!, offer.id))).toBe(404);
  await db.grant.deleteMany({ where: { offerId: offer.id } });
});

test("an uploaded video comes by a signed address, a linked one in its own player", async () => {
  await aLessonVideo(store.id, lessons[2]!);
  expect((await opened(student, lessons[2]!)).video).toMatchObject({ kind: "file", src: expect.stringMatching(/^\/media\/fil_.*signature=/) });
  await db.lesson.update({ where: { id: lessons[2]!.id }, data: { videoFileId: null, videoUrl: "https://youtu.be/dQw4w9WgXcQ" } });
  expect((await opened(student, lessons[2]!)).video).toMatchObject({ kind: "embed", site: "YouTube", src: expect.stringContaining("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ") });
  await db.lesson.update({ where: { id: lessons[2]!.id }, data: { videoUrl: null } });
  expect((await opened(student, lessons[2]!)).video).toBeNull();
});

test("reading settings are kept in the browser and nonsense in them is ignored", async () => {
  const saved = (await post(student, lessons[0]!, { intent: "reading", size: "large", width: "wide", face: "sans", autoNext: "on" })) as Response;
  const cookie = saved.headers.get("Set-Cookie")!.split(";")[0]!;
  const request = await requestOf(student, lessonPath(lessons[0]!));
  request.headers.set("Cookie", `${request.headers.get("Cookie")}; ${cookie}`);
  const page = await lessonLoader({ request, params: { offerId: course.id, lessonId: lessons[0]!.id }, context: {} });
  expect(page.reading).toEqual({ size: "large", width: "wide", face: "sans", autoNext: true, shortcuts: false });
  const usual = data(await openLesson(student, lessons[0]!)).reading;
  expect(usual).toEqual({ size: "normal", width: "normal", face: "serif", autoNext: true, shortcuts: true });
});

describe("row 39: a shelf of 500", () => {
  let collector: User;
  beforeAll(async () => {
    collector = await makePerson();
    const start = now().getTime();
    const offers = Array.from({ length: 500 }, (_, index) => ({
      id: newId("offer"),
      storeId: store.id,
      kind: "course" as const,
      status: "published" as const,
      slug: `many-${index}`,
      title: `Course ${index}`,
      highlights: [],
      createdAt: now(),
      updatedAt: now(),
    }));
    await db.offer.createMany({ data: offers });
    // Five at each moment: the order needs the id as well.
    await db.grant.createMany({ data: offers.map((offer, index) => ({ id: newId("grant"), userId: collector.id, offerId: offer.id, grantedAt: new Date(start + Math.floor(index / 5)) })) });
  });

  test("every page by keyset, forth and back, nothing twice and nothing left out", async () => {
    const seen: string[] = [];
    let pages = 0;
    let before: string | null = null;
    let last: Awaited<ReturnType<typeof shelf>>;
    do {
      last = await shelf(collector.id, { before });
      seen.push(...last.items.map((item) => item.offerId));
      before = last.older;
      pages += 1;
    } while (before);
    expect(pages).toBe(21);
    expect(new Set(seen).size).toBe(500);
    const back = await shelf(collector.id, { after: last.newer });
    expect(back.items.map((item) => item.offerId)).toEqual(seen.slice(480 - 24, 480));
    expect((await shelf(collector.id)).newer).toBeNull();
  });

  test("as many questions to the database as for a shelf of one", async () => {
    expect(await operationsOf(() => shelf(collector.id))).toBe(1);
    expect(await operationsOf(() => shelf(student.id))).toBe(1);
  });

  test("the page links to its neighbours; a made-up cursor is the first page", async () => {
    const first = await shelfLoader({ request: await requestOf(collector, "/library?before=%27;DROP"), params: {}, context: {} });
    expect(first.items).toHaveLength(24);
    expect(first.newer).toBeNull();
    expect(first.older).toMatch(/^\/library\?before=/);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
});
