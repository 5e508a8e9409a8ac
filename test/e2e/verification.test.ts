import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { expectAccessible, linkIn, mailTo, person, sandbox, useBrowser } from "./browser";
import { waysToConnect } from "./connect-ways";
import { aCourse, address, atStripe, atWork, connected, markDocument, newCreator, sameDocument, STRIPE_SETTINGS, type Creator } from "./creator";
import { moneyAndDoctor } from "./money";

useBrowser();
beforeEach(() => sandbox("webhooks.configure", { mode: "normal", copies: 1, delayMs: 0 }));

/** An open page learns of it by itself; a webhook and a look every few seconds are in between. */
const SOON = { timeout: 25_000 };

interface Shop {
  creator: Creator;
  /** acct_… */
  account: string;
  /** Of its course. */
  title: string;
}

/** A creator with a connected account and a course on sale. */
async function aShop(name: string): Promise<Shop> {
  const creator = await newCreator(`${name} ${Date.now()}`);
  const account = await connected(creator, name);
  const title = `Bread from nothing ${Date.now()}`;
  await aCourse(creator, title);
  return { creator, account, title };
}

const story = ({ account }: Shop, name: string, input: object = {}) => sandbox("accounts.scenario", { account, name, ...input });

async function offerPage(page: Page, { creator, title }: Shop): Promise<void> {
  await page.goto(`/s/${creator.storeSlug}`);
  await page.getByRole("link", { name: new RegExp(title) }).first().click();
  await page.getByRole("heading", { name: title }).first().waitFor();
}

// What takes two minutes by itself is begun first and looked at last; everything else happens in between.
let paused: Shop;
let waiting: string;

test("a deadline passes: the offer takes addresses instead of money, and is on sale again once Stripe is content", async () => {
  paused = await aShop("Pause and Proof");
  await story(paused, "deadline_passed");
  const visitor = await person({ width: 360, height: 740, dark: true });
  await expect.poll(async () => (await offerPage(visitor, paused), visitor.getByRole("button", { name: /^tell me/i }).count()), SOON).toBeGreaterThan(0);
  expect(await visitor.getByRole("button", { name: /^buy/i }).count()).toBe(0);
  await expectAccessible(visitor);
  waiting = address("otto");
  await visitor.getByLabel("Your email address").fill(waiting);
  await visitor.getByRole("button", { name: /^tell me/i }).click();
  await visitor.getByText("You are on the list").waitFor();
  await visitor.getByText(waiting).first().waitFor();
  await expectAccessible(visitor);

  await story(paused, "all_clear");
  await expect.poll(async () => (await offerPage(visitor, paused), visitor.getByRole("button", { name: /^buy/i }).count()), SOON).toBeGreaterThan(0);
});

describe("what Stripe wants, wherever it hurts", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await aShop("Mara Bread");
  }, 120_000);

  test("asked with a date: banner, settings and the publish dialog say the same lines, and they leave the open pages by themselves", async () => {
    const draft = await aCourse(shop.creator, `Rye and caraway ${Date.now()}`, { publish: false });
    await story(shop, "deadline");
    const settings = await atWork(shop.creator);
    const studio = await settings.context().newPage();
    await expect.poll(async () => (await settings.goto(STRIPE_SETTINGS), settings.getByText("Stripe will need 2 things from you").count()), SOON).toBeGreaterThan(0);
    await settings.getByRole("heading", { name: /identity document/i }).first().waitFor();
    await settings.getByText(/^By \d+ \w+ \d{4}/).first().waitFor();
    // Raw codes and keys stand under "details" only, which is closed.
    expect(await settings.getByRole("main").innerText()).not.toMatch(/individual\.|verification_|requirements\./);
    await expectAccessible(settings);
    await studio.goto(draft);
    await studio.getByText("Stripe will need 2 things from you").first().waitFor();
    await studio.goto(`${draft}/publish`);
    await studio.getByRole("button", { name: "Publish now" }).waitFor();
    await studio.getByText(/identity document/i).first().waitFor();
    await expectAccessible(studio);

    await story(shop, "before_first_sale");
    await markDocument(settings);
    await markDocument(studio);
    // The date is past: the same pages, still open, now say that sales have stopped.
    await settings.getByText("Stripe needs 2 things from you").first().waitFor(SOON);
    await studio.getByText(/Verification required/).first().waitFor(SOON);
    expect(await studio.getByRole("button", { name: "Publish now" }).count()).toBe(0);
    await expectAccessible(studio);

    await story(shop, "all_clear");
    await settings.getByText("Ready to sell").first().waitFor(SOON);
    await studio.getByRole("button", { name: "Publish now" }).waitFor(SOON);
    for (const page of [settings, studio]) {
      expect(await page.getByText(/identity document|Stripe needs/i).count()).toBe(0);
      expect(await sameDocument(page), `${page.url()} was loaded again`).toBe(true);
    }
  });

  test("refused twice for different reasons, two directors, under review, closed: each in its own words", async () => {
    const page = await atWork(shop.creator, { width: 360, height: 740 });
    const says = async (name: string, input: object, ...texts: RegExp[]) => {
      await story(shop, name, input);
      await expect.poll(async () => (await page.goto(STRIPE_SETTINGS), page.getByText(texts[0]!).count()), SOON).toBeGreaterThan(0);
      for (const text of texts) await page.getByText(text).first().waitFor();
      expect(await page.getByRole("main").innerText()).not.toMatch(/Ready to sell|verification_|individual\.|person_/);
    };
    await says("document_refused", { code: "verification_document_not_readable" }, /not (be )?read|unreadable|sharp|blurred|could not read/i);
    const first = await page.getByRole("main").innerText();
    await says("document_refused", { code: "verification_document_expired" }, /expired|no longer valid|out of date/i);
    expect(await page.getByRole("main").innerText()).not.toBe(first);
    await says("two_directors", {}, /Ines Duarte/, /director/i);
    await says("under_review", {}, /Stripe is checking your account/);
    await says("payouts_paused", {}, /You can sell, but payouts to your bank are on hold/, /On: buyers can pay you/);
    await says("rejected", {}, /Stripe has closed this account/);
    await expectAccessible(page);
    await story(shop, "all_clear");
    await expect.poll(async () => (await page.goto(STRIPE_SETTINGS), page.getByText("Ready to sell").count()), SOON).toBeGreaterThan(0);
  });

  test("deauthorised in Stripe's Dashboard with a checkout open: sales stop kindly, what was paid stays, and the same account brings all back", async () => {
    const at = await atStripe("Gone Tomorrow");
    const creator = await newCreator(`Gone Tomorrow ${Date.now()}`);
    await connected(creator, "Gone Tomorrow", at);
    const gone: Shop = { creator, account: at.account, title: `Sourdough ${Date.now()}` };
    await aCourse(creator, gone.title);
    // A button until the page has signed its buyer in, a link afterwards.
    const inside = (page: Page) => page.getByRole("button", { name: "Start learning" }).or(page.getByRole("link", { name: "Start learning" })).first().waitFor();
    const till = async () => {
      const buyer = await person({ width: 360, height: 740 });
      await offerPage(buyer, gone);
      await buyer.getByRole("button", { name: /^buy/i }).first().click();
      await buyer.waitForURL("**/checkout/ord_**");
      await buyer.frameLocator("iframe").first().getByLabel("Card number").waitFor();
      return buyer;
    };
    const paid = await till();
    const order = new URL(paid.url()).pathname.split("/")[2];
    const sessions = await sandbox<{ id: string; client_reference_id: string }[]>("checkout.list", { account: at.account });
    await sandbox("checkout.pay", { session: sessions.find((session) => session.client_reference_id === order)?.id, number: "4242424242424242", email: address("paid"), name: "Lena Brandt" });
    await paid.goto(`/checkout/${order}/return`);
    await inside(paid);
    const buyer = await till();
    const studio = await atWork(creator);
    await sandbox("accounts.revoke", { account: at.account });
    await expect.poll(async () => (await studio.goto("/studio"), studio.getByText("Stripe is disconnected").count()), SOON).toBeGreaterThan(0);
    await expectAccessible(studio);
    await buyer.reload();
    await buyer.getByRole("button", { name: /^tell me/i }).waitFor();
    await expectAccessible(buyer);
    // Who has paid is inside, whatever happened to the connection since.
    await paid.goto(`/checkout/${order}/return`);
    await inside(paid);

    await connected(creator, "Gone Tomorrow", at);
    await expect.poll(async () => (await offerPage(buyer, gone), buyer.getByRole("button", { name: /^buy/i }).count()), SOON).toBeGreaterThan(0);
    await studio.goto(STRIPE_SETTINGS);
    await studio.getByText("Ready to sell").first().waitFor();
  }, 180_000);

  test("fail-over to a backup and back", async () => {
    const backup = await connected(shop.creator, "Mara Weekend");
    const page = await atWork(shop.creator);
    await page.goto(STRIPE_SETTINGS);
    await page.getByText("Primary: new sales go here").waitFor();
    await page.getByText(/^Backup: stands in/).waitFor();
    await expectAccessible(page);
    await story(shop, "deadline_passed");
    await expect.poll(async () => (await page.goto(STRIPE_SETTINGS), page.getByText("New sales go to Mara Weekend").count()), SOON).toBeGreaterThan(0);
    await page.getByText("Backup: new sales go here now").waitFor();
    await expectAccessible(page);

    // A visitor notices nothing.
    const buyer = await person({ width: 360, height: 740, dark: true });
    await offerPage(buyer, shop);
    await buyer.getByRole("button", { name: /^buy/i }).first().click();
    await buyer.waitForURL("**/checkout/ord_**");
    await buyer.frameLocator("iframe").first().getByLabel("Card number").waitFor();
    const order = new URL(buyer.url()).pathname.split("/")[2];
    const sessions = await sandbox<{ id: string; client_reference_id: string }[]>("checkout.list", { account: backup });
    await sandbox("checkout.pay", { session: sessions.find((session) => session.client_reference_id === order)?.id, number: "4242424242424242", email: address("lena"), name: "Lena Brandt" });

    await markDocument(page);
    await story(shop, "all_clear");
    await page.getByText("Primary: new sales go here").waitFor(SOON);
    expect(await sameDocument(page)).toBe(true);
    await page.goto(`/studio/orders/${order}`);
    await page.getByText(/Sold through Mara Weekend because Mara Bread could not take payments/).waitFor();
    await expectAccessible(page);
    await mailTo(shop.creator.email, /Mara Weekend/);
  });
});

waysToConnect();
moneyAndDoctor();

test("the address that waited is told once, with a link that works", async () => {
  // Two minutes after sales are on again, so that nobody is called back to a shop that closes at once.
  await expect.poll(async () => (await sandbox<object[]>("mail.list", { to: waiting })).length, { timeout: 150_000, interval: 500 }).toBe(1);
  const mail = await mailTo(waiting, new RegExp(paused.title));
  const visitor = await person();
  await visitor.goto(linkIn(mail, `/s/${paused.creator.storeSlug}/bread`));
  await visitor.getByRole("button", { name: /^buy/i }).first().waitFor();
});
