import { PDFDocument } from "@cantoo/pdf-lib";
import { Readable } from "node:stream";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { grantAccess } from "~/domain/access/grants.server";
import { addDownloadFile } from "~/domain/downloads/edit-files.server";
import { setDownloadOptions } from "~/domain/downloads/options.server";
import { addVersion } from "~/domain/downloads/versions.server";
import type { Offer, Order, Store, StoredFile, User } from "~/generated/prisma/client";
import { storage, useStorage } from "~/integrations/storage/storage.server";
import { DAY, HOUR, later, MINUTE, now, setClock } from "~/lib/clock";
import * as fileRoute from "~/routes/library/file";
import * as offerRoute from "~/routes/library/offer";
import * as ownRoute from "~/routes/library/download-own";
import * as stampedRoute from "~/routes/library/stamped";
import * as usedUpRoute from "~/routes/library/used-up";
import * as zipRoute from "~/routes/library/zip";
import * as media from "~/routes/resources/media";
import * as allowRoute from "~/routes/studio/order-downloads";
import { aDownload, aFile, aStore } from "../factories/catalog";
import { anOrder } from "../factories/library";
import { makePerson } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { unzip } from "../setup/unzip";
import { operationsOf } from "../setup/operations";

const context = {};
const NO_OPTIONS = { limitPerFile: null, stampPdf: false, licenseKeys: false, licenseActivations: null };
let store: Store;
let creatorCookie: string;
let stranger: string;
beforeAll(async () => {
  const made = await aStore();
  store = made.store;
  creatorCookie = await signedInAs(made.owner.id);
  stranger = await signedInAs((await makePerson()).id);
});
let restore: () => void = () => {};
afterEach(() => restore());

interface Bought {
  offer: Offer;
  file: StoredFile;
  key: { storeId: string; offerId: string };
  student: User;
  order: Order;
  cookie: string;
  placeId: string;
}

async function bought({ fileName = "margins.pdf", bytes, person }: { fileName?: string; bytes?: Buffer; person?: User } = {}): Promise<Bought> {
  const { offer, file } = await aDownload(store.id, { fileName, ...(bytes ? { bytes } : {}) });
  const student = person ?? (await makePerson({ name: "Maya Lindt" }));
  const order = await anOrder(student, offer, { number: Math.floor(Math.random() * 1e9) });
  await db.$transaction((tx) => grantAccess(tx, { userId: student.id, offerId: offer.id, orderId: order.id }, { cause: "test" }));
  const { id: placeId } = await db.downloadFile.findFirstOrThrow({ where: { offerId: offer.id } });
  return { offer, file, key: { storeId: store.id, offerId: offer.id }, student, order, cookie: await signedInAs(student.id), placeId };
}

const post = (path: string, cookie: string, form: Record<string, string> = {}) => makeRequest(path, { form, cookie });
const click = ({ offer, placeId, cookie }: Pick<Bought, "offer" | "placeId" | "cookie">, query = "") =>
  answerOf(() => fileRoute.action({ request: post(`/library/${offer.id}/files/${placeId}${query}`, cookie), params: { offerId: offer.id, downloadFileId: placeId } }));
const follow = (location: string, cookie: string, headers: Record<string, string> = {}) => {
  const url = new URL(location, "http://localhost:3000");
  const [, first, second, third, fourth] = url.pathname.split("/");
  if (first === "media") return answerOf(() => media.loader({ request: makeRequest(location, { cookie, headers }), params: { fileId: second! }, context }));
  expect([first, third]).toEqual(["library", "stamped"]);
  return answerOf(() => stampedRoute.loader({ request: makeRequest(location, { cookie, headers }), params: { offerId: second!, fileId: fourth! }, context }));
};
const zip = ({ offer, cookie }: Pick<Bought, "offer" | "cookie">) => answerOf(() => zipRoute.action({ request: post(`/library/${offer.id}/files.zip`, cookie), params: { offerId: offer.id }, context }));
const page = async ({ offer, cookie }: Pick<Bought, "offer" | "cookie">) => (await answerOf(() => offerRoute.loader({ request: makeRequest(`/library/${offer.id}`, { cookie }), params: { offerId: offer.id }, context }))).json();
const own = ({ offer, cookie }: Pick<Bought, "offer" | "cookie">, form: Record<string, string>) => answerOf(() => ownRoute.action({ request: post(`/library/${offer.id}/own`, cookie, form), params: { offerId: offer.id }, context }));
const counted = (orderId: string) => db.download.count({ where: { orderId } });

describe("a limit", () => {
  test("fifty clicks at once on three downloads: exactly three are handed out", async () => {
    const it = await bought();
    await setDownloadOptions(it.key, { ...NO_OPTIONS, limitPerFile: 3 });
    expect((await page(it)).files[0].left).toBe(3);
    const answers = await Promise.all(Array.from({ length: 50 }, () => click(it)));
    const targets = answers.map((answer) => answer.headers.get("Location")!.split("?")[0]!);
    expect(targets.filter((target) => target.startsWith("/media/"))).toHaveLength(3);
    expect(targets.filter((target) => target === `/library/${it.offer.id}/used-up`)).toHaveLength(47);
    expect(await counted(it.order.id)).toBe(3);
    expect((await page(it)).files[0].left).toBe(0);
  });

  test("the ranges of one link count once; a new version counts from the beginning; older ones keep their own count", async () => {
    const it = await bought();
    await setDownloadOptions(it.key, { ...NO_OPTIONS, limitPerFile: 1 });
    const link = (await click(it)).headers.get("Location")!;
    for (const range of ["bytes=0-3", "bytes=4-", "bytes=0-3"]) expect((await follow(link, it.cookie, { Range: range })).status).toBe(206);
    expect(await counted(it.order.id)).toBe(1);
    const first = await db.fileVersion.findFirstOrThrow({ where: { downloadFileId: it.placeId } });
    await addVersion(it.key, { placeId: it.placeId, fileId: (await aFile(store.id, { bytes: Buffer.from("the second edition") })).id, note: "Better.", tell: false });
    const shown = (await page(it)).files[0];
    expect(shown).toMatchObject({ number: 2, left: 1, isNew: true, note: "Better.", older: [{ number: 1, left: 0 }] });
    expect(await (await follow((await click(it)).headers.get("Location")!, it.cookie)).text()).toBe("the second edition");
    expect((await page(it)).files[0]).toMatchObject({ left: 0, isNew: false });
    expect((await click(it, `?version=${first.id}`)).headers.get("Location")).toMatch(/used-up$/);
  });

  test("the page in words, and its seller allows five more; nobody else can", async () => {
    const it = await bought();
    await setDownloadOptions(it.key, { ...NO_OPTIONS, limitPerFile: 1 });
    const usedUp = () => answerOf(() => usedUpRoute.loader({ request: makeRequest(`/library/${it.offer.id}/used-up`, { cookie: it.cookie }), params: { offerId: it.offer.id }, context }));
    expect((await usedUp()).status).toBe(302);
    await click(it);
    expect(await (await usedUp()).json()).toMatchObject({ names: ["margins.pdf"], orderNumber: it.order.number, mailto: expect.stringContaining(encodeURIComponent(`order ${it.order.number}`)) });
    const allow = (cookie: string, offerId = it.offer.id) => answerOf(() => allowRoute.action({ request: post(`/studio/orders/${it.order.id}/downloads`, cookie, { offerId }), params: { orderId: it.order.id }, context }));
    const other = await aStore();
    expect((await allow(await signedInAs(other.owner.id))).status).toBe(404);
    expect((await allow(creatorCookie, "off_none")).status).toBe(404);
    expect((await click(it)).headers.get("Location")).toMatch(/used-up$/);
    expect((await allow(creatorCookie)).status).toBe(302);
    expect((await page(it)).files[0].left).toBe(5);
    expect((await click(it)).headers.get("Location")).toMatch(/^\/media\//);
  });

  test("two orders of the same download allow what both allow together; each counts its own, and one that was taken back allows nothing", async () => {
    const it = await bought();
    await setDownloadOptions(it.key, { ...NO_OPTIONS, limitPerFile: 2 });
    const second = await anOrder(it.student, it.offer, { number: Math.floor(Math.random() * 1e9) });
    await db.$transaction((tx) => grantAccess(tx, { userId: it.student.id, offerId: it.offer.id, orderId: second.id }, { cause: "test" }));
    const left = async () => (await page(it)).files[0].left;
    expect(await left()).toBe(4);
    const answers = await Promise.all(Array.from({ length: 20 }, () => click(it)));
    expect(answers.filter((answer) => answer.headers.get("Location")!.startsWith("/media/"))).toHaveLength(4);
    expect([await counted(it.order.id), await counted(second.id), await left()]).toEqual([2, 2, 0]);
    await addVersion(it.key, { placeId: it.placeId, fileId: (await aFile(store.id)).id, note: "", tell: false });
    for (let fetched = 0; fetched < 3; fetched += 1) await click(it);
    expect(await left()).toBe(1);
    // A link speaks for the order it was counted under.
    const link = (await click(it)).headers.get("Location")!;
    expect((await follow(link, it.cookie)).status).toBe(200);
    await addVersion(it.key, { placeId: it.placeId, fileId: (await aFile(store.id)).id, note: "", tell: false });
    await db.grant.updateMany({ where: { orderId: second.id }, data: { revokedAt: now(), revokedKind: "refunded" } });
    expect(await left()).toBe(2);
    expect((await zip(it)).status).toBe(200);
    expect(await left()).toBe(1);
  });

  test("another site's link and a browser that guesses count nothing", async () => {
    const it = await bought();
    await setDownloadOptions(it.key, { ...NO_OPTIONS, limitPerFile: 1 });
    const get = (headers: Record<string, string>) => answerOf(() => fileRoute.loader({ request: makeRequest(`/library/${it.offer.id}/files/${it.placeId}`, { cookie: it.cookie, headers }), params: { offerId: it.offer.id, downloadFileId: it.placeId }, context }));
    const getZip = (headers: Record<string, string>, method = "GET") => answerOf(() => zipRoute.loader({ request: makeRequest(`/library/${it.offer.id}/files.zip`, { cookie: it.cookie, headers, method }), params: { offerId: it.offer.id }, context }));
    for (const answer of [await get({ "Sec-Fetch-Site": "cross-site" }), await get({ "Sec-Purpose": "prefetch" }), await getZip({ "Sec-Fetch-Site": "cross-site" }), await getZip({}, "HEAD")]) {
      expect(answer.headers.get("Location")).toBe(`/library/${it.offer.id}`);
    }
    expect(await counted(it.order.id)).toBe(0);
    expect((await get({ "Sec-Fetch-Site": "same-origin" })).headers.get("Location")).toMatch(/^\/media\//);
  });
});

describe("rows 18, 20, 29 and 35: links and their order", () => {
  test("a refund, an end, a suspension: the click, the link, the stamped link and the zip are all refused", async () => {
    for (const end of [{ revokedAt: now(), revokedKind: "refunded" }, { expiresAt: later(-1) }, { suspendedAt: now() }]) {
      const it = await bought({ bytes: Buffer.from(await aPdf(1)) });
      const plain = (await click(it)).headers.get("Location")!;
      await setDownloadOptions(it.key, { ...NO_OPTIONS, stampPdf: true });
      const stamped = (await click(it)).headers.get("Location")!;
      expect([(await follow(plain, it.cookie)).status, (await follow(stamped, it.cookie)).status]).toEqual([200, 200]);
      const before = await counted(it.order.id);
      await db.grant.updateMany({ where: { orderId: it.order.id }, data: end });
      expect([(await follow(plain, it.cookie)).status, (await follow(stamped, it.cookie)).status, (await click(it)).status, (await zip(it)).status, (await own(it, { intent: "tell-me", on: "no" })).status]).toEqual([404, 404, 404, 404, 404]);
      expect(await counted(it.order.id)).toBe(before);
    }
  });

  test("a link of a refunded order is dead, though the person has the same from another order", async () => {
    const it = await bought({ bytes: Buffer.from(await aPdf(1)) });
    const link = (await click(it)).headers.get("Location")!;
    await setDownloadOptions(it.key, { ...NO_OPTIONS, stampPdf: true });
    const stamped = (await click(it)).headers.get("Location")!;
    const second = await anOrder(it.student, it.offer);
    await db.$transaction((tx) => grantAccess(tx, { userId: it.student.id, offerId: it.offer.id, orderId: second.id }, { cause: "test" }));
    await db.grant.updateMany({ where: { orderId: it.order.id }, data: { revokedAt: now(), revokedKind: "refunded" } });
    expect([(await follow(link, it.cookie)).status, (await follow(stamped, it.cookie)).status]).toEqual([404, 404]);
    expect((await follow((await click(it)).headers.get("Location")!, it.cookie)).status).toBe(200);
  });

  test("leaked to somebody else, changed, or too old", async () => {
    const it = await bought({ bytes: Buffer.from(await aPdf(1)) });
    await setDownloadOptions(it.key, { ...NO_OPTIONS, stampPdf: true });
    const link = (await click(it)).headers.get("Location")!;
    const fileId = it.file.id;
    // A person who also bought it cannot use another's link either.
    const other = await bought({ person: await makePerson() });
    for (const wrong of [link.replace(/order=[^&]+/, `order=${other.order.id}`), link.replace(/&?order=[^&]+/, ""), link.replace(/signature=./, "signature=_"), link.replace(/expires=\d/, "expires=9")]) {
      expect((await follow(wrong, it.cookie)).status, wrong).toBe(404);
    }
    expect((await follow(link, stranger)).status).toBe(404);
    expect((await follow(link, other.cookie)).status).toBe(404);
    expect((await follow(link, "")).status).toBe(404);
    // A link to the stamped copy is none to the file itself.
    expect((await follow(`/media/${fileId}?offer=${it.offer.id}&${link.split("?")[1]}`, it.cookie)).status).toBe(404);
    expect((await follow(link, it.cookie)).status).toBe(200);
    const at = now().getTime();
    restore = setClock(() => at + 10 * MINUTE + 1000);
    expect((await follow(link, it.cookie)).status).toBe(410);
  });

  test("nobody fetches a file through an offer it is not in, or a version of another place", async () => {
    const it = await bought();
    const other = await bought({ person: it.student });
    expect((await click({ ...it, placeId: other.placeId })).status).toBe(404);
    const version = await db.fileVersion.findFirstOrThrow({ where: { downloadFileId: other.placeId } });
    expect((await click(it, `?version=${version.id}`)).status).toBe(404);
    for (const cookie of [stranger, creatorCookie]) {
      expect([(await click({ ...it, cookie })).status, (await zip({ ...it, cookie })).status, (await own({ ...it, cookie }, { intent: "claim-key" })).status]).toEqual([404, 404, 404]);
    }
  });
});

describe("the zip of all", () => {
  test("row 28: names are safe, none twice, letters stay; the bytes are right; each file is counted", async () => {
    const it = await bought({ fileName: "../../etc/passwd" });
    for (const [fileName, text] of [["Größe 日本.txt", "zwei"], ["GRÖSSE 日本.txt", "drei"], ["größe 日本.txt", "vier"], ["/root/x.txt", "fünf"], ["con.txt", "sechs"]] as const) {
      await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName, bytes: Buffer.from(text), contentType: "text/plain" })).id });
    }
    await db.offer.update({ where: { id: it.offer.id }, data: { title: "A/B: the “best”\r\nSet-Cookie: x" } });
    const answer = await zip(it);
    expect(answer.headers.get("Content-Disposition")).toMatch(/^attachment; filename="[^"\r\n/\\]+\.zip"/);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    const unpacked = unzip(Buffer.from(await answer.arrayBuffer()));
    expect(Object.keys(unpacked)).toEqual(["passwd", "Größe 日本.txt", "GRÖSSE 日本.txt", "größe 日本 (2).txt", "x.txt", "con_.txt"]);
    expect(["Größe 日本.txt", "GRÖSSE 日本.txt", "größe 日本 (2).txt", "x.txt", "con_.txt"].map((name) => unpacked[name]?.toString())).toEqual(["zwei", "drei", "vier", "fünf", "sechs"]);
    expect(await counted(it.order.id)).toBe(6);
  });

  test("all or none: with one file used up nothing is sent and nothing counted", async () => {
    const it = await bought();
    await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName: "two.txt" })).id });
    await setDownloadOptions(it.key, { ...NO_OPTIONS, limitPerFile: 1 });
    await click(it);
    const answer = await zip(it);
    expect(answer.headers.get("Location")).toBe(`/library/${it.offer.id}/used-up`);
    expect(await counted(it.order.id)).toBe(1);
  });

  test("stamped PDFs are inside too", async () => {
    const it = await bought({ bytes: Buffer.from(await aPdf(2)), fileName: "guide.pdf" });
    await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName: "broken.pdf", bytes: Buffer.from("%PDF-1.7 no") })).id });
    await setDownloadOptions(it.key, { ...NO_OPTIONS, stampPdf: true });
    const unpacked = unzip(Buffer.from(await (await zip(it)).arrayBuffer()));
    expect((await PDFDocument.load(unpacked["guide.pdf"]!)).getPageCount()).toBe(2);
    expect(unpacked["guide.pdf"]!.length).toBeGreaterThan((await aPdf(2)).length);
    expect(unpacked["broken.pdf"]!.toString()).toBe("%PDF-1.7 no");
    // What could not be stamped is known to the creator from now on.
    expect(await db.fileVersion.findFirst({ where: { place: { offerId: it.offer.id }, stamp: "unreadable" } })).not.toBeNull();
  });

  test("files are read one after the other, only as far as the reader takes them, and closed when the reader leaves", async () => {
    const it = await bought();
    for (const fileName of ["two.bin", "three.bin"]) await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName })).id });
    let read = 0;
    const streams: Readable[] = [];
    const chunk = Buffer.alloc(64 * 1024);
    const endless = { ...storage(), getStream: async () => {
      const stream = new Readable({ read() { read += chunk.length; this.push(chunk); } });
      streams.push(stream);
      return stream;
    } };
    const before = useStorage(endless);
    const leaving = new AbortController();
    const request = new Request(post(`/library/${it.offer.id}/files.zip`, it.cookie), { signal: leaving.signal });
    const answer = await zipRoute.action({ request, params: { offerId: it.offer.id }, context });
    before();
    const reader = answer.body!.getReader();
    let taken = 0;
    while (taken < 5_000_000) taken += (await reader.read()).value?.length ?? 0;
    expect(read - taken).toBeLessThan(4_000_000);
    expect(streams).toHaveLength(1);
    leaving.abort();
    await expect.poll(() => streams[0]!.destroyed).toBe(true);
    expect(streams).toHaveLength(1);
  });

  test("a file that breaks off breaks the archive off: a part is never taken for the whole", async () => {
    const it = await bought();
    await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName: "two.bin" })).id });
    const broken = { ...storage(), getStream: async () => Readable.from((async function* () { yield Buffer.alloc(1000); throw new Error("the disk is gone"); })()) };
    const before = useStorage(broken);
    const answer = await zip(it);
    await expect(answer.arrayBuffer()).rejects.toThrow("the disk is gone");
    before();
  });
});

describe("an owned download's page", () => {
  test("row 39: as many queries for forty files with versions as for one", async () => {
    const it = await bought();
    const few = await operationsOf(() => page(it));
    for (let number = 0; number < 40; number += 1) {
      const place = await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName: `f${number}.txt` })).id });
      if (place.ok) await addVersion(it.key, { placeId: place.value, fileId: (await aFile(store.id)).id, note: "n", tell: false });
    }
    expect(await operationsOf(() => page(it))).toBe(few);
    expect((await page(it)).files).toHaveLength(41);
  });

  test("an end of access is said; mails about new versions are switched off and on", async () => {
    const it = await bought();
    await db.grant.updateMany({ where: { orderId: it.order.id }, data: { expiresAt: later(3 * DAY + HOUR) } });
    expect(await page(it)).toMatchObject({ until: expect.stringMatching(/^\d+ \w+ \d{4}$/), tellMe: true });
    await own(it, { intent: "tell-me", on: "no" });
    expect((await page(it)).tellMe).toBe(false);
    await own(it, { intent: "tell-me", on: "yes" });
    expect((await page(it)).tellMe).toBe(true);
  });
});

async function aPdf(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let number = 0; number < pages; number += 1) document.addPage([300, 400]);
  return document.save();
}
