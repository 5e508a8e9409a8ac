import { beforeEach, expect, test } from "vitest";
import { db } from "~/db.server";
import { removeFile } from "~/domain/files/remove-file.server";
import type { Lesson, Offer, StoredFile } from "~/generated/prisma/client";
import { storage } from "~/integrations/storage/storage.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { aCourse, aDownload, aFile, aStore } from "../factories/catalog";

let storeId: string;
let course: Offer;
let lesson: Lesson;
beforeEach(async () => {
  storeId = (await aStore()).store.id;
  const made = await aCourse(storeId);
  course = made.offer;
  lesson = made.lessons[0]!;
});

const there = async (file: StoredFile) => [await db.storedFile.count({ where: { id: file.id } }), await storage().exists(file.storageKey)];

/** Everything that can name a file, and how it stops. */
const uses: [string, string, (fileId: string) => Promise<unknown>, () => Promise<unknown>][] = [
  ["an offer's cover", "cover", (coverFileId) => db.offer.update({ where: { id: course.id }, data: { coverFileId } }), () => db.offer.update({ where: { id: course.id }, data: { coverFileId: null } })],
  ["the store's logo", "logo", (logoFileId) => db.store.update({ where: { id: storeId }, data: { logoFileId } }), () => db.store.update({ where: { id: storeId }, data: { logoFileId: null } })],
  ["a lesson's video", "video", (videoFileId) => db.lesson.update({ where: { id: lesson.id }, data: { videoFileId } }), () => db.lesson.update({ where: { id: lesson.id }, data: { videoFileId: null } })],
  ["a poster", "poster", (posterFileId) => db.lesson.update({ where: { id: lesson.id }, data: { posterFileId } }), () => db.lesson.update({ where: { id: lesson.id }, data: { posterFileId: null } })],
  ["captions of a lesson in the bin", "captions", (captionsFileId) => db.lesson.update({ where: { id: lesson.id }, data: { captionsFileId, deletedAt: now() } }), () => db.lesson.delete({ where: { id: lesson.id } })],
  ["an attachment", "attachment", (fileId) => db.lessonFile.create({ data: { id: newId("lessonFile"), lessonId: lesson.id, offerId: course.id, fileId, position: 0 } }), () => db.lessonFile.deleteMany({ where: { lessonId: lesson.id } })],
  ["a former version of a download", "download", async (fileId) => {
    const { offer } = await aDownload(storeId);
    const place = await db.downloadFile.findFirstOrThrow({ where: { offerId: offer.id } });
    await db.fileVersion.create({ data: { id: newId("fileVersion"), downloadFileId: place.id, fileId, number: 7, createdAt: now() } });
  }, () => db.fileVersion.deleteMany({ where: { number: 7 } })],
  ["an image in a lesson", "image", (id) => db.lesson.update({ where: { id: lesson.id }, data: { bodyHtml: `<p><img src="/files/${id}" alt=""></p>` } }), () => db.lesson.update({ where: { id: lesson.id }, data: { bodyHtml: "" } })],
  ["an image in a lesson's former text", "image", (id) => db.lessonRevision.create({ data: { id: newId("lessonRevision"), lessonId: lesson.id, title: "", bodyHtml: `<img src="/files/${id}">`, savedAt: now() } }), () => db.lessonRevision.deleteMany({ where: { lessonId: lesson.id } })],
  ["an image in a description", "image", (id) => db.offer.update({ where: { id: course.id }, data: { descriptionHtml: `<img src="/files/${id}">` } }), () => db.offer.update({ where: { id: course.id }, data: { descriptionHtml: "" } })],
  ["an image in a post", "image", (id) => db.post.create({ data: { id: newId("post"), storeId, offerId: course.id, title: "", bodyHtml: `<img src="/files/${id}">`, status: "draft", createdAt: now(), updatedAt: now() } }), () => db.post.deleteMany({ where: { storeId } })],
];

test.each(uses)("%s is kept while it is one, and goes when it is not", async (_what, purpose, use, stop) => {
  const file = await aFile(storeId, { purpose });
  await use(file.id);
  expect(await removeFile(file.id)).toBe(false);
  expect(await there(file)).toEqual([1, true]);
  await stop();
  expect(await removeFile(file.id)).toBe(true);
  expect(await there(file)).toEqual([0, false]);
});

test("two lessons share a video: the second that lets go removes it; two at once remove it once", async () => {
  const file = await aFile(storeId, { purpose: "video" });
  await db.lesson.updateMany({ where: { offerId: course.id }, data: { videoFileId: file.id } });
  await db.lesson.update({ where: { id: lesson.id }, data: { videoFileId: null } });
  expect(await removeFile(file.id)).toBe(false);
  await db.lesson.updateMany({ where: { offerId: course.id }, data: { videoFileId: null } });
  expect((await Promise.all([removeFile(file.id), removeFile(file.id)])).sort()).toEqual([false, true]);
  expect(await removeFile("fil_none")).toBe(false);
});
