import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page, Request, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectComplaint, logins, person, scriptsHeld, signIn, useBrowser } from "./browser";
import { aDraft } from "./creator";

useBrowser();

const MB = 1024 * 1024;
/** Tens of megabytes through a browser that is looked over the shoulder of, on a busy machine. */
const PATIENT = { timeout: 120_000 };
let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lectern-upload-"));
  path = join(folder, "two hours of throwing.bin");
  await writeFile(path, randomBytes(40 * MB));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The page with the files of a new download. */
async function filesPage(width = 1280): Promise<Page> {
  const page = await person({ width });
  await signIn(page, logins.creator);
  await page.goto(`${await aDraft(page, "Films to keep", "A download")}/files`);
  return page;
}

/** Lets so many pieces through, then does something else with the others until it is told to stop. */
async function afterPieces(page: Page, through: number, otherwise: (route: Route) => Promise<void>): Promise<() => Promise<void>> {
  let seen = 0;
  const handler = (route: Route, request: Request) => (request.method() === "PATCH" && (seen += 1) > through ? otherwise(route) : route.continue());
  await page.route("**/uploads/*", handler);
  return () => page.unroute("**/uploads/*", handler);
}

const offsets = (requests: Request[]) => requests.filter((request) => request.method() === "PATCH").map((request) => Number(request.headers()["upload-offset"]) / (8 * MB));

test("a lost connection is waited for, and the upload goes on by itself from the last whole piece", async () => {
  const page = await filesPage(360);
  const sent: Request[] = [];
  page.on("request", (request) => void (request.url().includes("/uploads") && sent.push(request)));
  const first = page.waitForResponse((response) => response.request().method() === "PATCH");
  await page.getByLabel("Files", { exact: true }).setInputFiles(path);
  await first;
  await page.context().setOffline(true);
  await page.getByText(/The connection is gone/).first().waitFor();
  await expectAccessible(page);
  await page.context().setOffline(false);
  await page.getByText("Uploaded", { exact: true }).waitFor(PATIENT);
  expect(offsets(sent).at(-1)).toBe(4);
  expect(sent.filter((request) => request.method() === "POST" && request.url().endsWith("/uploads"))).toHaveLength(1);
  await page.getByRole("button", { name: "Remove two hours of throwing.bin" }).waitFor();
  await expectAccessible(page);
  expectComplaint(/ERR_INTERNET_DISCONNECTED/);
});

test("paused and gone on with; after a reload the same file goes on where it was; cancelled it is gone", async () => {
  const page = await filesPage();
  const held: Route[] = [];
  const letGo = await afterPieces(page, 1, async (route) => void held.push(route));
  await page.getByLabel("Files", { exact: true }).setInputFiles(path);
  const bar = page.getByRole("progressbar", { name: /two hours/ });
  await expect.poll(() => held.length, PATIENT).toBe(1);
  await page.getByRole("button", { name: /^Pause the upload/ }).click();
  await page.getByText(/paused/).first().waitFor();
  await page.getByRole("button", { name: /^Go on with the upload/ }).click();
  await expect.poll(() => held.length, PATIENT).toBe(2);
  await expectAccessible(page);
  await letGo();

  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  const sent: Request[] = [];
  page.on("request", (request) => void (request.url().includes("/uploads") && sent.push(request)));
  const holdAgain = await afterPieces(page, 1, async (route) => void held.push(route));
  await page.getByLabel("Files", { exact: true }).setInputFiles(path);
  await expect.poll(() => held.length, PATIENT).toBe(3);
  expect(sent[0]?.method()).toBe("HEAD");
  expect(offsets(sent)[0]).toBeGreaterThanOrEqual(1);
  expect(await bar.getAttribute("aria-valuetext")).toMatch(/percent/);
  const gone = page.waitForResponse((response) => response.request().method() === "DELETE");
  await page.getByRole("button", { name: /^Cancel the upload/ }).click();
  expect((await gone).status()).toBe(204);
  expect(await page.getByRole("list", { name: "Uploads" }).count()).toBe(0);
  await holdAgain();

  // Chosen once more it begins anew, and arrives.
  sent.length = 0;
  await page.getByLabel("Files", { exact: true }).setInputFiles(path);
  await page.getByText("Uploaded", { exact: true }).waitFor(PATIENT);
  expect(offsets(sent)).toEqual([0, 1, 2, 3, 4]);
});

test("a file chosen before the page's scripts have run goes as soon as they do", async () => {
  const page = await filesPage();
  const small = join(folder, "early.txt");
  await writeFile(small, "chosen early");
  const offer = new URL(page.url()).pathname.replace(/\/files$/, "");
  const cover = join(folder, "early.png");
  await writeFile(cover, Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64"));
  const letGo = await scriptsHeld(page, `${offer}/files`);
  await page.getByLabel("Files", { exact: true }).setInputFiles(small);
  letGo();
  await page.getByRole("button", { name: "Remove early.txt" }).waitFor();
  // The other uploader, of what is small.
  const letGoAgain = await scriptsHeld(page, offer);
  await page.getByLabel("Cover image").setInputFiles(cover);
  letGoAgain();
  const shown = page.getByAltText("The cover as it is now");
  await shown.waitFor();
  expect(await shown.getAttribute("src")).toContain("/files/");
});

test("what the server refuses is said in its words, and the next file goes on", async () => {
  const page = await filesPage();
  await page.route("**/uploads", (route) => route.fulfill({ status: 507, contentType: "text/plain", body: "There is no room left for files on this server." }), { times: 1 });
  const small = join(folder, "small.txt");
  await writeFile(small, "thirty grams of flint");
  await page.getByLabel("Files", { exact: true }).setInputFiles([path, small]);
  await page.getByRole("alert").filter({ hasText: "no room left" }).waitFor();
  await page.getByRole("button", { name: "Remove small.txt" }).waitFor();
  await expectAccessible(page);
  expectComplaint(/507/);
});
