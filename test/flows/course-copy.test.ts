import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { BIN_DAYS, emptyBins } from "~/domain/courses/bin.server";
import { duplicateCourse } from "~/domain/courses/duplicate-course.server";
import { addLessonFile, lessonFiles, renameLessonFile } from "~/domain/courses/lesson-files.server";
import { lessonContent } from "~/domain/library/course-view.server";
import { openMedia } from "~/domain/library/media.server";
import { storage } from "~/integrations/storage/storage.server";
import { DAY, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { action as settings, loader as settingsPage } from "~/routes/studio/offers/course-settings";
import { action as change } from "~/routes/studio/offers/curriculum-change";
import { action as duplicate } from "~/routes/studio/offers/duplicate";
import { aFile } from "../factories/catalog";
import { aGrant } from "../factories/library";
import { context } from "../setup/context";
import { answerOf, makeRequest } from "../setup/request";
import { aTeacher } from "../setup/teacher";

describe("settings and copies", () => {
  test("settings are kept", async () => {
    const { post, key, cookie } = await aTeacher();
    expect((await post(settings as typeof change, { inOrder: "on", certificate: "on", signer: "  Ada <b>F</b> " })).status).toBe(302);
    expect(await db.course.findUnique({ where: { offerId: key.offerId } })).toMatchObject({ lessonsInOrder: true, certificate: true, certificateSigner: "Ada <b>F</b>" });
    await post(settings as typeof change, { signer: "" });
    expect(await db.course.findUnique({ where: { offerId: key.offerId } })).toMatchObject({ lessonsInOrder: false, certificate: false, certificateSigner: "" });
    expect((await post(settings as typeof change, { signer: "x".repeat(81) })).status).toBe(400);
    const page = await answerOf(() => settingsPage({ request: makeRequest("/x", { cookie }), params: { offerId: key.offerId }, context }));
    expect(await page.json()).toMatchObject({ words: { inOrder: "", certificate: "" } });
  });

  test("a copy has everything but people and the bin; files are shared", async () => {
    const { post, key, store, ids, two, owner, make } = await aTeacher("published");
    const film = await aFile(store.id, { purpose: "video", contentType: "video/mp4" });
    await db.lesson.update({ where: { id: ids[1] }, data: { videoFileId: film.id, posterFileId: film.id, captionsFileId: film.id, videoUrl: "https://vimeo.com/123456789", dripDays: 3, bodyHtml: "<p>Text</p>", version: 4 } });
    await db.lesson.update({ where: { id: ids[2] }, data: { dripAt: new Date("2027-01-01T00:00:00Z") } });
    await db.lessonFile.create({ data: { id: newId("lessonFile"), lessonId: ids[1], offerId: key.offerId, fileId: film.id, position: 2 } });
    await db.quiz.create({ data: { id: newId("quiz"), lessonId: ids[1], offerId: key.offerId, passPercent: 55, maxAttempts: 2, questions: [{ id: "q1" }], updatedAt: now() } });
    await db.course.create({ data: { offerId: key.offerId, lessonsInOrder: true, certificate: true, certificateSigner: "Ada" } });
    await db.offer.update({ where: { id: key.offerId }, data: { accessDays: 90, highlights: ["One"], coverFileId: film.id, descriptionHtml: "<p>d</p>", title: "T".repeat(118) } });
    await aGrant(owner.id, key.offerId);
    await db.lessonProgress.create({ data: { userId: owner.id, lessonId: ids[1], offerId: key.offerId, completedAt: now(), updatedAt: now() } });
    await make({ intent: "delete-lesson", lessonId: ids[0] });

    const answer = await post(duplicate as typeof change, {});
    const copyId = /off_\w+$/.exec(answer.headers.get("Location") ?? "")![0];
    const copy = await db.offer.findUniqueOrThrow({ where: { id: copyId }, include: { prices: true, course: true, grants: true } });
    expect(copy).toMatchObject({ status: "draft", publishedAt: null, accessDays: 90, highlights: ["One"], coverFileId: film.id, descriptionHtml: "<p>d</p>", title: `${"T".repeat(113)} (copy)`, grants: [] });
    expect(copy.prices).toMatchObject([{ amount: 4900n, currency: "eur", active: true }]);
    expect(copy.course).toMatchObject({ lessonsInOrder: true, certificate: true, certificateSigner: "Ada" });

    // Every column of every row, but for what makes it another row: a column added later must be copied, too.
    const rows = async (offerId: string) => {
      const lessons = await db.lesson.findMany({ where: { offerId, deletedAt: null }, orderBy: { title: "asc" }, include: { quiz: true, files: true, module: true } });
      const same = <T extends object>(row: T) => Object.fromEntries(Object.entries(row).filter(([name]) => !["id", "offerId", "moduleId", "lessonId", "updatedAt", "version", "quiz", "files", "module"].includes(name)));
      return lessons.map((lesson) => ({ ...same(lesson), quiz: lesson.quiz && same(lesson.quiz), files: lesson.files.map(same), module: same(lesson.module) }));
    };
    expect(await rows(copyId)).toEqual(await rows(key.offerId));
    expect(await db.lessonProgress.count({ where: { offerId: copyId } })).toBe(0);

    // What only one of them uses any more stays until nobody does.
    await make({ intent: "delete-module", moduleId: two });
    const restore = setClock(() => Date.now() + (BIN_DAYS + 1) * DAY);
    await db.lesson.update({ where: { id: ids[1] }, data: { deletedAt: new Date(0) } });
    await emptyBins();
    restore();
    expect(await storage().exists(film.storageKey)).toBe(true);
    expect((await post(duplicate as typeof change, {})).status).toBe(302);
  });

  test("a file that a copy shares is named in each by itself: in the editor, in the player and when it is saved", async () => {
    const { key, make, owner, one } = await aTeacher();
    await make({ intent: "add-lesson", moduleId: one, title: "With a sheet" });
    const lesson = await db.lesson.findFirstOrThrow({ where: { offerId: key.offerId, title: "With a sheet" } });
    const sheet = await aFile(key.storeId, { purpose: "attachment", fileName: "sheet.pdf" });
    const placed = await addLessonFile(key, { lessonId: lesson.id, fileId: sheet.id });
    expect(placed.ok).toBe(true);
    const copied = await duplicateCourse(key, { cause: "test" });
    const copyId = copied.ok ? copied.value : "";
    const twin = await db.lesson.findFirstOrThrow({ where: { offerId: copyId, title: "With a sheet" } });
    const place = await db.lessonFile.findFirstOrThrow({ where: { lessonId: twin.id } });
    await renameLessonFile({ ...key, offerId: copyId }, { lessonId: twin.id, placeId: place.id, name: "The second sheet" });

    const shown = async (offerId: string, lessonId: string) => [
      (await lessonFiles(offerId, lessonId)).map((file) => file.name),
      (await lessonContent(offerId, lessonId))?.attachments.map((file) => file.name),
      (await openMedia({ fileId: sheet.id, offerId, lessonId, userId: owner.id, orderId: null, as: "attachment", expires: now() }))?.file.fileName,
    ];
    expect(await shown(copyId, twin.id)).toEqual([["The second sheet.pdf"], ["The second sheet.pdf"], "The second sheet.pdf"]);
    expect(await shown(key.offerId, lesson.id)).toEqual([["sheet.pdf"], ["sheet.pdf"], "sheet.pdf"]);
    // The name it was given here goes along into a further copy.
    const third = await duplicateCourse({ ...key, offerId: copyId }, { cause: "test" });
    expect(await db.lessonFile.findFirst({ where: { offerId: third.ok ? third.value : "" } })).toMatchObject({ fileId: sheet.id, name: "The second sheet.pdf" });
  });
});
