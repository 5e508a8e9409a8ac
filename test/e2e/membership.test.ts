import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { linkIn, mailTo, person, sandbox, useBrowser } from "./browser";
import { CARD } from "./buyer";
import { manage, newestSubscription, open, subscribe, theClub, visit, write } from "./club";
import { address, atWork } from "./creator";
import { lookHere } from "./look";

useBrowser();
beforeEach(() => sandbox("webhooks.configure", { mode: "normal", copies: 1, delayMs: 0 }));

const SOON = { timeout: 60_000, interval: 1000 };
const OTHER_CARD = "5555 5555 5555 4444";

/** Look again until the page says so: Stripe's messages come a moment later. */
async function until(page: Page, path: string, text: string | RegExp): Promise<void> {
  await expect.poll(async () => (await page.goto(path), page.getByText(text).count()), SOON).toBeGreaterThan(0);
}

test("a trial, from an empty studio to a member who leaves and comes back without a second one", async () => {
  const club = await theClub();
  const student = await person({ width: 360, height: 740, dark: true });
  const email = address("noor");
  await visit(student, club);
  await lookHere(student);
  await student.getByRole("link", { name: /^Yearly/ }).click();
  await student.getByText("€90").first().waitFor();
  await student.getByRole("link", { name: "Monthly" }).click();
  await student.getByText("The first 14 days are free").waitFor();
  await student.getByRole("button", { name: /^Start free ?: Table, €9 a month/ }).click();
  await student.waitForURL("**/checkout/ord_**");
  await student.getByText(/Then €9 a month from/).first().waitFor();
  await subscribe(student, email);
  await lookHere(student);
  await open(student);

  // What it opens: the course, and the post.
  const home = new URL(student.url()).pathname;
  await student.getByText("You are in Table.").waitFor();
  await lookHere(student);
  await student.getByRole("link", { name: new RegExp(club.course) }).first().click();
  await student.getByRole("link", { name: "Flour and water" }).first().click();
  await student.waitForURL("**/lessons/**");
  await student.goto(home);
  await student.getByRole("link", { name: "A first letter" }).click();
  await student.getByText("The oven is lit at four in the morning.").waitFor();
  await lookHere(student);

  // The next one comes by mail, with a link that leads to it and one that stops them.
  const studio = await atWork(club.creator);
  await write(studio, club.offer, { title: "The second letter", text: "Rye wants more water than you think.", mail: true });
  const mail = await mailTo(email, /The second letter/);
  expect(mail.text).toContain("Rye wants more water");
  await student.goto(linkIn(mail, "/library/"));
  await student.getByRole("heading", { name: "The second letter" }).waitFor();
  await student.goto(linkIn(mail, "/mail/stop/"));
  await lookHere(student);
  await studio.goto(`${club.offer}/members`);
  await studio.getByText("Free trial").first().waitFor();
  await studio.getByText(email).waitFor();
  await lookHere(studio);

  // Leaving in the trial: until its end all stays open; then Stripe ends it.
  const page = await manage(student, club.title);
  await student.getByText(/^Free until .* Then €9 a month, unless you cancel before\.$/).waitFor();
  await lookHere(student);
  await student.getByRole("link", { name: "Cancel the membership" }).click();
  await student.getByRole("heading", { name: `Cancel ${club.title}?` }).waitFor();
  await lookHere(student);
  await student.getByLabel("I do not get round to it").check({ force: true });
  await student.getByRole("button", { name: "Cancel my membership" }).click();
  await student.getByText("Cancelled. Nothing more is charged.").waitFor();
  await student.getByRole("button", { name: "Keep my membership" }).waitFor();
  await lookHere(student);
  await sandbox("subscriptions.cancelNow", { subscription: await newestSubscription(club.account) });
  await until(student, page, "Ended");
  await student.getByRole("link", { name: "See how to come back" }).waitFor();
  await lookHere(student);
  await student.goto(home);
  await student.getByText("Your membership has ended").or(student.getByText("Your access has ended")).first().waitFor();
  await lookHere(student);
  await studio.goto(`${club.offer}/members?which=left`);
  await studio.getByText("I do not get round to it").waitFor();
  await lookHere(studio);
  await write(studio, club.offer, { title: "A third letter", text: "You missed the plum cake.", mail: false });

  // One trial a person: coming back costs from the first day.
  await student.goto(page);
  await student.getByText("Things have moved on since you left").waitFor();
  await student.getByText("One new post").waitFor();
  await student.getByRole("link", { name: "See how to come back" }).click();
  await student.getByRole("heading", { name: "Come back" }).waitFor();
  expect(await student.getByText("The first 14 days are free").count()).toBe(0);
  await lookHere(student);
  await student.getByRole("button", { name: /^Join ?: Table/ }).click();
  await student.waitForURL("**/checkout/ord_**");
  await student.getByText("€9").first().waitFor();
  await subscribe(student, null);
  await open(student);
  await student.getByRole("link", { name: "A third letter" }).waitFor();

  // All of it refunded: closed, here and at Stripe.
  const charges = await sandbox<{ id: string; amount: number; refunded: boolean; created: number }[]>("payments.listCharges", { account: club.account });
  await sandbox("payments.refund", { charge: charges.findLast((charge) => charge.amount === 900 && !charge.refunded)?.id });
  await until(student, home, /has ended/);
  await lookHere(student);
}, 400_000);

test("a paid membership: another plan, a pause, a change of mind, another card, and a renewal that fails", async () => {
  const club = await theClub();
  const student = await person();
  await visit(student, club);
  await student.getByRole("button", { name: /^Join ?: Bakehouse/ }).click();
  await subscribe(student, address("ida"));
  await open(student);
  await student.getByRole("link", { name: "Manage membership" }).click();
  await student.waitForURL("**/library/memberships/sbn_**");
  const page = new URL(student.url()).pathname;
  await student.getByText(/^€19 a month\. Next payment on/).waitFor();
  await lookHere(student);

  // A second time is refused kindly: the page leads to the one there is, and so does an old page.
  await visit(student, club);
  await student.getByRole("heading", { name: "Your membership" }).waitFor();
  expect(await student.getByRole("button", { name: /^Join/ }).count()).toBe(0);
  await lookHere(student);
  const guest = await person();
  await visit(guest, club);
  const price = await guest.locator('li:has(h3:text-is("Bakehouse")) input[name="priceId"]').getAttribute("value");
  const offerId = await guest.locator('li:has(h3:text-is("Bakehouse")) input[name="offerId"]').getAttribute("value");
  await guest.context().close();
  await student.evaluate(([offer, priceId]) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: "/checkout/start" });
    for (const [name, value] of Object.entries({ offerId: offer, priceId })) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    document.body.append(form);
    form.submit();
  }, [offerId, price]);
  await student.waitForURL(`**${page}`);
  await student.getByText("You are a member already, so nothing was charged.", { exact: false }).waitFor();

  // Another plan, its cost seen before.
  await student.getByRole("link", { name: /€190 a year/ }).click();
  await student.getByText("To pay now").waitFor();
  await student.getByText("How this is reckoned").click();
  await lookHere(student);
  await student.getByRole("button", { name: /^Change and pay €1(71|70\.\d\d|71\.\d\d)/ }).click();
  await student.getByText("Your plan is changed.").waitFor();
  await student.getByText(/^€190 a year\. Next payment on/).waitFor();

  await student.getByLabel("Three months").check({ force: true });
  await student.getByRole("button", { name: "Pause my membership" }).click();
  await student.getByText(/^Paused\. Nothing is charged until \d+ \w+ \d{4}\.$/).waitFor();
  await lookHere(student);
  await student.getByRole("button", { name: "Go on with my membership" }).click();
  await student.getByText("Welcome back. Your membership goes on.").waitFor();

  await student.getByRole("link", { name: "Cancel the membership" }).click();
  await lookHere(student);
  await student.getByRole("button", { name: "Cancel my membership" }).click();
  await student.getByText("Cancelled. Nothing more is charged.").waitFor();
  await student.getByRole("button", { name: "Keep my membership" }).click();
  await student.getByText("Good to have you. Your membership goes on.").waitFor();

  // Another card: in Stripe's portal, and on a page of our own where the seller has none.
  await student.getByRole("button", { name: "Update payment details" }).click();
  await student.waitForURL("**/portal/**");
  await student.getByLabel("Card number").fill(OTHER_CARD);
  await student.getByRole("button", { name: "Save card" }).click();
  await student.getByText("Your payment details are up to date.").waitFor();
  await student.getByText(/mastercard.*4444/i).first().waitFor();
  await sandbox("portal.setDefault", { account: club.account, on: false });
  await student.getByRole("button", { name: "Update payment details" }).click();
  await student.waitForURL((url) => url.origin !== new URL(student.url()).origin || !url.pathname.startsWith("/library"));
  await student.getByLabel("Card number").fill(CARD);
  await student.getByRole("button", { name: "Save card" }).last().click();
  await student.getByText("Your payment details are up to date.").waitFor();
  await student.getByText(/visa.*4242/i).first().waitFor();

  // The renewal fails: everything stays open for the grace, and a card that works sets it right.
  const subscription = await newestSubscription(club.account);
  await sandbox("subscriptions.failNext", { subscription, times: 1 });
  await sandbox("subscriptions.advance", { subscription, days: 367 });
  await until(student, page, "Payment failed");
  await lookHere(student);
  await student.getByRole("link", { name: "Open it" }).click();
  await student.getByText(/payment/i).first().waitFor();
  await lookHere(student);
  await student.getByRole("link", { name: "A first letter" }).waitFor();
  await student.goto(page);
  const pay = (await student.getByRole("link", { name: /^Pay €/ }).first().getAttribute("href")) ?? "";
  expect(pay).toMatch(/^\/pay\/inv_/);
  await student.getByRole("button", { name: "Update payment details" }).first().click();
  await student.getByLabel("Card number").fill(OTHER_CARD);
  await student.getByRole("button", { name: "Save card" }).last().click();
  await student.getByText("Your payment details are up to date.").waitFor();
  await student.getByText("Active", { exact: true }).waitFor();
  expect(await student.getByText("Your last payment was refused").count()).toBe(0);
  await lookHere(student);
  // The button of the mail says so as well.
  await student.goto(pay);
  await student.getByRole("heading", { name: "It is paid" }).waitFor();
  await lookHere(student);
}, 400_000);
