import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { expectAccessible, expectComplaint, person, sandbox, useBrowser } from "./browser";
import { buy, startLearning } from "./buyer";
import { aCourseDraft, address, atWork, connected, newCreator, publishNow, type Creator } from "./creator";

useBrowser();
beforeEach(() => sandbox("webhooks.configure", { mode: "normal", copies: 1, delayMs: 0 }));

const SOON = { timeout: 25_000 };
const LESSONS = ["Flour and water", "The fold", "The oven"] as const;

/** In the studio, with forms alone: a course for 30 days with three lessons, a quiz, a lesson that opens later, and a certificate. */
async function makeCourse(creator: Creator, title: string): Promise<string> {
  const page = await atWork(creator, { javaScript: false });
  const offer = await aCourseDraft(page, title, LESSONS);
  const lesson = await page.getByRole("link", { name: LESSONS[1], exact: true }).first().getAttribute("href");
  await page.goto(offer);
  await page.getByLabel("For a number of days").check();
  await page.getByLabel("Days after the purchase").fill("30");
  await page.getByRole("button", { name: "Save access" }).click();

  await opensAfter(page, offer, LESSONS[2], 3);

  await page.goto(`${lesson}/quiz`);
  await page.getByLabel("Question", { exact: true }).fill("How often is it folded?");
  await page.getByLabel("Option 1", { exact: true }).fill("Once");
  await page.getByLabel("Option 2", { exact: true }).fill("Four times");
  await page.getByLabel("Option 2 is right").check();
  await page.getByLabel("Explanation").fill("The dough needs its rest in between.");
  await page.getByRole("button", { name: "Save quiz" }).click();
  await page.getByText(/saved/i).first().waitFor();

  await page.goto(`${offer}/settings`);
  await page.getByRole("checkbox", { name: /^Certificate/ }).check({ force: true });
  await page.getByLabel("Who signs the certificate").fill("Mara Vint");
  await page.getByRole("button", { name: "Save" }).first().click();
  await publishNow(page, offer);
  await page.context().close();
  return offer;
}

/** When a lesson opens: some days after enrolment, or at once (null). */
async function opensAfter(page: Page, offer: string, lesson: string, days: number | null): Promise<void> {
  await page.goto(`${offer}/curriculum`);
  await page.getByRole("button", { name: `Options of lesson ${lesson}` }).or(page.getByRole("link", { name: `Options of lesson ${lesson}` })).click();
  await page.getByLabel(days === null ? "At once" : "Days after enrolment", { exact: true }).check();
  if (days !== null) await page.getByLabel("How many days after enrolment").fill(String(days));
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await page.getByRole("link", { name: lesson, exact: true }).first().waitFor();
}

test("a course, from an empty studio to a student with a certificate; refunded, it is over", async () => {
  const title = `Bread from nothing ${Date.now()}`;
  const creator = await newCreator(`Mara Course ${Date.now()}`);
  const account = await connected(creator, "Mara Course");
  const offer = await makeCourse(creator, title);

  // On a phone, in the dark, with one hand.
  const student = await person({ width: 360, height: 740, dark: true });
  const order = await buy(student, creator.storeSlug, title, address("noor"));
  await startLearning(student);
  const home = new URL(student.url()).pathname;
  expect(home).toMatch(/^\/library\/off_/);
  await student.getByRole("link", { name: /The oven Opens on \d+ \w+ \d{4}/ }).waitFor();
  await expectAccessible(student);
  await student.getByRole("link", { name: "Start the course" }).click();
  await student.waitForURL("**/lessons/**");
  const bar = student.locator(".fixed.bottom-0");
  await expectAccessible(student);
  await bar.getByRole("link", { name: "Lessons" }).click();
  await student.getByRole("dialog").getByRole("link", { name: /The oven/ }).waitFor();
  await expectAccessible(student);
  await student.keyboard.press("Escape");

  // The network goes: what is done and written stays, and arrives when it is back.
  await student.context().setOffline(true);
  await student.getByText("You are offline: your progress is kept and sent later.").waitFor();
  await student.getByRole("textbox", { name: "My note" }).fill("Three parts of flour, two of water.");
  await bar.getByRole("button", { name: /^Done/ }).click();
  await student.getByText("You have done this lesson.").waitFor();
  await student.getByText("Kept on this device, sent later").waitFor();
  await expectAccessible(student);
  await student.context().setOffline(false);
  await student.getByText("You are offline").waitFor({ state: "detached" });
  expectComplaint(/ERR_INTERNET_DISCONNECTED/);
  const elsewhere = await student.context().newPage();
  await expect.poll(async () => (await elsewhere.goto(home), elsewhere.getByText("1 of 3 lessons done").count()), SOON).toBeGreaterThan(0);
  await elsewhere.getByText("Three parts of flour, two of water.").waitFor();
  await elsewhere.close();

  // Questions: wrong, then right.
  await bar.getByRole("link", { name: "Next" }).click();
  await student.getByRole("heading", { name: LESSONS[1] }).waitFor();
  await bar.getByRole("link", { name: "Questions" }).click();
  await student.getByRole("radio", { name: "Once" }).check({ force: true });
  await student.getByRole("button", { name: "Check my answers" }).click();
  await student.getByText("0% so far.").waitFor();
  expect(await student.content()).not.toContain("The dough needs its rest");
  await expectAccessible(student);
  await student.getByRole("radio", { name: "Four times" }).check({ force: true });
  await student.getByRole("button", { name: "Check again" }).click();
  await student.getByText("Passed with 100%.").waitFor();
  await student.getByText("The dough needs its rest in between.").waitFor();
  await expectAccessible(student);

  // The last one is not open yet; then the creator opens it.
  await bar.getByRole("link", { name: "Next" }).click();
  await student.getByText(/This lesson opens on \d+ \w+ \d{4}/).waitFor();
  await expectAccessible(student);
  const studio = await atWork(creator, { javaScript: false });
  await opensAfter(studio, offer, LESSONS[2], null);
  await student.reload();
  await bar.getByRole("button", { name: "Done" }).click();

  // The certificate, under the name the student confirms.
  await student.waitForURL("**/certificate");
  await student.getByLabel("Your name").fill("Noor Haddad");
  await expectAccessible(student);
  await student.getByRole("button", { name: "Yes, make my certificate" }).click();
  await student.getByRole("heading", { name: "Your certificate" }).waitFor();
  await expectAccessible(student);
  const [download] = await Promise.all([student.waitForEvent("download"), student.getByRole("link", { name: "Download PDF" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^certificate-.*\.pdf$/);
  const paper = await student.locator('a[href^="/certificates/"]').getAttribute("href");
  const employer = await person();
  await employer.goto(paper ?? "");
  await employer.getByRole("heading", { name: "This certificate is valid" }).waitFor();
  for (const fact of ["Noor Haddad", title, "Mara Vint"]) await employer.getByText(fact).first().waitFor();
  await expectAccessible(employer);

  // Buying it a second time is refused kindly.
  await student.goto(`/s/${creator.storeSlug}`);
  await student.getByRole("link", { name: new RegExp(title) }).first().click();
  await student.getByText("This is yours").first().waitFor();
  expect(await student.getByRole("button", { name: /^buy/i }).count()).toBe(0);

  // The money goes back: so do the course and what the certificate proved.
  const sessions = await sandbox<{ id: string; client_reference_id: string }[]>("checkout.list", { account });
  await sandbox("payments.refund", { charge: sessions.find((session) => session.client_reference_id === order)?.id });
  await expect.poll(async () => (await student.goto(home), student.getByText("Your access has ended").count()), SOON).toBeGreaterThan(0);
  await expectAccessible(student);
  await employer.reload();
  await employer.getByRole("heading", { name: "This certificate is not valid" }).waitFor();
  expect(await employer.getByRole("main").innerText()).not.toMatch(/refund|Noor/i);
  expectComplaint(/410/);
  await expectAccessible(employer);
}, 240_000);
