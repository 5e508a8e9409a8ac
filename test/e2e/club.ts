import type { Page } from "playwright-core";
import { sandbox } from "./browser";
import { payByCard } from "./buyer";
import { aCourse, aDraft, atWork, connected, newCreator, publishNow, type Creator } from "./creator";
import { lookHere } from "./look";

export interface Club {
  creator: Creator;
  account: string;
  title: string;
  course: string;
  /** Its address in the studio. */
  offer: string;
}

let made: Promise<Club> | undefined;
/** One membership for this file, made by its creator in the studio. */
export const theClub = () => (made ??= makeClub());

async function makeClub(): Promise<Club> {
  const stamp = Date.now();
  const [title, course] = [`The Bread Room ${stamp}`, `Sourdough ${stamp}`];
  const creator = await newCreator(`Mara Members ${stamp}`);
  const account = await connected(creator, `Members Bakery ${stamp}`);
  await aCourse(creator, course);
  const page = await atWork(creator);
  const offer = await aDraft(page, title, "A membership");
  await page.getByLabel("Subtitle").fill("A course, and letters from the bakery");
  await page.getByRole("button", { name: "Save details" }).click();
  await page.getByText("Saved.").first().waitFor();

  await page.getByRole("navigation", { name: "Offer" }).getByRole("link", { name: "Tiers" }).click();
  await page.getByText("No tiers yet").waitFor();
  await lookHere(page);
  await addTier(page, { title: "Table", month: "9", year: "90", trial: "14", opens: course, check: true });
  await page.goto(`${offer}/tiers`);
  await addTier(page, { title: "Bakehouse", month: "19", year: "190", trial: "0", opens: course, check: false });
  await page.goto(`${offer}/tiers`);
  await page.getByText("€9 a month or €90 a year, 14 days free").waitFor();
  await lookHere(page);

  await page.goto(`${offer}/members`);
  await page.getByText("No members yet").waitFor();
  await lookHere(page);
  await page.goto(`${offer}/posts`);
  await page.getByText("Nothing written yet").waitFor();
  await lookHere(page);
  await write(page, offer, { title: "A first letter", text: "The oven is lit at four in the morning.", mail: false });
  await lookHere(page);
  await publishNow(page, offer);
  await page.context().close();
  return { creator, account, title, course, offer };
}

/** On the page of the tiers: one more, with what it costs and opens. */
async function addTier(page: Page, { title, month, year, trial, opens, check }: { title: string; month: string; year: string; trial: string; opens: string; check: boolean }): Promise<void> {
  await page.getByLabel("Name of the tier").fill(title);
  await page.getByRole("button", { name: "Add tier" }).click();
  await page.getByRole("heading", { name: title, level: 2 }).waitFor();
  if (check) {
    // Neither a month nor a year: said at the field.
    await page.getByRole("button", { name: "Save prices" }).click();
    await page.getByText("Type a price a month, a price a year, or both.").waitFor();
  }
  await page.getByLabel("EUR a month").fill(month);
  await page.getByLabel("EUR a year").fill(year);
  await page.getByLabel("Free days before the first payment").fill(trial);
  await page.getByRole("button", { name: "Save prices" }).click();
  await page.getByText("Saved. New members pay this; those you have keep their price.").waitFor();
  await page.getByRole("checkbox", { name: new RegExp(opens) }).check();
  await page.getByRole("button", { name: "Save what it opens" }).click();
  await page.getByText("Saved. Members of this tier have it at once.").waitFor();
  if (check) await lookHere(page);
}

/** A post, published; whether members get a mail. */
export async function write(page: Page, offer: string, { title, text, mail }: { title: string; text: string; mail: boolean }): Promise<void> {
  await page.goto(`${offer}/posts`);
  await page.getByLabel("Title of the post").fill(title);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/\/posts\/pst_/);
  const editor = page.locator('[contenteditable="true"]');
  await editor.click();
  await page.keyboard.type(text);
  await page.getByRole("checkbox", { name: /^Write to members about it/ }).setChecked(mail);
  await page.getByRole("button", { name: "Publish", exact: true }).last().click();
  await page.getByText(mail ? "Published. Members are getting a mail about it." : "Published. Members can read it now.").waitFor();
}

/** The membership's page in the store. */
export async function visit(page: Page, { creator, title }: Club): Promise<void> {
  await page.goto(`/s/${creator.storeSlug}`);
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
}

/** On the checkout page. `email`: asked of whoever is not signed in. */
export async function subscribe(page: Page, email: string | null): Promise<void> {
  await payByCard(page, email, /^subscribe/i);
  await page.getByRole("heading", { name: "Welcome. You are a member." }).waitFor();
}

export async function open(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Open the membership" }).or(page.getByRole("link", { name: "Open the membership" })).first().click();
  await page.waitForURL("**/library/off_**");
}

/** The page where the membership is managed. @returns its address */
export async function manage(page: Page, title: string): Promise<string> {
  await page.goto("/library/memberships");
  await page.getByRole("link", { name: `Manage ${title}` }).click();
  await page.waitForURL("**/library/memberships/sbn_**");
  return new URL(page.url()).pathname;
}

/** What Stripe knows of the newest subscription at an account. */
export async function newestSubscription(account: string): Promise<string> {
  const all = await sandbox<{ id: string; created: number; metadata: Record<string, string>; status: string }[]>("subscriptions.list");
  const sessions = await sandbox<{ subscription: string | null }[]>("checkout.list", { account });
  const own = new Set(sessions.map((session) => session.subscription));
  return all.filter((one) => own.has(one.id) && one.status !== "canceled").sort((a, b) => a.created - b.created).at(-1)?.id ?? "";
}
