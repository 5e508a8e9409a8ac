import { afterEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { grantAccess } from "~/domain/access/grants.server";
import { addDownloadFile } from "~/domain/downloads/edit-files.server";
import { setDownloadOptions } from "~/domain/downloads/options.server";
import { addVersion } from "~/domain/downloads/versions.server";
import { DAY, HOUR, later, MINUTE, now, setClock } from "~/lib/clock";
import * as fileRoute from "~/routes/library/file";
import * as usedUpRoute from "~/routes/library/used-up";
import * as zipRoute from "~/routes/library/zip";
import * as allowRoute from "~/routes/studio/order-downloads";
import { aFile, aStore } from "../factories/catalog";
import { anOrder } from "../factories/library";
import { makePerson } from "../factories/people";
import { aPdf, bought, click, context, counted, creatorCookie, follow, NO_OPTIONS, own, page, post, prepareDownloads, store, stranger, zip } from "../setup/owned-download";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { operationsOf } from "../setup/operations";

prepareDownloads();

let restore: () => void = () => {};
afterEach(() => restore());

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
