import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { revokeOrderAccess } from "~/domain/access/grants.server";
import { signMediaUrl, type MediaLink } from "~/domain/downloads/signed-link";
import type { Lesson, Offer, Order, Store, StoredFile, User } from "~/generated/prisma/client";
import { DAY, HOUR, later, MINUTE, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as publicFile } from "~/routes/resources/files";
import { loader as media } from "~/routes/resources/media";
import { aCourse, aDownload, aFile, aStore } from "../factories/catalog";
import { aGrant, anOrder, requestOf } from "../factories/library";
import { aTier } from "../factories/memberships";
import { makePerson } from "../factories/people";
import { answerOf, makeRequest } from "../setup/request";

let store: Store;
let course: Offer;
let lesson: Lesson;
let download: Offer;
const files: Record<string, StoredFile> = {};

beforeAll(async () => {
  store = (await aStore()).store;
  const made = await aCourse(store.id);
  course = made.offer;
  lesson = made.lessons[1]!;
  const file = (purpose: string, fileName: string, contentType: string) => aFile(store.id, { purpose, fileName, contentType, bytes: Buffer.from(`the ${purpose} itself`) });
  files.video = await file("video", "hands.mp4", "video/mp4");
  files.poster = await file("poster", "hands.png", "image/png");
  files.captions = await file("captions", "en.vtt", "text/vtt");
  files.attachment = await file("attachment", "glaze.pdf", "application/pdf");
  files.audio = await file("video", "hum.mp3", "audio/mpeg");
  await db.lesson.update({ where: { id: lesson.id }, data: { videoFileId: files.video.id, posterFileId: files.poster.id, captionsFileId: files.captions.id } });
  await db.lesson.update({ where: { id: made.lessons[2]!.id }, data: { videoFileId: files.audio.id } });
  await db.lessonFile.create({ data: { id: newId("lessonFile"), lessonId: lesson.id, offerId: course.id, fileId: files.attachment.id, position: 0 } });
  const sold = await aDownload(store.id);
  download = sold.offer;
  files.download = sold.file;
  lessons = { audio: made.lessons[2]!.id };
});
let lessons: Record<string, string> = {};

const kinds = ["video", "audio", "poster", "captions", "attachment", "download"] as const;
type Kind = (typeof kinds)[number];
const offerOf = (kind: Kind) => (kind === "download" ? download : course);

function linkTo(kind: Kind, userId: string | null, more: Partial<MediaLink> = {}): string {
  return signMediaUrl({ fileId: files[kind]!.id, offerId: offerOf(kind).id, ...(kind === "download" ? {} : { lessonId: lessons[kind] ?? lesson.id }), userId, ...more });
}

async function open(user: User | null, path: string, headers: Record<string, string> = {}): Promise<Response> {
  const fileId = /^\/media\/([^?]+)/.exec(path)?.[1] ?? "";
  const answer = await media({ request: await requestOf(user, path, { headers }), params: { fileId }, context: {} });
  const body = await answer.arrayBuffer();
  return new Response(answer.status === 304 ? null : body, answer);
}
const status = async (user: User | null, path: string) => (await open(user, path)).status;

/** A person with a right to what `kind` is part of, and what to do to end it. */
interface Buyer {
  user: User;
  order: Order;
}

/** The ways by which somebody may have it: bought alone, inside a bundle, by a tier, by a tier that opens a bundle. */
const ways = {
  async "bought alone"(kind: Kind): Promise<Buyer> {
    const user = await makePerson();
    const order = await anOrder(user, offerOf(kind));
    await aGrant(user.id, offerOf(kind).id, { orderId: order.id });
    return { user, order };
  },
  async "a bundle"(kind: Kind): Promise<Buyer> {
    const user = await makePerson();
    const bundle = await anOther("bundle");
    await db.bundleItem.create({ data: { id: newId("bundleItem"), bundleId: bundle.id, offerId: offerOf(kind).id, position: 0, addedAt: now() } });
    const order = await anOrder(user, bundle);
    await aGrant(user.id, offerOf(kind).id, { orderId: order.id });
    return { user, order };
  },
  async "a membership's tier"(kind: Kind): Promise<Buyer> {
    const user = await makePerson();
    const club = await anOther("membership");
    const tier = await aTier(club.id, "Friends", 0, [offerOf(kind).id]);
    const order = await anOrder(user, club);
    await aGrant(user.id, club.id, { orderId: order.id, tierId: tier.id });
    return { user, order };
  },
  async "a bundle in a tier"(kind: Kind): Promise<Buyer> {
    const user = await makePerson();
    const bundle = await anOther("bundle");
    await db.bundleItem.create({ data: { id: newId("bundleItem"), bundleId: bundle.id, offerId: offerOf(kind).id, position: 0, addedAt: now() } });
    const club = await anOther("membership");
    const tier = await aTier(club.id, "Patrons", 0, [bundle.id]);
    const order = await anOrder(user, club);
    await aGrant(user.id, club.id, { orderId: order.id, tierId: tier.id });
    return { user, order };
  },
};

function anOther(kind: "bundle" | "membership"): Promise<Offer> {
  const id = newId("offer");
  return db.offer.create({ data: { id, storeId: store.id, kind, status: "published", slug: id, title: kind, highlights: [], createdAt: now(), updatedAt: now() } });
}

const wayNames = Object.keys(ways) as (keyof typeof ways)[];

describe.each(kinds)("row 35: %s", (kind) => {
  test.each(wayNames)("reached through %s: opens for its person; leaked, expired or refunded it is refused", async (way) => {
    const { user, order } = await ways[way](kind);
    const stranger = await makePerson();
    const link = linkTo(kind, user.id);
    const bound = linkTo(kind, user.id, { orderId: order.id });
    for (const one of [link, bound]) {
      expect(await status(user, one)).toBe(200);
      // Leaked: to a stranger, to nobody, to somebody who has it too.
      expect(await status(stranger, one)).toBe(404);
      expect(await status(null, one)).toBe(404);
    }
    // Expired.
    const at = now().getTime();
    const putBack = setClock(() => at + 4 * HOUR + 1000);
    try {
      expect(await status(user, link)).toBe(410);
    } finally {
      putBack();
    }
    // Access that ends by itself.
    await db.grant.updateMany({ where: { orderId: order.id }, data: { expiresAt: later(DAY) } });
    const longLink = linkTo(kind, user.id, { expires: later(2 * DAY) });
    expect(await status(user, longLink)).toBe(200);
    const nextDay = setClock(() => at + DAY + MINUTE);
    try {
      expect(await status(user, longLink)).toBe(404);
    } finally {
      nextDay();
    }
    // Refunded: the links die, also for parts of the file and for what a browser has already.
    await db.$transaction((tx) => revokeOrderAccess(tx, order.id, { kind: "refunded", reason: "The payment was refunded." }, { cause: "test" }));
    for (const one of [link, bound]) {
      expect(await status(user, one)).toBe(404);
      expect((await open(user, one, { Range: "bytes=0-1" })).status).toBe(404);
      expect((await open(user, one, { "If-None-Match": `"${files[kind]!.id}"` })).status).toBe(404);
    }
  });

  test("a link bound to a refunded order dies even when another order opens the same; an unbound one lives", async () => {
    const { user, order } = await ways["bought alone"](kind);
    const second = await anOrder(user, offerOf(kind));
    await aGrant(user.id, offerOf(kind).id, { orderId: second.id });
    const [first, other, unbound] = [linkTo(kind, user.id, { orderId: order.id }), linkTo(kind, user.id, { orderId: second.id }), linkTo(kind, user.id)];
    await db.$transaction((tx) => revokeOrderAccess(tx, order.id, { kind: "refunded", reason: "The payment was refunded." }, { cause: "test" }));
    expect([await status(user, first), await status(user, other), await status(user, unbound)]).toEqual([404, 200, 200]);
  });

  test("suspended while a dispute runs, back when it is won", async () => {
    const { user, order } = await ways["bought alone"](kind);
    const link = linkTo(kind, user.id);
    await db.grant.updateMany({ where: { orderId: order.id }, data: { suspendedAt: now() } });
    expect(await status(user, link)).toBe(404);
    await db.grant.updateMany({ where: { orderId: order.id }, data: { suspendedAt: null } });
    expect(await status(user, link)).toBe(200);
  });

  test("row 29: under another offer's or lesson's name the file is not there", async () => {
    const { user } = await ways["bought alone"](kind);
    const elsewhere = await aCourse(store.id);
    await aGrant(user.id, elsewhere.offer.id);
    expect(await status(user, linkTo(kind, user.id, { offerId: elsewhere.offer.id }))).toBe(404);
    expect(await status(user, linkTo(kind, user.id, { offerId: elsewhere.offer.id, lessonId: elsewhere.lessons[0]!.id }))).toBe(404);
    expect((await answerOf(() => publicFile({ request: makeRequest(`/files/${files[kind]!.id}`), params: { fileId: files[kind]!.id }, context: {} }))).status).toBe(404);
  });
});

describe("the lesson's own doors", () => {
  const ofLesson: Kind[] = ["video", "poster", "captions", "attachment"];

  test.each(ofLesson)("%s of a lesson that opens later, or after the ones before, is refused until then", async (kind) => {
    const { user } = await ways["bought alone"](kind);
    const link = linkTo(kind, user.id);
    await db.lesson.update({ where: { id: lesson.id }, data: { dripDays: 3 } });
    expect(await status(user, link)).toBe(404);
    const at = now().getTime();
    const putBack = setClock(() => at + 3 * DAY + MINUTE);
    const then = linkTo(kind, user.id);
    expect(await status(user, then)).toBe(200);
    putBack();
    await db.lesson.update({ where: { id: lesson.id }, data: { dripDays: null } });
    await db.course.upsert({ where: { offerId: course.id }, create: { offerId: course.id, lessonsInOrder: true }, update: { lessonsInOrder: true } });
    expect(await status(user, link)).toBe(404);
    const first = await db.lesson.findFirstOrThrow({ where: { offerId: course.id, isPreview: true } });
    await db.lessonProgress.create({ data: { userId: user.id, lessonId: first.id, offerId: course.id, completedAt: now(), updatedAt: now() } });
    expect(await status(user, link)).toBe(200);
    await db.course.update({ where: { offerId: course.id }, data: { lessonsInOrder: false } });
  });

  test.each(ofLesson)("%s of a lesson or module in the bin is not there", async (kind) => {
    const { user } = await ways["bought alone"](kind);
    await db.lesson.update({ where: { id: lesson.id }, data: { deletedAt: now() } });
    expect(await status(user, linkTo(kind, user.id))).toBe(404);
    await db.lesson.update({ where: { id: lesson.id }, data: { deletedAt: null } });
    await db.module.update({ where: { id: lesson.moduleId }, data: { deletedAt: now() } });
    expect(await status(user, linkTo(kind, user.id))).toBe(404);
    await db.module.update({ where: { id: lesson.moduleId }, data: { deletedAt: null } });
    expect(await status(user, linkTo(kind, user.id))).toBe(200);
  });

  test.each(ofLesson)("%s of a free preview opens for anyone, but not while the course is a draft", async (kind) => {
    await db.lesson.update({ where: { id: lesson.id }, data: { isPreview: true } });
    expect(await status(null, linkTo(kind, null))).toBe(200);
    await db.offer.update({ where: { id: course.id }, data: { status: "draft" } });
    const somebody = await makePerson();
    expect([await status(null, linkTo(kind, null)), await status(somebody, linkTo(kind, somebody.id))]).toEqual([404, 404]);
    await db.offer.update({ where: { id: course.id }, data: { status: "published" } });
    await db.lesson.update({ where: { id: lesson.id }, data: { isPreview: false } });
    expect(await status(null, linkTo(kind, null))).toBe(404);
  });
});

describe("how it is answered", () => {
  test.each([
    ["video", "inline", "video/mp4"],
    ["audio", "inline", "audio/mpeg"],
    ["poster", "inline", "image/png"],
    ["captions", "inline", "text/vtt; charset=utf-8"],
    ["attachment", "attachment", "application/octet-stream"],
    ["download", "attachment", "application/pdf"],
  ] as const)("%s: %s as %s, never guessed at", async (kind, manner, type) => {
    const { user } = await ways["bought alone"](kind);
    const answer = await open(user, linkTo(kind, user.id));
    expect(answer.headers.get("Content-Disposition")).toMatch(new RegExp(`^${manner};`));
    expect(answer.headers.get("Content-Type")).toBe(type);
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(answer.headers.get("Last-Modified")).toBe(files[kind]!.createdAt.toUTCString());
    const saved = await open(user, linkTo(kind, user.id, { as: "attachment" }));
    expect(saved.headers.get("Content-Disposition")).toMatch(/^attachment;/);
  });

  test("a page or a program asked for inline is saved all the same", async () => {
    const evil = await aFile(store.id, { purpose: "attachment", fileName: "x.svg", contentType: "image/svg+xml" });
    await db.lessonFile.create({ data: { id: newId("lessonFile"), lessonId: lesson.id, offerId: course.id, fileId: evil.id, position: 1 } });
    const { user } = await ways["bought alone"]("video");
    const answer = await open(user, signMediaUrl({ fileId: evil.id, offerId: course.id, lessonId: lesson.id, userId: user.id, as: "inline" }));
    expect([answer.headers.get("Content-Disposition"), answer.headers.get("Content-Type")]).toEqual([expect.stringMatching(/^attachment;/), "application/octet-stream"]);
  });

  test.each(["../../etc/passwd", 'a"; filename="b.exe', "a\r\nSet-Cookie: x=1.pdf", "Žluté 陶芸 🏺.pdf", "%2e%2e%2fa.pdf", "a\u202egpj.exe"])("row 28: the name %j can write no header and climb no folder", async (fileName) => {
    const { offer, file } = await aDownload(store.id, { fileName });
    const user = await makePerson();
    await aGrant(user.id, offer.id);
    const answer = await open(user, signMediaUrl({ fileId: file.id, offerId: offer.id, userId: user.id }));
    const header = answer.headers.get("Content-Disposition")!;
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    expect(header).toMatch(/^attachment; filename(=|\*=)/);
    expect(header).not.toMatch(/[\r\n\u202e/\\]|\.\.\//);
    expect(file.storageKey).toMatch(/^sto_\w+\/download\/[0-9a-f-]{36}$/);
  });

  test("several ranges at once are answered with the whole, which is allowed; dates count where there is no tag", async () => {
    const { user } = await ways["bought alone"]("video");
    const link = linkTo("video", user.id);
    expect([(await open(user, link, { Range: "bytes=0-1,4-5" })).status, await (await open(user, link, { Range: "bytes=0-1,4-5" })).text()]).toEqual([200, "the video itself"]);
    const written = files.video!.createdAt.toUTCString();
    expect((await open(user, link, { "If-Modified-Since": written })).status).toBe(304);
    expect((await open(user, link, { Range: "bytes=4-8", "If-Range": written })).status).toBe(206);
    expect((await open(user, link, { Range: "bytes=4-8", "If-Range": new Date(0).toUTCString() })).status).toBe(200);
  });
});
