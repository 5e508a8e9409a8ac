import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { lessonLock } from "~/domain/courses/unlock.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import type { Lesson, User } from "~/generated/prisma/client";
import { DAY, later, now, setClock } from "~/lib/clock";
import { loader as notesLoader } from "~/routes/library/notes";
import { aFile } from "../factories/catalog";
import { aQuiz, courseRules } from "../factories/courses";
import { aGrant, aLessonVideo, requestOf } from "../factories/library";
import { newId } from "~/lib/ids";
import { course, courseHome, enrolled, home, lessonPage, lessons, load, markOf, media, note, outcome, owner, post, statusOf, store, stranger, student, preparePlayerCourse } from "../setup/player";

preparePlayerCourse();

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
