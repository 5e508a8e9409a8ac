import type { Page } from "playwright-core";
import logins from "../../prisma/seed/logins.json";

/** What a picture is taken with. */
export interface Camera {
  open(options?: { width?: number; height?: number; dark?: boolean }): Promise<Page>;
  signIn(page: Page, email: string, password: string): Promise<void>;
  picture(page: Page, name: string, address?: string): Promise<void>;
  scrollTo(page: Page, heading: string): Promise<void>;
}

/** The screens of the four kinds of offers, as their creator, a visitor and a member see them. */
export async function picturesOfKinds({ open, signIn, picture, scrollTo }: Camera): Promise<void> {
  const visitor = await open();
  await picture(visitor, "membership", "/s/fern-and-kiln/the-kiln-room");
  await picture(visitor, "bundle", "/s/fern-and-kiln/whole-studio");
  await picture(visitor, "certificate-check", "/certificates");
  const phone = await open({ width: 360, height: 740 });
  await phone.goto("/s/fern-and-kiln/the-kiln-room");
  await scrollTo(phone, "Choose your tier");
  await picture(phone, "membership-phone");

  const ada = await open();
  await signIn(ada, "ada@lectern.example", logins.creator.password);
  await picture(ada, "new-offer", "/studio/offers/new");
  await picture(ada, "offers", "/studio/offers");
  const course = await offerOf(ada, "Wheel Throwing");
  await picture(ada, "course-settings", `${course}/settings`);
  await picture(ada, "import", `${course}/import`);
  await ada.goto(`${course}/curriculum`);
  const lesson = await ada.locator('a[href*="/lessons/les_"]').first().getAttribute("href");
  await picture(ada, "lesson", lesson ?? course);
  await picture(ada, "lesson-history", `${lesson}/history`);
  await picture(ada, "quiz-editor", `${lesson}/quiz`);
  const download = await offerOf(ada, "The Studio Logbook");
  await picture(ada, "files", `${download}/files`);
  await picture(ada, "licenses", `${download}/licenses`);
  await picture(ada, "bundle-contents", `${await offerOf(ada, "The Whole Studio")}/contents`);
  const membership = await offerOf(ada, "The Kiln Room");
  await picture(ada, "tiers", `${membership}/tiers`);
  await ada.locator('a[href*="/tiers/tir_"]').first().click();
  await ada.waitForURL("**/tiers/tir_**");
  await picture(ada, "tier");
  await picture(ada, "members", `${membership}/members`);
  await picture(ada, "posts", `${membership}/posts`);
  await ada.locator('a[href*="/posts/pst_"]').first().click();
  await ada.waitForURL("**/posts/pst_**");
  await picture(ada, "post-editor");

  const student = await open();
  await signIn(student, logins.student.email, logins.student.password);
  await picture(student, "memberships", "/library/memberships");
  await student.locator('a[href*="/library/memberships/sbn_"]').first().click();
  await student.waitForURL("**/memberships/sbn_**");
  await picture(student, "membership-manage");
  const manage = new URL(student.url()).pathname;
  await student.locator('a[href*="/plan?price="]').first().click();
  await student.waitForURL("**/plan?price=**");
  await picture(student, "membership-plan");
  await picture(student, "membership-cancel", `${manage}/cancel`);
  await student.goto("/library?kind=membership");
  await student.getByRole("link", { name: /The Kiln Room/ }).first().click();
  await student.waitForURL("**/library/off_**");
  await picture(student, "membership-home");
  await student.locator('a[href*="/posts/pst_"]').first().click();
  await student.waitForURL("**/posts/pst_**");
  await picture(student, "post");
  await picture(student, "account", "/settings/account");
  await picture(student, "account-delete", "/settings/account/delete");
}

/** The studio's address of an offer. */
async function offerOf(page: Page, title: string): Promise<string> {
  await page.goto("/studio/offers");
  const href = await page.getByRole("link", { name: new RegExp(title) }).first().getAttribute("href");
  return (href ?? "").replace(/\/(curriculum|files|contents|tiers)$/, "");
}
