import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "~/db.server";
import { lessonLock } from "~/domain/courses/unlock.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import type { Lesson, Offer, Store, User } from "~/generated/prisma/client";
import { DAY, later, MINUTE, now, setClock } from "~/lib/clock";
import { action as lessonAction, loader as lessonLoader } from "~/routes/library/lesson";
import { loader as moduleLoader } from "~/routes/library/module";
import { loader as notesLoader } from "~/routes/library/notes";
import { loader as offerLoader } from "~/routes/library/offer";
import { action as progressAction } from "~/routes/library/progress";
import { loader as mediaLoader } from "~/routes/resources/media";
import { aCourse, aFile, aStore } from "../factories/catalog";
import { aQuiz, courseRules, manyLessons } from "../factories/courses";
import { aGrant, aLessonVideo, requestOf } from "../factories/library";
import { makePerson } from "../factories/people";
import { newId } from "~/lib/ids";

let owner: User;
let store: Store;
let student: User;
let stranger: User;
let course: Offer;
let lessons: Lesson[];

/** Each story has a course and a student of its own. */
async function enrolled(grantedAt = now()) {
  const made = await aCourse(store.id);
  const person = await makePerson({ name: "Sam" });
  const grant = await aGrant(person.id, made.offer.id, { grantedAt });
  return { ...made, person, grant };
}

beforeAll(async () => {
  ({ owner, store } = await aStore());
  ({ offer: course, lessons, person: student } = await enrolled());
  stranger = await makePerson();
});

async function outcome<T>(run: () => Promise<T>): Promise<T | Response> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
const statusOf = (answer: unknown) => (answer instanceof Response ? answer.status : 200);
const load = async (user: User, lesson: { id: string; offerId: string }, query = "") =>
  outcome(async () => lessonLoader({ request: await requestOf(user, `/library/${lesson.offerId}/lessons/${lesson.id}${query}`), params: { offerId: lesson.offerId, lessonId: lesson.id }, context: {} }));
const post = async (user: User, lesson: { id: string; offerId: string }, form: [string, string][] | Record<string, string>) => {
  const { url, headers } = await requestOf(user, `/library/${lesson.offerId}/lessons/${lesson.id}`);
  return outcome(async () => lessonAction({ request: new Request(url, { method: "POST", headers, body: new URLSearchParams(form) }), params: { offerId: lesson.offerId, lessonId: lesson.id }, context: {} }));
};
const note = async (user: User | null, lesson: { id: string; offerId: string }, form: Record<string, string> = {}) =>
  (await progressAction({ request: await requestOf(user, "/library/progress", { form: { offer: lesson.offerId, lesson: lesson.id, ...form } }), params: {}, context: {} })).status;
const home = async (user: User, offerId: string, query = "") => outcome(async () => offerLoader({ request: await requestOf(user, `/library/${offerId}${query}`), params: { offerId }, context: {} }));
const media = async (user: User, url: string) => statusOf(await outcome(async () => mediaLoader({ request: await requestOf(user, url), params: { fileId: url.split("?")[0]!.split("/").pop()! }, context: {} })));
const markOf = (user: User, lesson: { id: string }) => db.lessonProgress.findUnique({ where: { userId_lessonId: { userId: user.id, lessonId: lesson.id } } });

async function lessonPage(user: User, lesson: { id: string; offerId: string }, query = "") {
  const page = await load(user, lesson, query);
  if (page instanceof Response || page.view !== "lesson") throw new Error(`shut: ${statusOf(page)}`);
  return page;
}
async function courseHome(user: User, offerId: string) {
  const page = await home(user, offerId);
  if (page instanceof Response || page.view !== "course") throw new Error(`not open: ${statusOf(page)}`);
  return page;
}

describe("lessons that are not open yet", () => {
  /** Every way in, for one lesson. */
  async function everyWay(user: User, lesson: Lesson, fileId: string) {
    const page = await load(user, lesson);
    return {
      page: page instanceof Response ? page.status : page.view,
      text: JSON.stringify(page).includes(lesson.bodyHtml),
      media: await media(user, signMediaUrl({ fileId, offerId: lesson.offerId, lessonId: lesson.id, userId: user.id })),
      done: statusOf(await post(user, lesson, { intent: "complete" })),
      quiz: statusOf(await post(user, lesson, { intent: "quiz", attempt: "1", "q.q1": "b" })),
      note: statusOf(await post(user, lesson, { intent: "note", note: "x" })),
      progress: await note(user, lesson, { position: "5", completed: "yes", note: "y" }),
    };
  }
  const shut = { page: "locked", text: false, media: 403, done: 403, quiz: 403, note: 403, progress: 403 };
  const isShut = (ways: Awaited<ReturnType<typeof everyWay>>) => expect({ ...ways, media: ways.media >= 400 ? 403 : ways.media }).toEqual(shut);

  test("by days since enrolment: shut in every way until the instant, open from it on", async () => {
    const start = now();
    const { person, lessons: [, second] } = await enrolled(start);
    const lesson = second!;
    const file = await aLessonVideo(store.id, lesson);
    await aQuiz(lesson);
    await db.lesson.update({ where: { id: lesson.id }, data: { dripDays: 3 } });
    isShut(await everyWay(person, lesson, file.id));
    expect(await markOf(person, lesson)).toBeNull();
    expect(await load(person, lesson)).toMatchObject({ view: "locked", opens: { kind: "drip", at: later(3 * DAY, start).toISOString() } });
    expect(await lessonLock(person.id, lesson.offerId, lesson.id)).toEqual({ kind: "drip", opensAt: later(3 * DAY, start) });
    const restore = setClock(() => start.getTime() + 3 * DAY);
    try {
      expect(await lessonPage(person, lesson)).toMatchObject({ bodyHtml: lesson.bodyHtml, video: { kind: "file" } });
      expect(await lessonLock(person.id, lesson.offerId, lesson.id)).toBeNull();
      expect(await note(person, lesson, { position: "5" })).toBe(204);
    } finally {
      restore();
    }
  });

  test("by a date, the same for everybody; a preview and the creator are never shut out", async () => {
    const { person, offer, lessons: [first, second] } = await enrolled(later(-400 * DAY));
    await db.lesson.updateMany({ where: { offerId: offer.id }, data: { dripAt: later(9 * DAY) } });
    expect(statusOf(await load(person, second!))).toBe(200);
    expect(await load(person, second!)).toMatchObject({ view: "locked" });
    expect(await load(person, first!)).toMatchObject({ view: "lesson" });
    expect(await lessonLock(person.id, offer.id, first!.id)).toBeNull();
    await aGrant(owner.id, offer.id);
    expect(await load(owner, second!)).toMatchObject({ view: "lesson" });
    expect(await lessonLock(owner.id, offer.id, second!.id)).toBeNull();
    // Neither opens anything to somebody who has nothing here.
    expect(await lessonLock(stranger.id, offer.id, second!.id)).toEqual({ kind: "closed" });
    expect(await note(stranger, first!, { note: "x" })).toBe(404);
    // The lists say so in words, and the home does not send anybody there.
    await db.lesson.update({ where: { id: first!.id }, data: { isPreview: false } });
    expect(await courseHome(person, offer.id)).toMatchObject({ resume: { id: first!.id, lock: expect.stringMatching(/^Opens on \d+ \w+ \d{4}$/) } });
  });

  test("in order: each opens when all before it are done, across modules; what was done stays open", async () => {
    const { person, offer, lessons: [first, second, third] } = await enrolled();
    await courseRules(offer.id, { lessonsInOrder: true });
    const file = await aLessonVideo(store.id, third!);
    await aQuiz(third!);
    isShut(await everyWay(person, third!, file.id));
    expect((await lessonPage(person, first!)).next).toMatchObject({ id: second!.id, lock: null });
    await post(person, first!, { intent: "complete" });
    expect((await lessonPage(person, second!)).next).toMatchObject({ id: third!.id, lock: null });
    expect(await load(person, third!)).toMatchObject({ view: "locked", opens: { kind: "order" } });
    await post(person, second!, { intent: "complete" });
    expect(await load(person, third!)).toMatchObject({ view: "lesson" });
    expect(await lessonLock(person.id, offer.id, third!.id)).toBeNull();
    await post(person, first!, { intent: "undo" });
    expect(await load(person, second!)).toMatchObject({ view: "lesson" });
    expect(await load(person, third!)).toMatchObject({ view: "locked" });
    // The page and the question everything else asks agree, lesson by lesson.
    for (const lesson of [first!, second!, third!]) expect(((await lessonLock(person.id, offer.id, lesson.id)) === null) === !(await load(person, lesson).then((page) => page instanceof Response || page.view === "locked"))).toBe(true);
  });

  test("access that ended: nothing is open any more, whatever was open before", async () => {
    const { person, grant, lessons: [first, second] } = await enrolled();
    const file = await aLessonVideo(store.id, second!);
    const url = signMediaUrl({ fileId: file.id, offerId: second!.offerId, lessonId: second!.id, userId: person.id });
    expect(await media(person, url)).toBe(200);
    await db.grant.update({ where: { id: grant.id }, data: { expiresAt: later(-1) } });
    expect(await media(person, url)).toBeGreaterThanOrEqual(400);
    for (const lesson of [first!, second!]) {
      expect(statusOf(await load(person, lesson))).toBe(302);
      expect(statusOf(await post(person, lesson, { intent: "note", note: "x" }))).toBe(302);
      expect(await note(person, lesson, { note: "x" })).toBe(404);
    }
    expect(await db.lessonNote.count({ where: { userId: person.id } })).toBe(0);
    expect(await home(person, first!.offerId)).toMatchObject({ view: "ended" });
    expect(statusOf(await outcome(async () => notesLoader({ request: await requestOf(person, "/library/x/notes"), params: { offerId: first!.offerId }, context: {} })))).toBe(302);
  });
});

describe("questions", () => {
  const right: [string, string][] = [["intent", "quiz"], ["q.q1", "b"], ["q.q2", "x"], ["q.q2", "y"], ["q.q3", "  FÁRINE "]];
  const wrong: [string, string][] = [["intent", "quiz"], ["q.q1", "a"], ["q.q2", "x"], ["q.q3", "flour"]];
  const attempt = (number: number): [string, string] => ["attempt", String(number)];

  test("what is right is nowhere in the page before it may be known; passing finishes the lesson", async () => {
    const { person, lessons: [, second, third] } = await enrolled();
    await aQuiz(second!);
    const before = JSON.stringify(await lessonPage(person, second!));
    expect(before).toContain("What makes it rise?");
    expect(before).not.toMatch(/correct|Yeast eats sugar|farine|Ground grain|accepted/);
    // The mark alone does not do it, by form or later.
    expect(((await post(person, second!, { intent: "complete" })) as Response).headers.get("Location")).toContain("#quiz");
    expect(await note(person, second!, { completed: "yes" })).toBe(204);
    expect((await markOf(person, second!))?.completedAt ?? null).toBeNull();

    expect(statusOf(await post(person, second!, [...wrong, attempt(1)]))).toBe(302);
    const failed = await lessonPage(person, second!);
    expect(failed.quiz).toMatchObject({ passed: false, attempts: 1, last: { scorePercent: 33, right: { q1: false, q2: false, q3: true } }, solution: null });
    expect(JSON.stringify(failed)).not.toMatch(/correct|Yeast eats sugar|farine/);
    expect(failed.lesson.done).toBe(false);

    expect(statusOf(await post(person, second!, [...right, attempt(2)]))).toBe(302);
    const passed = await lessonPage(person, second!);
    expect(passed.quiz).toMatchObject({ passed: true, attempts: 2, last: { scorePercent: 100 }, solution: { q1: { right: ["Yeast"], explanation: "Yeast eats sugar." } } });
    expect(passed.lesson.done).toBe(true);
    expect(passed.next?.id).toBe(third!.id);
    // A pass is a pass: no attempt after it is counted.
    await post(person, second!, [...wrong, attempt(3)]);
    expect((await lessonPage(person, second!)).quiz).toMatchObject({ passed: true, attempts: 2 });
  });

  test("an attempt with something left open is not counted", async () => {
    const { person, lessons: [first] } = await enrolled();
    await aQuiz(first!, { maxAttempts: 2 });
    const answer = (await post(person, first!, [["intent", "quiz"], attempt(1), ["q.q1", "a"], ["q.q3", "   "]])) as Response;
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({ unanswered: ["q2", "q3"], answers: { q1: ["a"], q3: ["   "] } });
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 0, attemptsLeft: 2 });
  });

  test("a doubled click is one attempt, ten tabs get no more than allowed, and then the answers are told", async () => {
    const { person, lessons: [first] } = await enrolled();
    await aQuiz(first!, { maxAttempts: 2 });
    await Promise.all([post(person, first!, [...wrong, attempt(1)]), post(person, first!, [...wrong, attempt(1)])]);
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 1, attemptsLeft: 1, solution: null });
    await Promise.all(Array.from({ length: 10 }, (_, index) => post(person, first!, [...wrong, attempt(2 + (index % 3))])));
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 2, attemptsLeft: 0, passed: false, solution: { q3: { right: ["flour"] } } });
    await post(person, first!, [...right, attempt(3)]);
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 2, passed: false });
  });

  test("answers that were never offered count for nothing", async () => {
    const { person, lessons: [first, second] } = await enrolled();
    await aQuiz(first!);
    const odd: [string, string][] = [["intent", "quiz"], attempt(1), ["q.q1", "b"], ["q.q1", "a"], ["q.q2", "x"], ["q.q2", "y"], ["q.q2", "__proto__"], ["q.q3", "flour\u0000"], ["q.__proto__", "b"], ["q.constructor", "b"]];
    expect(statusOf(await post(person, first!, odd))).toBe(302);
    expect((await lessonPage(person, first!)).quiz?.last).toMatchObject({ answers: { q1: ["a"], q2: ["x", "y"], q3: ["flour"] } });
    for (const number of ["0", "-1", "1.5", "x", "99"]) await post(person, first!, [...right, ["attempt", number]]);
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 1 });
    expect(statusOf(await post(person, second!, [...right, attempt(1)]))).toBe(404);
    expect(await db.quizAttempt.count({ where: { userId: stranger.id } })).toBe(0);
    expect(statusOf(await post(stranger, first!, [...right, attempt(1)]))).toBe(404);
  });
});

describe("news that come late, again and out of order", () => {
  const T = Date.now();
  const at = (seconds: number) => String(T + seconds * 1000);

  test("every order of the same news ends the same", async () => {
    const news: Record<string, string>[] = [
      { position: "10", positionAt: at(10), note: "first", noteAt: at(11) },
      { position: "50", positionAt: at(50), note: "second", noteAt: at(51) },
      { completed: "yes", completedAt: at(40), at: at(40) },
      { at: at(55) },
    ];
    const orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 0, 2, 3, 1, 0, 0], [3, 1, 2, 0]];
    const restore = setClock(() => T + 60_000);
    try {
      for (const order of orders) {
        const { person, lessons: [first] } = await enrolled();
        for (const index of order) expect(await note(person, first!, { user: person.id, sent: at(60), ...news[index]! })).toBe(204);
        expect(await markOf(person, first!)).toMatchObject({ positionSeconds: 50, completedAt: new Date(T + 40_000), updatedAt: new Date(T + 55_000) });
        expect((await db.lessonNote.findFirstOrThrow({ where: { userId: person.id } })).text).toBe("second");
      }
    } finally {
      restore();
    }
  });

  test("a late older position changes nothing, a completion is never lost, and one taken back afterwards does not return", async () => {
    const { person, lessons: [first] } = await enrolled();
    await note(person, first!, { position: "90" });
    await note(person, first!, { position: "20", positionAt: at(-600), sent: at(0) });
    expect(await markOf(person, first!)).toMatchObject({ positionSeconds: 90 });
    await note(person, first!, { completed: "yes", completedAt: at(-500), sent: at(0) });
    expect((await markOf(person, first!))!.completedAt).not.toBeNull();
    const restore = setClock(() => Date.now() + MINUTE);
    try {
      await post(person, first!, { intent: "undo" });
      await note(person, first!, { completed: "yes", completedAt: at(-400), sent: at(0) });
      expect((await markOf(person, first!))!.completedAt).toBeNull();
    } finally {
      restore();
    }
  });

  test("a clock that runs ahead cannot write the future", async () => {
    const { person, lessons: [first] } = await enrolled();
    const far = String(Date.now() + 400 * DAY);
    await note(person, first!, { position: "70", positionAt: far, completed: "yes", completedAt: far, note: "from the future", noteAt: far });
    const mark = (await markOf(person, first!))!;
    for (const instant of [mark.completedAt!, mark.positionAt!, mark.updatedAt]) expect(instant.getTime()).toBeLessThanOrEqual(now().getTime());
    // So what comes after it counts.
    await note(person, first!, { position: "71", note: "now" });
    expect(await markOf(person, first!)).toMatchObject({ positionSeconds: 71 });
    expect((await lessonPage(person, first!)).note.text).toBe("now");
  });

  test("noted under another name on the same device: it waits for them", async () => {
    const { person, lessons: [first] } = await enrolled();
    expect(await note(person, first!, { user: student.id, completed: "yes" })).toBe(409);
    expect(await note(null, first!, { user: student.id })).toBe(401);
    expect(await markOf(person, first!)).toBeNull();
  });
});

describe("notes to oneself", () => {
  test("kept, listed with links, nobody else's, emptied without a trace", async () => {
    const { person, offer, lessons: [first, second] } = await enrolled();
    await aGrant(student.id, offer.id);
    const evil = `<script>alert(1)</script> '; DROP TABLE lesson_notes; --\r\n=cmd()`;
    expect(((await post(person, second!, { intent: "note", note: evil })) as Response).headers.get("Location")).toBe(`/library/${offer.id}/lessons/${second!.id}#note`);
    await note(person, first!, { note: "flour first" });
    expect((await lessonPage(person, second!)).note.text).toBe(evil.replace("\r\n", "\n"));
    expect((await lessonPage(student, second!)).note).toEqual({ text: "", updatedAt: 0 });
    expect((await courseHome(person, offer.id)).notes).toMatchObject({ total: 2, items: expect.arrayContaining([expect.objectContaining({ lessonId: first!.id, text: "flour first" })]) });
    expect((await courseHome(student, offer.id)).notes).toEqual({ items: [], total: 0 });
    const { notes } = await notesLoader({ request: await requestOf(person, `/library/${offer.id}/notes`), params: { offerId: offer.id }, context: {} });
    expect(notes.map((listed) => listed.lessonId)).toEqual([first!.id, second!.id]);
    await post(person, first!, { intent: "note", note: "  " });
    expect((await courseHome(person, offer.id)).notes.total).toBe(1);
  });

  test("too long is said, and nothing is lost on the way", async () => {
    const { person, lessons: [first] } = await enrolled();
    const long = "x".repeat(10_001);
    const answer = (await post(person, first!, { intent: "note", note: long })) as Response;
    expect([answer.status, (await answer.json()).noteTooLong]).toEqual([422, long]);
    expect(await note(person, first!, { note: long })).toBe(422);
  });
});

test("a lesson's files with their sizes, each by a link of its own; a poster and captions beside the film", async () => {
  const { person, lessons: [first] } = await enrolled();
  const pdf = await aFile(store.id, { purpose: "attachment", fileName: "recipe.pdf", bytes: Buffer.alloc(2_000_000) });
  await db.lessonFile.create({ data: { id: newId("lessonFile"), lessonId: first!.id, offerId: first!.offerId, fileId: pdf.id, position: 0 } });
  const audio = await aFile(store.id, { purpose: "video", fileName: "talk.mp3", contentType: "audio/mpeg" });
  const captions = await aFile(store.id, { purpose: "captions", fileName: "talk.vtt", contentType: "text/vtt" });
  await db.lesson.update({ where: { id: first!.id }, data: { videoFileId: audio.id, captionsFileId: captions.id } });
  const page = await lessonPage(person, first!);
  expect(page.attachments).toEqual([{ name: "recipe.pdf", contentType: "application/pdf", sizeText: "2 MB", href: expect.stringMatching(/^\/media\/fil_.*signature=/) }]);
  expect(page.video).toMatchObject({ kind: "file", audio: true, captions: expect.stringContaining(`/media/${captions.id}`), poster: null });
  expect(JSON.stringify(page)).not.toContain(pdf.storageKey);
});

describe("a course of 300 lessons", () => {
  let small: Awaited<ReturnType<typeof enrolled>>;
  let large: Awaited<ReturnType<typeof enrolled>>;
  beforeAll(async () => {
    small = await enrolled();
    large = await enrolled();
    await manyLessons(small.offer.id, 1, 7);
    await manyLessons(large.offer.id, 12, 25);
    for (const { offer, person, lessons: [first] } of [small, large]) {
      await courseRules(offer.id, { lessonsInOrder: true, certificate: true });
      await note(person, first!, { position: "3" });
    }
  });

  /** Statements that reach the database while something runs, on whichever of the two this is. */
  async function statements(run: () => Promise<unknown>): Promise<number> {
    const spies = [vi.spyOn(PGlite.prototype, "query"), vi.spyOn(pg.Client.prototype, "query")];
    await run();
    const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    for (const spy of spies) spy.mockRestore();
    return count;
  }

  test("the page of a lesson and the course's own send one module's lessons, and the counts of all", async () => {
    const page = await lessonPage(large.person, large.lessons[0]!);
    expect(page.progress).toEqual({ done: 0, total: 303 });
    expect(page.modules).toHaveLength(14);
    expect(page.modules.flatMap((module) => module.lessons ?? [])).toHaveLength(2);
    expect(page.modules[5]).toMatchObject({ title: "Long part 4", total: 25, done: 0, lessons: null });
    expect((await courseHome(large.person, large.offer.id)).modules.filter((module) => module.lessons)).toHaveLength(1);
    // Without JavaScript a module is opened by a link.
    const asked = page.modules[5]!.id;
    expect((await lessonPage(large.person, large.lessons[0]!, `?module=${asked}`)).modules[5]!.lessons).toHaveLength(25);
    // With it, its lessons come by themselves, with locks and marks.
    const loaded = await moduleLoader({ request: await requestOf(large.person, "/x"), params: { offerId: large.offer.id, moduleId: asked }, context: {} });
    expect(loaded.lessons).toHaveLength(25);
    expect(loaded.lessons[0]).toMatchObject({ done: false, lock: "Opens after the lesson before it" });
    expect((await lessonPage(small.person, small.lessons[0]!)).modules.every((module) => module.lessons)).toBe(true);
  });

  test("other people's and other courses' modules are not there", async () => {
    const [module] = (await lessonPage(large.person, large.lessons[0]!)).modules;
    const ask = async (user: User, offerId: string) => statusOf(await outcome(async () => moduleLoader({ request: await requestOf(user, "/x"), params: { offerId, moduleId: module!.id }, context: {} })));
    expect(await ask(stranger, large.offer.id)).toBe(404);
    expect(await ask(small.person, small.offer.id)).toBe(404);
    expect(await ask(large.person, large.offer.id)).toBe(200);
  });

  test("as many questions to the database as for ten", async () => {
    for (const run of [
      (one: typeof small) => load(one.person, one.lessons[2]!),
      (one: typeof small) => lessonPage(one.person, one.lessons[0]!),
      (one: typeof small) => courseHome(one.person, one.offer.id),
    ]) {
      const [few, many] = [await statements(() => run(small)), await statements(() => run(large))];
      expect(few).toBeGreaterThan(4);
      expect(many).toBe(few);
    }
  });

  test("continue: the next not done, wherever it is; done counts are right to the last", async () => {
    const all = await db.lesson.findMany({ where: { offerId: large.offer.id }, orderBy: [{ module: { position: "asc" } }, { position: "asc" }] });
    await db.lessonProgress.createMany({ data: all.slice(1, 200).map((lesson) => ({ userId: large.person.id, lessonId: lesson.id, offerId: large.offer.id, completedAt: now(), updatedAt: now() })) });
    await note(large.person, all[0]!, { completed: "yes" });
    expect(await courseHome(large.person, large.offer.id)).toMatchObject({ standing: { done: 200, total: 303, finished: false }, resume: { id: all[200]!.id, lock: null } });
  });
});

test("ids of others in every way in: 404, and nothing written", async () => {
  const elsewhere = await enrolled();
  const foreign = { id: elsewhere.lessons[0]!.id, offerId: course.id };
  for (const lesson of [foreign, { id: "les_none", offerId: course.id }]) {
    expect(statusOf(await load(student, lesson))).toBe(404);
    const forms: Record<string, string>[] = [{ intent: "note", note: "x" }, { intent: "quiz", attempt: "1" }, { intent: "complete" }];
    for (const form of forms) expect(statusOf(await post(student, lesson, form))).toBe(404);
    expect(await note(student, lesson, { note: "x", completed: "yes" })).toBe(404);
  }
  expect(statusOf(await load(stranger, lessons[0]!))).toBe(404);
  expect(statusOf(await home(stranger, course.id))).toBe(404);
  expect(statusOf(await outcome(async () => notesLoader({ request: await requestOf(stranger, "/x"), params: { offerId: course.id }, context: {} })))).toBe(404);
  expect(await db.lessonNote.count({ where: { userId: { in: [student.id, stranger.id] } } })).toBe(0);
});
