import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import type { Lesson, Offer, Store, StoredFile, User } from "~/generated/prisma/client";
import { HOUR, later, MINUTE, now, setClock } from "~/lib/clock";
import { loader as clickDownload } from "~/routes/library/file";
import { loader as media } from "~/routes/resources/media";
import { aCourse, aDownload, aFile, aStore } from "../factories/catalog";
import { aGrant, aLessonVideo, requestOf } from "../factories/library";
import { makePerson } from "../factories/people";

const FILM = Buffer.from("0123456789abcdefghij");
let store: Store;
let creator: User;
let student: User;
let stranger: User;
let course: Offer;
let lesson: Lesson;
let paidLesson: Lesson;
let film: StoredFile;
let paidFilm: StoredFile;

beforeAll(async () => {
  ({ store, owner: creator } = await aStore());
  [student, stranger] = [await makePerson(), await makePerson()];
  const made = await aCourse(store.id);
  course = made.offer;
  [lesson, paidLesson] = [made.lessons[0]!, made.lessons[1]!];
  film = await aLessonVideo(store.id, lesson, FILM);
  paidFilm = await aLessonVideo(store.id, paidLesson, FILM);
  await aGrant(student.id, course.id);
});

async function open(user: User | null, path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  const fileId = /^\/media\/([^?]+)/.exec(path)?.[1] ?? "";
  const answer = await media({ request: await requestOf(user, path, { headers, method }), params: { fileId }, context: {} });
  // Read to the end, as a server would, so that no file stays open.
  const body = await answer.arrayBuffer();
  return new Response(answer.status === 304 ? null : body, answer);
}

const filmLink = (overrides: Partial<Parameters<typeof signMediaUrl>[0]> = {}) => signMediaUrl({ fileId: paidFilm.id, offerId: course.id, lessonId: paidLesson.id, userId: student.id, ...overrides });

describe("rows 29 and 35: who may use a link", () => {
  test("the person it was made for, and nobody else", async () => {
    const link = filmLink();
    expect((await open(student, link)).status).toBe(200);
    expect((await open(stranger, link)).status).toBe(404);
    expect((await open(null, link)).status).toBe(404);
    // Not even somebody else who owns the same course: a link is personal.
    await aGrant(stranger.id, course.id, { id: "grt_other" });
    expect((await open(stranger, link)).status).toBe(404);
    await db.grant.delete({ where: { id: "grt_other" } });
  });

  test("a link made for somebody without access opens nothing, though the signature is good", async () => {
    expect((await open(stranger, filmLink({ userId: stranger.id }))).status).toBe(404);
  });

  test("access that has ended or is on hold ends a link that is still in time", async () => {
    const buyer = await makePerson();
    const grant = await aGrant(buyer.id, course.id);
    const link = filmLink({ userId: buyer.id });
    expect((await open(buyer, link)).status).toBe(200);
    await db.grant.update({ where: { id: grant.id }, data: { suspendedAt: now() } });
    expect((await open(buyer, link)).status).toBe(404);
    await db.grant.update({ where: { id: grant.id }, data: { suspendedAt: null } });
    expect((await open(buyer, link)).status).toBe(200);
    await db.grant.update({ where: { id: grant.id }, data: { revokedAt: now(), revokedReason: "The payment was refunded." } });
    expect((await open(buyer, link)).status).toBe(404);
    expect((await open(buyer, link, { Range: "bytes=5-6" })).status).toBe(404);
  });

  test("the creator may watch what they sell", async () => {
    expect((await open(creator, filmLink({ userId: creator.id }))).status).toBe(200);
  });

  test("a link for anyone opens a free preview of a published offer only", async () => {
    const preview = signMediaUrl({ fileId: film.id, offerId: course.id, lessonId: lesson.id, userId: null });
    expect((await open(null, preview)).status).toBe(200);
    expect((await open(stranger, preview)).status).toBe(200);
    expect((await open(null, filmLink({ userId: null }))).status).toBe(404);
    await db.offer.update({ where: { id: course.id }, data: { status: "draft" } });
    expect((await open(null, preview)).status).toBe(404);
    // Those who paid keep it.
    expect((await open(student, filmLink())).status).toBe(200);
    await db.offer.update({ where: { id: course.id }, data: { status: "published" } });
    await db.lesson.update({ where: { id: lesson.id }, data: { isPreview: false } });
    expect((await open(null, preview)).status).toBe(404);
    await db.lesson.update({ where: { id: lesson.id }, data: { isPreview: true } });
  });

  test("a file that is not where the link says is refused", async () => {
    const loose = await aFile(store.id, { purpose: "video", contentType: "video/mp4" });
    for (const link of [filmLink({ fileId: loose.id }), filmLink({ lessonId: lesson.id }), filmLink({ lessonId: null }), filmLink({ fileId: "fil_none" })]) {
      expect((await open(student, link)).status).toBe(404);
    }
    const other = await aCourse(store.id);
    await aGrant(student.id, other.offer.id);
    expect((await open(student, filmLink({ offerId: other.offer.id }))).status).toBe(404);
  });
});

test("a changed link opens nothing", async () => {
  const link = filmLink();
  for (const forged of [link.replace(/signature=./, "signature=_"), link.replace(course.id, "off_other"), `${link}x`, link.replace(/&signature=.*/, ""), `/media/${paidFilm.id}`, link.replace(/expires=\d+/, "expires=9999999999")]) {
    const answer = await open(student, forged);
    expect([forged, answer.status]).toEqual([forged, 404]);
    expect(await answer.text()).not.toContain("0123");
  }
});

test("a link past its time says so", async () => {
  const link = filmLink();
  const download = filmLink({ expires: later(10 * MINUTE) });
  const at = now().getTime();
  const restore = setClock(() => at + 10 * MINUTE + 1000);
  try {
    const late = await open(student, download);
    expect(late.status).toBe(410);
    expect(await late.text()).toContain("run out");
    expect((await open(student, link)).status).toBe(200);
  } finally {
    restore();
  }
  const muchLater = setClock(() => at + 4 * HOUR + 1000);
  expect((await open(student, link)).status).toBe(410);
  muchLater();
});

describe("parts of a file", () => {
  const part = async (range: string, headers: Record<string, string> = {}) => {
    const answer = await open(student, filmLink(), { Range: range, ...headers });
    return { status: answer.status, range: answer.headers.get("Content-Range"), length: answer.headers.get("Content-Length"), body: await answer.text() };
  };

  test("whole", async () => {
    const answer = await open(student, filmLink());
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "accept-ranges": "bytes",
      "content-length": "20",
      "content-type": "video/mp4",
      "content-disposition": "inline; filename=hands.mp4",
      "x-content-type-options": "nosniff",
      etag: `"${paidFilm.id}"`,
    });
    expect(answer.headers.get("cache-control")).toContain("private");
    expect(await answer.text()).toBe(FILM.toString());
  });

  test("first, middle, last, one byte, more than there is", async () => {
    expect(await part("bytes=0-4")).toEqual({ status: 206, range: "bytes 0-4/20", length: "5", body: "01234" });
    expect(await part("bytes=5-9")).toEqual({ status: 206, range: "bytes 5-9/20", length: "5", body: "56789" });
    expect(await part("bytes=18-")).toEqual({ status: 206, range: "bytes 18-19/20", length: "2", body: "ij" });
    expect(await part("bytes=-3")).toEqual({ status: 206, range: "bytes 17-19/20", length: "3", body: "hij" });
    expect(await part("bytes=0-0")).toEqual({ status: 206, range: "bytes 0-0/20", length: "1", body: "0" });
    expect(await part("bytes=10-999")).toEqual({ status: 206, range: "bytes 10-19/20", length: "10", body: "abcdefghij" });
  });

  test("beyond the end: 416 with the true size", async () => {
    expect(await part("bytes=20-30")).toMatchObject({ status: 416, range: "bytes */20", body: "" });
  });

  test("If-Range: the part when the file is the same, else the whole", async () => {
    expect((await part("bytes=0-4", { "If-Range": `"${paidFilm.id}"` })).status).toBe(206);
    expect(await part("bytes=0-4", { "If-Range": '"another"' })).toMatchObject({ status: 200, body: FILM.toString() });
  });

  test("HEAD: the same headers, no bytes, ranges ignored", async () => {
    const answer = await open(student, filmLink(), { Range: "bytes=0-4" }, "HEAD");
    expect([answer.status, answer.headers.get("Content-Length"), await answer.text()]).toEqual([200, "20", ""]);
  });

  test("what the browser already has is not sent again, but access is asked first", async () => {
    const had = { "If-None-Match": `W/"x", "${paidFilm.id}"` };
    expect((await open(student, filmLink(), had)).status).toBe(304);
    expect((await open(stranger, filmLink(), had)).status).toBe(404);
  });
});

describe("downloads", () => {
  const click = async (user: User | null, offerId: string, downloadFileId: string) => {
    try {
      return await clickDownload({ request: await requestOf(user, `/library/${offerId}/files/${downloadFileId}`), params: { offerId, downloadFileId }, context: {} });
    } catch (thrown) {
      if (thrown instanceof Response) return thrown;
      throw thrown;
    }
  };

  test("a click makes a fresh link of ten minutes, which saves the file under its name", async () => {
    const { offer } = await aDownload(store.id, { fileName: "Žluté okraje.pdf" });
    await aGrant(student.id, offer.id);
    const place = await db.downloadFile.findFirstOrThrow({ where: { offerId: offer.id } });
    const answer = await click(student, offer.id, place.id);
    expect(answer.status).toBe(302);
    const link = answer.headers.get("Location")!;
    expect(link).toMatch(/^\/media\/fil_/);
    expect(Number(/expires=(\d+)/.exec(link)?.[1]) * 1000 - now().getTime()).toBeLessThanOrEqual(10 * MINUTE);
    const file = await open(student, link);
    expect(file.headers.get("Content-Disposition")).toBe("attachment; filename=\"?lut? okraje.pdf\"; filename*=UTF-8''%C5%BDlut%C3%A9%20okraje.pdf");
    expect(await file.text()).toContain("forty margins");
    expect((await click(stranger, offer.id, place.id)).status).toBe(404);
    expect((await click(student, course.id, place.id)).status).toBe(404);
    expect((await click(student, offer.id, "dlf_none")).status).toBe(404);
    const anonymous = await click(null, offer.id, place.id);
    expect([anonymous.status, anonymous.headers.get("Location")]).toEqual([302, `/sign-in?returnTo=${encodeURIComponent(`/library/${offer.id}/files/${place.id}`)}`]);
  });

  test("row 28: a hostile name cannot write headers or climb folders", async () => {
    const { offer, file } = await aDownload(store.id, { fileName: '../../etc/pass\r\nSet-Cookie: a=b\r\n\r\n<script>"x".pdf' });
    await aGrant(student.id, offer.id);
    const answer = await open(student, signMediaUrl({ fileId: file.id, offerId: offer.id, userId: student.id }));
    const header = answer.headers.get("Content-Disposition")!;
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    expect(header).toMatch(/^attachment;/);
    expect(header).not.toMatch(/[\r\n/\\<>]|\.\./);
    expect(file.storageKey).not.toContain("etc");
  });

  test("a page that somebody uploaded is saved, never shown", async () => {
    const evil = await aFile(store.id, { fileName: "x.html", contentType: "text/html", bytes: Buffer.from("<script>alert(1)</script>") });
    const { offer } = await aDownload(store.id);
    await db.downloadFile.create({ data: { id: "dlf_evil", offerId: offer.id, fileId: evil.id, position: 1 } });
    await db.lesson.update({ where: { id: lesson.id }, data: { videoFileId: evil.id } });
    await aGrant(student.id, offer.id);
    for (const link of [signMediaUrl({ fileId: evil.id, offerId: offer.id, userId: student.id }), signMediaUrl({ fileId: evil.id, offerId: course.id, lessonId: lesson.id, userId: student.id })]) {
      const answer = await open(student, link);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("Content-Disposition")).toMatch(/^attachment/);
      expect(answer.headers.get("Content-Security-Policy")).toContain("sandbox");
    }
    await db.lesson.update({ where: { id: lesson.id }, data: { videoFileId: film.id } });
  });
});
