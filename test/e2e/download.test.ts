import { PDFDocument, PDFRawStream, decodePDFRawStream } from "@cantoo/pdf-lib";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { unzip } from "../setup/unzip";
import { expectAccessible, mailTo, person, sandbox, useBrowser, world } from "./browser";
import { buy } from "./buyer";
import { aDraft, address, atWork, connected, newCreator, publishNow, type Creator } from "./creator";

useBrowser();

const NOTES = Buffer.from("Thirty grams of flint.\n");

async function aPdf(text: string): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (const part of ["one", "two"]) document.addPage([420, 595]).drawText(`${text}, page ${part}`, { x: 40, y: 500 });
  return Buffer.from(await document.save());
}

/** What is written at the end of each page: the stamp, when there is one. */
async function lastWords(pdf: Buffer): Promise<string[]> {
  const document = await PDFDocument.load(pdf);
  return document.getPages().map((page) => {
    const contents = page.node.Contents();
    const streams = contents && "asArray" in contents ? contents.asArray().map((ref) => document.context.lookup(ref)) : [contents];
    const last = streams.at(-1);
    const drawn = last instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(last).decode()).toString("latin1") : "";
    return Buffer.from(/<([0-9A-F]+)> Tj/.exec(drawn)?.[1] ?? "", "hex").toString("latin1");
  });
}

/** A download of two files, stamped, limited, with keys; for sale. @returns its address in the studio */
async function aDownloadForSale(creator: Creator, title: string): Promise<string> {
  const page = await atWork(creator);
  const offer = await aDraft(page, title, "A download");
  await page.goto(offer);
  await page.getByLabel("Subtitle").fill("Glazes that came out of the kiln as planned");
  await page.locator('button[name="intent"][value="details"]').click();
  await page.getByText(/saved/i).first().waitFor();
  await page.getByLabel(/^Price in/).fill("19");
  await page.getByRole("button", { name: /save (the )?price|set (the )?price/i }).click();
  await page.getByText(/saved|€19/i).first().waitFor();
  await page.goto(`${offer}/files`);
  await expectAccessible(page);
  await page.getByLabel("Files", { exact: true }).setInputFiles([
    { name: "glazes.pdf", mimeType: "application/pdf", buffer: await aPdf("First edition") },
    { name: "Größen.txt", mimeType: "text/plain", buffer: NOTES },
  ]);
  for (const name of ["glazes.pdf", "Größen.txt"]) await page.getByRole("listitem").filter({ hasText: name }).getByRole("button", { name: `Remove ${name}` }).waitFor();
  await page.getByLabel(/^Downloads of each file/).fill("2");
  await page.getByLabel(/^Print the buyer/).check({ force: true });
  await page.getByLabel(/^Licence keys/).check({ force: true });
  await page.getByLabel(/^Places a key/).fill("1");
  await page.getByRole("button", { name: "Save options" }).click();
  // Looked at in the background, and said without a reload.
  await page.getByText("Stamped", { exact: true }).waitFor();
  await expectAccessible(page);
  await publishNow(page, offer);
  await page.context().close();
  return offer;
}

/** Press a button that saves a file; its bytes. */
async function saved(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFile(await download.path());
}

const api = async (name: string, body: object) => (await fetch(`${world.url}/api/licenses/${name}`, { method: "POST", headers: { "Content-Type": "application/json", Origin: "https://software.example" }, body: JSON.stringify(body) })).json() as Promise<Record<string, unknown>>;

test("a download from an empty studio to its owner: files, zip, stamp, key, a new version, a refund", async () => {
  const title = `Forty glazes ${Date.now()}`;
  const creator = await newCreator(`Glaze Library ${Date.now()}`);
  await connected(creator, "Glaze Library");
  const offer = await aDownloadForSale(creator, title);
  const offerId = offer.split("/").at(-1) ?? "";

  const student = await person({ width: 360, height: 740 });
  const email = address("noor");
  const orderId = await buy(student, creator.storeSlug, title, email);
  await student.getByRole("button", { name: "Open your files" }).or(student.getByRole("link", { name: "Open your files" })).first().click();
  await student.waitForURL(`**/library/${offerId}`);
  await mailTo(email, /receipt/i);
  await student.getByRole("heading", { name: "Your 2 files" }).waitFor();
  await expectAccessible(student);

  // Both files, each as it should be: the PDF says whose it is, the other is untouched.
  const stamp = new RegExp(`^Noor Haddad · ${email} · Order \\d+ · Glaze Library`);
  const pdf = await saved(student, () => student.getByRole("button", { name: "Download glazes.pdf" }).click());
  for (const words of await lastWords(pdf)) expect(words).toMatch(stamp);
  expect(await saved(student, () => student.getByRole("button", { name: "Download Größen.txt" }).click())).toEqual(NOTES);
  await student.reload();
  expect(await student.getByText("1 download left").count()).toBe(2);
  const all = unzip(await saved(student, () => student.getByRole("button", { name: /^Download all \(zip/ }).click()));
  expect(Object.keys(all)).toEqual(["glazes.pdf", "Größen.txt"]);
  expect(all["Größen.txt"]).toEqual(NOTES);
  for (const words of await lastWords(all["glazes.pdf"]!)) expect(words).toMatch(stamp);

  // Nothing is left; the page says what to do, and the creator allows more.
  await student.reload();
  await student.getByRole("link", { name: /What to do/ }).first().click();
  await student.getByRole("heading", { name: "Some files have no downloads left" }).waitFor();
  await expectAccessible(student);
  const studio = await atWork(creator);
  await studio.goto(`/studio/orders/${orderId}`);
  await studio.getByText("2 of 2").first().waitFor();
  await studio.getByRole("button", { name: "Allow 5 more of each" }).click();
  await studio.getByText("2 of 7").first().waitFor();
  await expectAccessible(studio);

  // The key, by the software's own questions.
  await student.goto(`/library/${offerId}`);
  const key = await student.locator("code").first().innerText();
  expect(await api("activate", { key, instance: "Kiln controller" })).toMatchObject({ valid: true, status: "active", activations: 1, limit: 1, offer: { id: offerId, title } });
  expect(await api("activate", { key, instance: "Second machine" })).toMatchObject({ valid: false, status: "limit_reached" });
  await student.reload();
  await student.getByRole("button", { name: "Deactivate Kiln controller" }).click();
  await student.getByText("Active in 0 of 1 place").waitFor();
  expect(await api("activate", { key, instance: "Second machine" })).toMatchObject({ valid: true });

  // A new version with a note, told by mail.
  await studio.goto(`${offer}/files`);
  const row = studio.getByRole("listitem").filter({ hasText: "glazes.pdf" }).first();
  await row.getByText(/^Update or rename/).click();
  await row.getByLabel("New version of glazes.pdf").setInputFiles({ name: "glazes-2.pdf", mimeType: "application/pdf", buffer: await aPdf("Second edition") });
  await studio.getByLabel(/^Note to owners/).fill("Six more for cone 6.\n<b>Page 12</b> is right now.");
  await studio.getByLabel("Tell its one owner by mail").check({ force: true });
  await studio.getByRole("button", { name: "Put in version 2" }).click();
  await studio.getByText("Owners are being told.").first().waitFor();
  const mail = await mailTo(email, /^New version/);
  expect(mail.text).toContain("Six more for cone 6.");
  expect(mail.html).not.toContain("<b>Page 12</b>");
  await studio.goto(`${offer}/files`);
  await studio.getByText(/^Update or rename/).first().click();
  await studio.getByText(/Told by mail on .*: one person\./).first().waitFor();
  await expectAccessible(studio);
  await studio.goto(`${offer}/licenses`);
  await studio.getByText(email).first().waitFor();
  await expectAccessible(studio);
  await studio.getByRole("link", { name: email }).click();
  await studio.getByText("Second machine").first().waitFor();
  await expectAccessible(studio);

  await student.goto(`/library/${offerId}`);
  await student.getByText("New since your last download").waitFor();
  await expectAccessible(student);
  const second = await saved(student, () => student.getByRole("button", { name: "Download glazes-2.pdf", exact: true }).click());
  for (const words of await lastWords(second)) expect(words).toMatch(stamp);

  // Bought once: the page opens it instead of selling it again.
  await student.goto(`/s/${creator.storeSlug}`);
  await student.getByRole("link", { name: new RegExp(title) }).first().click();
  await student.locator(`a[href="/library/${offerId}"]`).filter({ visible: true }).first().waitFor();
  expect(await student.getByRole("button", { name: /^buy/i }).count()).toBe(0);

  // A link that leaks opens nothing for anybody else.
  const place = await student.goto(`/library/${offerId}`).then(() => student.locator('form[action*="/files/dlf_"]').first().getAttribute("action"));
  const answer = await student.request.post(place ?? "", { headers: { Origin: world.url, "Sec-Fetch-Site": "same-origin" }, maxRedirects: 0 });
  const link = answer.headers()["location"] ?? "";
  expect((await student.request.get(link)).status()).toBe(200);
  expect((await studio.request.get(link)).status()).toBe(404);
  expect((await (await person()).request.get(link)).status()).toBe(404);

  // The money goes back: the files are gone, the link is dead, the key is revoked.
  const sessions = await sandbox<{ id: string; client_reference_id: string; payment_intent: string }[]>("checkout.list");
  await sandbox("payments.refund", { charge: sessions.find((session) => session.client_reference_id === orderId)?.id });
  await expect.poll(async () => (await api("validate", { key })).status, { timeout: 30_000, interval: 500 }).toBe("revoked");
  expect((await student.request.get(link)).status()).toBe(404);
  await student.goto(`/library/${offerId}`);
  await student.getByRole("heading", { level: 1 }).first().waitFor();
  expect(await student.getByRole("button", { name: /^Download/ }).count()).toBe(0);
  await expectAccessible(student);
}, 300_000);
