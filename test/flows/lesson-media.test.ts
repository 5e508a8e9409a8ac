import { buffer } from "node:stream/consumers";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { storage } from "~/integrations/storage/storage.server";
import { loader as preview } from "~/routes/storefront/preview";
import { action as page, loader as pageLoader } from "~/routes/studio/offers/lesson";
import { action as media } from "~/routes/studio/offers/lesson-media";
import { action as multipart } from "~/routes/studio/offers/lesson-video";
import { aCourse, aFile, aStore } from "../factories/catalog";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const context = {};
const SRT = Buffer.from("1\r\n00:00:01,500 --> 00:00:03,000\r\nWater & clay\r\n");
let storeId: string;
let cookie: string;
let ids: { offerId: string; lessonId: string };

beforeEach(async () => {
  const { owner, store } = await aStore();
  storeId = store.id;
  cookie = await signedInAs(owner.id);
  const course = await aCourse(store.id);
  ids = { offerId: course.offer.id, lessonId: course.lessons[0]!.id };
});

const press = (form: Record<string, string>, params = ids) => answerOf(() => media({ request: makeRequest("/studio/lesson/media", { form, cookie }), params, context }));
const attach = (slot: string, fileId: string) => press({ intent: "attach", slot, fileId });
const lesson = () => db.lesson.findUniqueOrThrow({ where: { id: ids.lessonId } });
const shown = async () => (await answerOf(() => pageLoader({ request: makeRequest("/studio/lesson", { cookie }), params: ids, context }))).json();

/** What a plain form sends. */
async function send(slot: string, files: File[]): Promise<Response> {
  const form = new FormData();
  for (const file of files) form.append("file", file);
  const base = makeRequest(`/studio/lesson/video?for=${slot}`, { cookie });
  return answerOf(() => multipart({ request: new Request(base.url, { method: "POST", headers: base.headers, body: form }), params: ids, context }));
}

describe("video, poster and captions", () => {
  test("take their place, replace the one before, and are removed with their bytes", async () => {
    const files = { video: await aFile(storeId, { purpose: "video", contentType: "audio/mpeg", fileName: "talk.mp3" }), poster: await aFile(storeId, { purpose: "poster", contentType: "image/png" }) };
    const captions = await aFile(storeId, { purpose: "captions", contentType: "text/vtt", fileName: "de.vtt", bytes: Buffer.from("WEBVTT\n\n00:01.000 --> 00:02.000\nHallo\n") });
    for (const [slot, file] of Object.entries({ ...files, captions })) expect((await attach(slot, file.id)).status, slot).toBe(200);
    expect(await lesson()).toMatchObject({ videoFileId: files.video.id, posterFileId: files.poster.id, captionsFileId: captions.id, version: 0 });
    expect(await shown()).toMatchObject({ media: { video: { kind: "file", audio: true, poster: expect.stringContaining(files.poster.id) }, name: expect.stringMatching(/^talk\.mp3, /), captions: { name: expect.stringMatching(/^de\.vtt/) } } });

    const next = await aFile(storeId, { purpose: "poster", contentType: "image/png" });
    await attach("poster", next.id);
    expect(await storage().exists(files.poster.storageKey)).toBe(false);
    // The first answer was lost: attached again, it must not remove itself.
    expect((await attach("poster", next.id)).status).toBe(200);
    expect(await storage().exists(next.storageKey)).toBe(true);

    for (const slot of ["video", "poster", "captions"]) expect((await press({ intent: "remove-media", slot })).status).toBe(302);
    expect(await lesson()).toMatchObject({ videoFileId: null, videoUrl: null, posterFileId: null, captionsFileId: null });
    for (const file of [files.video, next, captions]) expect(await storage().exists(file.storageKey)).toBe(false);
  });

  test("a link takes the place of a file, and a file that of a link", async () => {
    const file = await aFile(storeId, { purpose: "video", contentType: "video/mp4" });
    await attach("video", file.id);
    await answerOf(() => page({ request: makeRequest("/studio/lesson", { form: { intent: "link", link: "https://cdn.example.com/talk.mp3" }, cookie }), params: ids, context }));
    expect(await lesson()).toMatchObject({ videoFileId: null, videoUrl: "https://cdn.example.com/talk.mp3" });
    expect(await storage().exists(file.storageKey)).toBe(false);
    expect(await shown()).toMatchObject({ media: { video: { kind: "file", audio: true } } });
    const next = await aFile(storeId, { purpose: "video", contentType: "video/mp4" });
    await attach("video", next.id);
    expect(await lesson()).toMatchObject({ videoFileId: next.id, videoUrl: null });
  });

  test("SubRip becomes WebVTT, and the file that was sent is not kept", async () => {
    const sent = await aFile(storeId, { purpose: "captions", contentType: "application/x-subrip", fileName: "talk.srt", bytes: SRT });
    expect((await attach("captions", sent.id)).status).toBe(200);
    const made = await db.storedFile.findUniqueOrThrow({ where: { id: (await lesson()).captionsFileId! } });
    expect(made).toMatchObject({ fileName: "talk.vtt", contentType: "text/vtt", purpose: "captions", storeId });
    expect((await buffer(await storage().getStream(made.storageKey))).toString()).toBe("WEBVTT\n\n00:00:01.500 --> 00:00:03.000\nWater &amp; clay\n");
    expect(await db.storedFile.count({ where: { id: sent.id } })).toBe(0);
    expect(await storage().exists(sent.storageKey)).toBe(false);
  });

  test("what is no captions file is refused in words, whatever it is called", async () => {
    const kept = await aFile(storeId, { purpose: "captions", contentType: "text/vtt", bytes: Buffer.from("\ufeffWEBVTT\n") });
    await attach("captions", kept.id);
    for (const bytes of ["<html>WEBVTT", "WEBVTTX\n", "1\nno times\n", ""]) {
      const file = await aFile(storeId, { purpose: "captions", contentType: "text/vtt", fileName: "x.vtt", bytes: Buffer.from(bytes) });
      const answer = await attach("captions", file.id);
      expect(answer.status, bytes).toBe(422);
      expect((await answer.json()).problems[0]).toMatch(/WebVTT/);
    }
    expect((await lesson()).captionsFileId).toBe(kept.id);
  });

  test("a file made for something else takes no place here", async () => {
    for (const purpose of ["download", "cover", "image", "attachment", "poster"]) {
      const file = await aFile(storeId, { purpose, contentType: "video/mp4" });
      for (const slot of ["video", "captions"]) expect((await attach(slot, file.id)).status, `${purpose} as ${slot}`).toBe(404);
    }
    expect((await attach("videoUrl", "x")).status).toBe(400);
    expect((await attach("constructor", "x")).status).toBe(400);
    expect((await press({ intent: "remove-media", slot: "version" })).status).toBe(400);
    expect(await lesson()).toMatchObject({ videoFileId: null, captionsFileId: null });
  });
});

describe("without JavaScript, as one form", () => {
  const png = () => {
    const head = Buffer.alloc(40);
    head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    head.write("IHDR", 12, "latin1");
    head.writeUInt32BE(1280, 16);
    head.writeUInt32BE(720, 20);
    return head;
  };
  const file = (bytes: Buffer, name: string) => new File([new Uint8Array(bytes)], name);

  test("poster, captions and files arrive; names are cleaned (row 28)", async () => {
    expect((await send("poster", [file(png(), "../../poster.png")])).status).toBe(302);
    expect((await send("captions", [file(SRT, "a\r\nb.srt")])).status).toBe(302);
    expect((await send("attachment", [file(Buffer.from("%PDF-1.7 x"), "..\\sheet.pdf"), file(Buffer.from("x"), "b.txt")])).status).toBe(302);
    const { posterFileId, captionsFileId } = await lesson();
    const names = await db.storedFile.findMany({ where: { id: { in: [posterFileId!, captionsFileId!] } }, orderBy: { purpose: "asc" } });
    expect(names.map(({ fileName, contentType }) => [fileName, contentType])).toEqual([["ab.vtt", "text/vtt"], ["poster.png", "image/png"]]);
    expect((await shown()).files.map(({ name }: { name: string }) => name)).toEqual(["sheet.pdf", "b.txt"]);
    expect(await db.storedFile.count({ where: { storeId } })).toBe(4);
  });

  test("the wrong kind is refused and nothing stays behind (row 38)", async () => {
    const flood = png();
    flood.writeUInt32BE(60_000, 16);
    flood.writeUInt32BE(60_000, 20);
    for (const [slot, bytes] of [["poster", Buffer.from("<svg onload=alert(1)>")], ["poster", flood], ["captions", Buffer.from("<script>")], ["video", Buffer.from("<html>")]] as const) {
      const answer = await send(slot, [file(bytes, "x.vtt")]);
      expect(answer.status).toBe(302);
    }
    expect(await lesson()).toMatchObject({ posterFileId: null, captionsFileId: null, videoFileId: null });
    expect(await db.storedFile.count({ where: { storeId } })).toBe(0);
    expect((await send("covers", [file(png(), "x.png")])).status).toBe(400);
  });
});

describe("files of a lesson", () => {
  const names = async () => (await shown()).files.map(({ name }: { name: string }) => name);
  const places = async () => (await db.lessonFile.findMany({ where: { lessonId: ids.lessonId }, orderBy: { position: "asc" } })).map(({ id }) => id);

  test("are added in order, once each, named, moved and removed", async () => {
    const [one, two, three] = await Promise.all(["one.pdf", "two.pdf", "three.pdf"].map((fileName) => aFile(storeId, { purpose: "attachment", fileName })));
    for (const file of [one!, two!, three!, one!]) expect((await attach("attachment", file.id)).status).toBe(200);
    expect(await names()).toEqual(["one.pdf", "two.pdf", "three.pdf"]);
    const [first, , last] = await places();
    const moved = await press({ intent: "move-file", placeId: last!, direction: "up" });
    expect(moved.headers.get("Location")).toMatch(/\?moved=lfl_\w+&direction=up#files$/);
    await press({ intent: "rename-file", placeId: first!, name: '=cmd()"\r\n<b>sheet' });
    expect(await names()).toEqual(["=cmd()__b_sheet.pdf", "three.pdf", "two.pdf"]);
    await press({ intent: "rename-file", placeId: first!, name: "  " });
    await press({ intent: "remove-file", placeId: last! });
    expect(await names()).toEqual(["=cmd()__b_sheet.pdf", "two.pdf"]);
    expect(await storage().exists(three!.storageKey)).toBe(false);
    expect(await storage().exists(two!.storageKey)).toBe(true);
  });

  test("sent at once, each has its own place; more than fifty are refused in words", async () => {
    const { offerId, lessonId } = ids;
    await db.lessonFile.createMany({ data: Array.from({ length: 47 }, (_, at) => ({ id: `lfl_${lessonId}${at}`, lessonId, offerId, fileId: `fil_${at}`, position: at })) });
    const files = await Promise.all(Array.from({ length: 5 }, (_, at) => aFile(storeId, { purpose: "attachment", fileName: `${at}.pdf` })));
    const answers = await Promise.all(files.map((file) => attach("attachment", file.id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect((await answers.find(({ status }) => status !== 200)!.json()).problems[0]).toMatch(/up to 50 files/);
    const positions = (await db.lessonFile.findMany({ where: { lessonId } })).map(({ position }) => position);
    expect(new Set(positions).size).toBe(50);
  });
});

test("a free lesson shows a visitor its media and files by links anybody may use, and no questions", async () => {
  const file = await aFile(storeId, { purpose: "video", contentType: "audio/mpeg" });
  const poster = await aFile(storeId, { purpose: "poster", contentType: "image/png" });
  const captions = await aFile(storeId, { purpose: "captions", contentType: "text/vtt" });
  const sheet = await aFile(storeId, { purpose: "attachment", fileName: "sheet.pdf" });
  await db.lesson.update({ where: { id: ids.lessonId }, data: { videoFileId: file.id, posterFileId: poster.id, captionsFileId: captions.id, bodyHtml: '<aside data-callout="tip"><p>a</p></aside>' } });
  await attach("attachment", sheet.id);
  const questions = [{ id: "q1", kind: "short", text: "Secret question", explanation: "", accepted: ["secret"] }];
  await db.quiz.create({ data: { id: "quz_preview", lessonId: ids.lessonId, offerId: ids.offerId, questions, updatedAt: new Date() } });
  const { slug, store } = await db.offer.findUniqueOrThrow({ where: { id: ids.offerId }, include: { store: true } });
  const seen = async (lessonId: string) => answerOf(() => preview({ request: makeRequest("/preview"), params: { storeSlug: store.slug, offerSlug: slug, lessonId }, context }));
  const body = await (await seen(ids.lessonId)).json();
  expect(body).toMatchObject({
    video: { kind: "file", audio: true, src: expect.stringContaining(`/media/${file.id}?`), poster: expect.stringContaining(`/media/${poster.id}?`), captions: expect.stringContaining(`/media/${captions.id}?`) },
    files: [{ name: "sheet.pdf", href: expect.stringMatching(new RegExp(`^/media/${sheet.id}\\?.*for=anyone`)) }],
    lesson: { bodyHtml: '<aside data-callout="tip"><p>a</p></aside>' },
  });
  expect(JSON.stringify(body)).not.toMatch(/secret/i);
  // The next lesson of the course is no preview.
  const [, closed] = await db.lesson.findMany({ where: { offerId: ids.offerId }, orderBy: { id: "asc" } });
  expect((await seen(closed!.id)).status).toBe(404);
});

test("row 29: nothing of another creator can be reached or used, on any way in", async () => {
  const { store: other } = await aStore();
  const theirCourse = await aCourse(other.id);
  const theirs = { offerId: theirCourse.offer.id, lessonId: theirCourse.lessons[0]!.id };
  const mixed = { offerId: ids.offerId, lessonId: theirs.lessonId };
  const mineIsTheirs = { offerId: theirs.offerId, lessonId: ids.lessonId };
  const file = await aFile(other.id, { purpose: "attachment" });
  const place = await db.lessonFile.create({ data: { id: "lfl_theirs", lessonId: theirs.lessonId, offerId: theirs.offerId, fileId: file.id, position: 0 } });
  const forms: Record<string, string>[] = [
    { intent: "attach", slot: "video", fileId: file.id }, { intent: "attach", slot: "attachment", fileId: file.id }, { intent: "remove-media", slot: "video" },
    { intent: "remove-file", placeId: place.id }, { intent: "move-file", placeId: place.id, direction: "up" }, { intent: "rename-file", placeId: place.id, name: "x" }, { intent: "nothing" },
  ];
  for (const form of forms) for (const params of [theirs, mixed, mineIsTheirs]) expect((await press(form, params)).status, JSON.stringify(form)).toBe(404);
  // One's own lesson, with another's files and places.
  for (const purpose of ["video", "poster", "captions", "attachment"]) {
    const foreign = await aFile(other.id, { purpose, bytes: Buffer.from("WEBVTT\n") });
    expect((await attach(purpose, foreign.id)).status, purpose).toBe(404);
    expect(await storage().exists(foreign.storageKey)).toBe(true);
  }
  for (const form of forms.slice(3, 6)) expect((await press(form)).status, JSON.stringify(form)).toBe(404);
  const before = await db.storedFile.count();
  const body = new FormData();
  body.append("file", new File([new Uint8Array(Buffer.from("x"))], "x.txt"));
  for (const params of [theirs, mixed]) {
    const base = makeRequest("/studio/lesson/video?for=attachment", { cookie });
    expect((await answerOf(() => multipart({ request: new Request(base.url, { method: "POST", headers: base.headers, body }), params, context }))).status).toBe(404);
  }
  expect(await db.storedFile.count()).toBe(before);
  expect(await db.lessonFile.findMany({ where: { lessonId: theirs.lessonId } })).toMatchObject([{ id: place.id, position: 0 }]);
});
