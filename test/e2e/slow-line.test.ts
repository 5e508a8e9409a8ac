import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { logins, person, scriptsHeld, signIn, useBrowser } from "./browser";

useBrowser();

/** The page of a new post of a new membership. */
async function postPage(page: Page): Promise<string> {
  await signIn(page, logins.creator);
  await page.goto("/studio/offers/new");
  await page.getByLabel("A membership").check();
  await page.getByLabel("Title").fill("Letters from the kiln");
  await page.getByRole("button", { name: "Create draft" }).click();
  await page.waitForURL(/studio\/offers\/off_/);
  await page.goto(`${new URL(page.url()).pathname}/posts`);
  await page.getByLabel("Title of the post").fill("First letter");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/\/posts\/pst_/);
  return new URL(page.url()).pathname;
}

test.each([1280, 360])("%i px: nothing moves under the hand while the editor comes, and what was ticked before the scripts ran stays so", async (width) => {
  const page = await person({ width });
  const post = await postPage(page);
  const box = page.getByRole("checkbox", { name: /^Write to members about it/ });
  const height = async () => (await box.boundingBox())?.y;

  const letGo = await scriptsHeld(page, post);
  await page.getByRole("textbox", { name: "Text" }).waitFor();
  const before = await height();
  await page.evaluate(() => scrollTo(0, 0));
  await box.uncheck();
  await page.evaluate(() => scrollTo(0, 0));
  letGo();
  await page.locator('[contenteditable="true"]').waitFor();
  expect(await height(), "the editor takes the room of the plain field").toBe(before);
  expect(await box.isChecked()).toBe(false);

  const editorComes = await scriptsHeld(page, post, "**/assets/tiptap-*.js");
  await page.getByText("Opening the editor…").waitFor();
  expect(await height(), "and that of the wait for it").toBe(before);
  editorComes();
  await page.locator('[contenteditable="true"]').waitFor();
  expect(await height()).toBe(before);
});
