import { expect, test } from "vitest";
import { db } from "~/db.server";
import { addDownloadFile } from "~/domain/downloads/edit-files.server";
import { downloadFiles } from "~/domain/downloads/queries.server";
import { storage } from "~/integrations/storage/storage.server";
import { publicOffer } from "~/domain/catalog/queries.server";
import { action, loader } from "~/routes/studio/offers/files";
import { aCourse, aDownload, aFile, aStore } from "../factories/catalog";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const context = {};

async function aSeller() {
  const { owner, store } = await aStore();
  const cookie = await signedInAs(owner.id);
  const { offer, file } = await aDownload(store.id, { status: "draft" });
  const key = { storeId: store.id, offerId: offer.id };
  for (const fileName of ["two.zip", "three.epub"]) await addDownloadFile(key, { fileId: (await aFile(store.id, { fileName })).id });
  const press = (form: Record<string, string>, offerId = offer.id) => answerOf(() => action({ request: makeRequest("/x", { form, cookie }), params: { offerId }, context }));
  const names = async () => (await downloadFiles(offer.id)).map((shown) => shown.name);
  const places = async () => (await downloadFiles(offer.id)).map((shown) => shown.id);
  return { store, cookie, offer, file, key, press, names, places };
}

test("files are shown in order, moved by one, renamed with their ending kept", async () => {
  const { press, names, places, cookie, offer } = await aSeller();
  expect(await names()).toEqual(["margins.pdf", "two.zip", "three.epub"]);
  const [first] = await places();
  await press({ intent: "move-file", placeId: first!, direction: "down" });
  expect(await names()).toEqual(["two.zip", "margins.pdf", "three.epub"]);
  await press({ intent: "move-file", placeId: first!, direction: "down" });
  await press({ intent: "move-file", placeId: first!, direction: "down" });
  expect(await names()).toEqual(["two.zip", "three.epub", "margins.pdf"]);
  await press({ intent: "rename-file", placeId: first!, name: "../The guide" });
  expect((await names())[2]).toBe("The guide.pdf");
  const refused = await press({ intent: "rename-file", placeId: first!, name: "  " });
  expect(await refused.json()).toEqual({ problem: { at: first, message: "Give the file a name.", typed: "  " } });
  const page = await answerOf(() => loader({ request: makeRequest("/x", { cookie }), params: { offerId: offer.id }, context }));
  expect((await page.json()).files[0]).toMatchObject({ name: "two.zip", size: "22 B" });
});

test("removing asks first, deletes the bytes, and leaves a published download its last file", async () => {
  const { press, names, places, offer, file, store } = await aSeller();
  const [first, second, third] = await places();
  expect((await (await press({ intent: "remove-file", placeId: first! })).json()).question).toMatchObject({ fields: { placeId: first } });
  await press({ intent: "remove-file", placeId: first!, confirmed: "yes" });
  expect(await names()).toEqual(["two.zip", "three.epub"]);
  expect(await storage().exists(file.storageKey)).toBe(false);

  await db.offer.update({ where: { id: offer.id }, data: { status: "published", publishedAt: new Date() } });
  const shown = await publicOffer(store.slug, offer.slug);
  expect(shown?.offer.files).toEqual([{ name: "two.zip", size: 22 }, { name: "three.epub", size: 22 }]);
  // Both at once: one must stay.
  const answers = await Promise.all([second!, third!].map((placeId) => press({ intent: "remove-file", placeId, confirmed: "yes" })));
  expect(answers.map((answer) => answer.status).sort()).toEqual([302, 400]);
  expect(await names()).toHaveLength(1);
});

test("row 29: another store's files and places are not there", async () => {
  const mine = await aSeller();
  const theirs = await aSeller();
  const [place] = await theirs.places();
  const forms: Record<string, string>[] = [{ intent: "move-file", direction: "down" }, { intent: "rename-file", name: "x" }, { intent: "remove-file", confirmed: "yes" }];
  for (const offerId of [mine.offer.id, theirs.offer.id]) {
    for (const form of forms) {
      expect((await mine.press({ ...form, placeId: place! }, offerId)).status).toBe(404);
    }
  }
  // A file of another store, or one that was uploaded as something else, cannot be put into an offer.
  const cover = await aFile(mine.store.id, { purpose: "cover" });
  for (const fileId of [theirs.file.id, cover.id, "fil_nothing"]) expect(await addDownloadFile(mine.key, { fileId })).toEqual({ ok: false, error: "not_found" });
  const { offer: course } = await aCourse(mine.store.id);
  expect((await answerOf(() => loader({ request: makeRequest("/x", { cookie: mine.cookie }), params: { offerId: course.id }, context }))).status).toBe(404);
  expect(await theirs.names()).toEqual(["margins.pdf", "two.zip", "three.epub"]);
});
