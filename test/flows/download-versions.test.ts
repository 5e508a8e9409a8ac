import { beforeAll, describe, expect, test } from "vitest";
import { db, sql } from "~/db.server";
import { addDownloadFile } from "~/domain/downloads/edit-files.server";
import { lookAtPdfs, offersWithPdfsToLookAt } from "~/domain/downloads/look-at-pdfs.server";
import { downloadOptions } from "~/domain/downloads/options.server";
import { ownersToTell, tellOwnersOf, versionsToTell } from "~/domain/downloads/tell-owners.server";
import { WRITE_AT_ONCE } from "~/domain/mail/audience.server";
import { filesForStudio } from "~/domain/downloads/versions.server";
import type { Store } from "~/generated/prisma/client";
import { storage } from "~/integrations/storage/storage.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { later, now } from "~/lib/clock";
import { action, loader } from "~/routes/studio/offers/files";
import { renderEmail } from "../../emails";
import { aDownload, aFile, aStore } from "../factories/catalog";
import { aGrant } from "../factories/library";
import { makePerson } from "../factories/people";
import { mailsTo } from "../setup/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const context = {};
let store: Store;
let cookie: string;
beforeAll(async () => {
  const made = await aStore();
  store = made.store;
  cookie = await signedInAs(made.owner.id);
});

async function aSeller() {
  const { offer, file } = await aDownload(store.id);
  const place = await db.downloadFile.findFirstOrThrow({ where: { offerId: offer.id } });
  const press = (form: Record<string, string | string[]>) => answerOf(() => action({ request: makeRequest("/x", { form, cookie }), params: { offerId: offer.id }, context }));
  const page = async () => (await answerOf(() => loader({ request: makeRequest("/x", { cookie }), params: { offerId: offer.id }, context }))).json();
  return { offer, file, place, press, page, key: { storeId: store.id, offerId: offer.id } };
}

const tellAll = async (versionId: string) => {
  let told = 0;
  for (let more = await tellOwnersOf(versionId); more > 0; more = await tellOwnersOf(versionId)) told += more;
  return told;
};

describe("versions", () => {
  test("a new one takes the file's place, with its history; an older one is removed with its bytes, the newest is not", async () => {
    const { offer, file, place, press, page } = await aSeller();
    const second = await aFile(store.id, { fileName: "margins-2.pdf" });
    expect((await press({ intent: "add-version", placeId: place.id, fileId: second.id, note: " Six more.\r\n<b>Bold</b>\u0000 " })).status).toBe(302);
    // The same upload sent twice is one version.
    expect((await press({ intent: "add-version", placeId: place.id, fileId: second.id, note: "" })).status).toBe(404);
    const [shown] = (await page()).files;
    expect(shown).toMatchObject({ name: "margins-2.pdf", versions: [{ number: 2, note: "Six more.\n<b>Bold</b>", told: null }, { number: 1, note: "" }] });
    const [newest, oldest] = shown.versions;
    expect((await press({ intent: "remove-version", versionId: newest.id, confirmed: "yes" })).status).toBe(400);
    expect((await (await press({ intent: "remove-version", versionId: oldest.id })).json()).question).toMatchObject({ fields: { versionId: oldest.id } });
    expect(await storage().exists(file.storageKey)).toBe(true);
    await press({ intent: "remove-version", versionId: oldest.id, confirmed: "yes" });
    expect(await storage().exists(file.storageKey)).toBe(false);
    expect(await storage().exists(second.storageKey)).toBe(true);
    // Removing the whole file takes what is left of it.
    await press({ intent: "add-file", fileId: (await aFile(store.id)).id });
    await press({ intent: "remove-file", placeId: place.id, confirmed: "yes" });
    expect(await storage().exists(second.storageKey)).toBe(false);
    expect(await filesForStudio(offer.id)).toHaveLength(1);
  });

  test("a whole order at once; row 29: another store's files, versions and uploads are not there", async () => {
    const mine = await aSeller();
    for (const fileName of ["two.zip", "three.zip"]) await addDownloadFile(mine.key, { fileId: (await aFile(store.id, { fileName })).id });
    const ids = (await filesForStudio(mine.offer.id)).map((shown) => shown.id);
    await mine.press({ intent: "order-files", placeId: [ids[2]!, ids[0]!, ids[1]!] });
    expect((await filesForStudio(mine.offer.id)).map((shown) => shown.id)).toEqual([ids[2], ids[0], ids[1]]);

    const other = await aStore();
    const theirs = await aDownload(other.store.id);
    const theirPlace = await db.downloadFile.findFirstOrThrow({ where: { offerId: theirs.offer.id }, include: { versions: true } });
    const versionId = theirPlace.versions[0]!.id;
    const loose = await aFile(other.store.id);
    const mineLoose = await aFile(store.id);
    const forms: Record<string, string | string[]>[] = [
      { intent: "add-file", fileId: loose.id },
      { intent: "add-version", placeId: ids[0]!, fileId: loose.id },
      { intent: "add-version", placeId: theirPlace.id, fileId: mineLoose.id },
      { intent: "note", versionId, note: "x" },
      { intent: "tell", versionId },
      { intent: "remove-version", versionId, confirmed: "yes" },
      { intent: "order-files", placeId: [theirPlace.id] },
    ];
    for (const form of forms) expect((await mine.press(form)).status, JSON.stringify(form)).toBe(404);
    expect(await db.fileVersion.findUnique({ where: { id: versionId } })).toMatchObject({ note: "", toldAt: null });
  });
});

describe("telling owners", () => {
  test("one mail to each live owner, also through a bundle; not to whoever has it no more or switched it off; row 27: a note is text", async () => {
    const { offer, place, press, page } = await aSeller();
    const people = Object.fromEntries(await Promise.all(["bought", "bundled", "refunded", "expired", "quiet", "gone", "stranger"].map(async (name) => [name, await makePerson()] as const)));
    const { bought, bundled, refunded, expired, quiet, gone, stranger } = people as Record<string, Awaited<ReturnType<typeof makePerson>>>;
    await aGrant(bought!.id, offer.id);
    await aGrant(bought!.id, offer.id);
    await aGrant(bundled!.id, offer.id);
    await aGrant(refunded!.id, offer.id, { revokedAt: now(), revokedKind: "refunded" });
    await aGrant(expired!.id, offer.id, { expiresAt: later(-1000) });
    await aGrant(quiet!.id, offer.id);
    await db.mailPreference.create({ data: { userId: quiet!.id, storeId: store.id, updates: false } });
    await aGrant(gone!.id, offer.id);
    await db.user.update({ where: { id: gone!.id }, data: { deletedAt: now() } });
    expect((await page()).owners).toBe(2);
    const note = '<img src=x onerror=alert(1)> & "six" more\n=HYPERLINK("evil")';
    await press({ intent: "add-version", placeId: place.id, fileId: (await aFile(store.id, { fileName: "<i>two</i>.pdf" })).id, note, tell: "on" });
    const version = await db.fileVersion.findFirstOrThrow({ where: { downloadFileId: place.id, number: 2 } });
    await jobHandlers["tell-owners"]({ versionId: version.id });
    // Told again by a second job or the sweep: nothing more.
    await Promise.all([tellOwnersOf(version.id), tellOwnersOf(version.id)]);
    for (const person of [bought!, bundled!]) expect((await mailsTo(person.email)).map((mail) => mail.kind)).toEqual(["download-updated"]);
    for (const person of [refunded!, expired!, quiet!, gone!, stranger!]) expect(await mailsTo(person.email)).toEqual([]);
    const [mail] = await mailsTo(bought!.email);
    expect(mail?.props).toMatchObject({ offerTitle: offer.title, version: 2, url: expect.stringMatching(new RegExp(`/library/${offer.id}$`)) });
    const rendered = await renderEmail({ kind: "download-updated", props: mail!.props as never });
    expect(rendered.html).not.toMatch(/<img src=x|<i>two/);
    expect(rendered.text).toContain(note.split("\n")[0]);
    expect((await page()).files[0].versions[0]).toMatchObject({ toldCount: 2, telling: false, told: expect.any(String) });
    const again = await press({ intent: "tell", versionId: version.id });
    expect([again.status, (await again.json()).refused]).toEqual([400, "Owners have been told of this version already."]);
  });

  test("told later, of the newest only", async () => {
    const { offer, place, press } = await aSeller();
    const owner = await makePerson();
    await aGrant(owner.id, offer.id);
    for (const number of [2, 3]) await press({ intent: "add-version", placeId: place.id, fileId: (await aFile(store.id)).id, note: `Version ${number}` });
    const [second, third] = await Promise.all([2, 3].map((number) => db.fileVersion.findFirstOrThrow({ where: { downloadFileId: place.id, number } })));
    expect((await press({ intent: "tell", versionId: second!.id })).status).toBe(400);
    expect((await press({ intent: "tell", versionId: third!.id })).status).toBe(302);
    await tellAll(third!.id);
    expect((await mailsTo(owner.email)).map((mail) => mail.props.note)).toEqual(["Version 3"]);
  });

  test("thousands: in batches that remember how far they came, whoever goes on; one mail each", { timeout: 120_000 }, async () => {
    const { offer, place, press } = await aSeller();
    const count = WRITE_AT_ONCE * 2 + 50;
    await sql(`INSERT INTO users (id, email, name, created_at) SELECT 'usr_tell' || lpad(n::text, 6, '0'), 'tell' || n || '@example.com', 'N', now() FROM generate_series(1, ${count}) n`);
    await sql(`INSERT INTO grants (id, user_id, offer_id, granted_at) SELECT 'grt_tell' || n, 'usr_tell' || lpad(n::text, 6, '0'), $1, now() FROM generate_series(1, ${count}) n`, [offer.id]);
    expect(await ownersToTell(offer.id, store.id)).toBe(count);
    await press({ intent: "add-version", placeId: place.id, fileId: (await aFile(store.id)).id, note: "", tell: "on" });
    const { id } = await db.fileVersion.findFirstOrThrow({ where: { downloadFileId: place.id, number: 2 } });
    // The request itself writes no mail.
    expect(await db.outboxEmail.count({ where: { kind: "download-updated", subjectKey: { startsWith: id } } })).toBe(0);
    expect(await tellOwnersOf(id)).toBe(WRITE_AT_ONCE);
    // The process died here: the sweep finds it.
    expect(await versionsToTell()).toContain(id);
    expect(await tellAll(id)).toBe(count - WRITE_AT_ONCE);
    expect(await versionsToTell()).not.toContain(id);
    expect(await db.outboxEmail.count({ where: { kind: "download-updated", subjectKey: { startsWith: id } } })).toBe(count);
    expect(await db.fileVersion.findUniqueOrThrow({ where: { id } })).toMatchObject({ toldCount: count, toldThrough: null });
  });
});

describe("options", () => {
  test("saved, refused with what was typed, and empty means none", async () => {
    const { offer, press } = await aSeller();
    await press({ intent: "options", limit: "3", stamp: "on", keys: "on", activations: "2" });
    expect(await downloadOptions(offer.id)).toEqual({ limitPerFile: 3, stampPdf: true, licenseKeys: true, licenseActivations: 2 });
    for (const wrong of ["0", "-1", "1.5", "abc", "99999"]) {
      const answer = await press({ intent: "options", limit: wrong, activations: "" });
      expect([answer.status, (await answer.json()).options]).toEqual([400, { problems: { limit: expect.any(String) }, typed: { limit: wrong, activations: "", stamp: false, keys: false } }]);
    }
    await press({ intent: "options", limit: "", activations: "" });
    expect(await downloadOptions(offer.id)).toEqual({ limitPerFile: null, stampPdf: false, licenseKeys: false, licenseActivations: null });
  });

  test("with stamps on, the creator reads beside each PDF whether it can carry one", async () => {
    const { offer, key, press, page } = await aSeller();
    await addDownloadFile(key, { fileId: (await aFile(store.id, { fileName: "notes.txt", contentType: "text/plain" })).id });
    expect((await page()).files.map((shown: { stamp: unknown }) => shown.stamp)).toEqual([null, null]);
    await press({ intent: "options", stamp: "on" });
    expect((await page()).files[0].stamp).toEqual({ state: "looking" });
    expect(await offersWithPdfsToLookAt()).toContain(offer.id);
    await lookAtPdfs(offer.id);
    expect((await page()).files.map((shown: { stamp: unknown }) => shown.stamp)).toEqual([{ state: "no", words: expect.stringContaining("without the buyer’s address") }, null]);
    expect(await offersWithPdfsToLookAt()).not.toContain(offer.id);
  });
});
