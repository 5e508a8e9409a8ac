import type { Page } from "playwright-core";
import { linkIn, mailTo, person, sandbox, signIn, type PersonOptions } from "./browser";

export const STRIPE_SETTINGS = "/settings/integrations/stripe";
const PASSWORD = "a lantern in the attic";
let people = 0;

/** An address nobody has used. */
export const address = (who: string) => `${who}-${(people += 1)}-${Date.now()}@example.com`;

export interface Creator {
  email: string;
  password: string;
  storeSlug: string;
}

/** A new creator with an empty store. Forms alone, without scripts: it is the way to what a test is about. */
export async function newCreator(storeName: string): Promise<Creator> {
  const page = await person({ javaScript: false });
  const email = address("mara");
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.goto(linkIn(await mailTo(email, /confirm/i), "/auth/verify/"));
  await page.getByLabel("Your name").fill("Mara Vint");
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole("button", { name: "Open my account" }).click();
  await page.waitForURL("**/studio/new**");
  await page.getByLabel("Name of your store").fill(storeName);
  await page.getByLabel("Country").selectOption("DE");
  await page.getByLabel(/^Currency/).selectOption("eur");
  await page.getByRole("button", { name: /open/i }).last().click();
  await page.waitForURL("**/studio");
  const store = await page.getByRole("link", { name: /view store/i }).first().getAttribute("href");
  await page.context().close();
  return { email, password: PASSWORD, storeSlug: (store ?? "").replace("/s/", "") };
}

/** The creator at a browser of their own. */
export async function atWork(creator: Creator, options: PersonOptions = {}): Promise<Page> {
  const page = await person(options);
  await signIn(page, creator);
  return page;
}

/** A new draft. `kind`: as its choice is called, a course unless told. @returns its address in the studio */
export async function aDraft(page: Page, title: string, kind?: "A bundle" | "A download" | "A membership"): Promise<string> {
  await page.goto("/studio/offers/new");
  if (kind) await page.getByLabel(kind).check({ force: true });
  await page.getByLabel("Title").fill(title);
  await page.getByRole("button", { name: "Create draft" }).click();
  await page.waitForURL(/studio\/offers\/off_/);
  return new URL(page.url()).pathname.split("/").slice(0, 4).join("/");
}

export async function publishNow(page: Page, offer: string): Promise<void> {
  await page.goto(`${offer}/publish`);
  await page.getByRole("button", { name: "Publish now" }).click();
  await page.getByText("Published").first().waitFor();
}

/** A draft of a course for €49 with these lessons, for a page without scripts. @returns its address in the studio */
export async function aCourseDraft(page: Page, title: string, lessons: readonly string[]): Promise<string> {
  const offer = await aDraft(page, title);
  await page.getByLabel("Subtitle").fill("From flour and water to a loaf you are proud of");
  await page.locator('button[name="intent"][value="details"]').click();
  await page.getByLabel(/^Price in/).fill("49");
  await page.getByRole("button", { name: "Save price" }).click();
  await page.goto(`${offer}/curriculum`);
  await page.getByLabel("Title of the module").first().fill("The first loaf");
  await page.getByRole("button", { name: "Add module" }).click();
  for (const lesson of lessons) {
    await page.getByPlaceholder("Title of a new lesson").first().fill(lesson);
    await page.getByRole("button", { name: "Add lesson" }).first().click();
    await page.getByRole("link", { name: lesson, exact: true }).first().waitFor();
  }
  return offer;
}

/** A course with one lesson and a price; a draft, or published when its account may sell. @returns its address in the studio */
export async function aCourse(creator: Creator, title: string, { publish = true } = {}): Promise<string> {
  const page = await atWork(creator, { javaScript: false });
  const offer = await aCourseDraft(page, title, ["Flour and water"]);
  if (publish) await publishNow(page, offer);
  await page.context().close();
  return offer;
}

/** An account at Stripe and the address of the person who signs in for it. `account` is able to do everything unless the options say otherwise. */
export async function atStripe(businessName: string, options: object = {}): Promise<{ account: string; holder: string }> {
  const { account } = await sandbox<{ account: { id: string } }>("accounts.create", { businessName, country: "DE", currency: "eur", ...options });
  const holder = address("holder");
  await sandbox("accounts.createUser", { email: holder, name: businessName, accounts: [account.id] });
  return { account: account.id, holder };
}

/** On Stripe's page, where a creator is asked to agree. */
export async function signInAtStripe(page: Page, holder: string): Promise<void> {
  await page.waitForURL("**/oauth/authorize**");
  await page.getByLabel("Email", { exact: true }).fill(holder);
  await page.getByLabel("Password", { exact: true }).fill("sandbox");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function agreeAtStripe(page: Page, holder: string): Promise<void> {
  await signInAtStripe(page, holder);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.waitForURL(`**${STRIPE_SETTINGS}**`);
}

/** An account, a new one unless another is given, connected by OAuth without scripts. @returns its acct_… */
export async function connected(creator: Creator, businessName: string, at?: { account: string; holder: string }): Promise<string> {
  const { account, holder } = at ?? (await atStripe(businessName));
  const page = await atWork(creator, { javaScript: false });
  await page.goto(STRIPE_SETTINGS);
  // With an account at work, the ways to connect another wait behind their name.
  const another = page.getByRole("heading", { name: "Connect another account" });
  if ((await another.count()) > 0) await another.click();
  await page.getByRole("button", { name: /^connect with stripe/i }).first().click();
  await agreeAtStripe(page, holder);
  await page.getByText(account).or(page.getByText(businessName)).first().waitFor();
  await page.context().close();
  return account;
}

/** Set what no reload keeps; `sameDocument` tells later whether the page is still the one that was opened. */
export async function markDocument(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { openedOnce: true }));
}

export function sameDocument(page: Page): Promise<boolean> {
  return page.evaluate(() => "openedOnce" in window);
}
