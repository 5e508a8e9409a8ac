import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { expectAccessible, linkIn, mailTo, person, sandbox, useBrowser } from "./browser";
import { payByCard } from "./buyer";
import { aCourse, aDraft, address, atWork, connected, newCreator, publishNow } from "./creator";

useBrowser();
beforeEach(() => sandbox("webhooks.configure", { mode: "normal", copies: 1, delayMs: 0 }));

/** In the studio: a bundle at a price with these offers, owners of some of it pay less, published. @returns its address in the studio */
async function makeBundle(page: Page, title: string, inside: readonly string[]): Promise<string> {
  await page.goto("/studio/offers/new");
  await expectAccessible(page);
  const offer = await aDraft(page, title, "A bundle");
  await page.getByLabel("Subtitle").fill("Everything for a winter of bread");
  await page.getByRole("button", { name: "Save details" }).click();
  await page.getByText("Saved.").first().waitFor();
  await page.getByLabel(/^Price in/).fill("0.20");
  await page.getByRole("button", { name: "Save price" }).click();
  await page.getByText(/smallest amount Stripe charges/).waitFor();
  await page.getByLabel(/^Price in/).fill("75");
  await page.getByRole("button", { name: "Save price" }).click();
  await page.getByText("Saved. The price is €75.").waitFor();
  await page.getByRole("navigation", { name: "Offer" }).getByRole("link", { name: "Contents" }).click();
  await page.getByText("Choose what is inside").waitFor();
  for (const part of inside) await add(page, part);
  await page.getByText("Buyers save", { exact: true }).waitFor();
  await page.getByText("€23", { exact: true }).waitFor();
  await page.getByLabel("Owners of some of it pay less").check({ force: true });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved. Owners of some of it pay less from now on.").waitFor();
  await expectAccessible(page);
  await publishNow(page, offer);
  return offer;
}

/** Find an offer by its title and put it into the bundle. */
async function add(page: Page, title: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Search your offers by title" }).fill(title);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("button", { name: `Add ${title}` }).click();
  await page.getByRole("heading", { name: "What is inside" }).waitFor();
  await page.getByRole("link", { name: title }).first().waitFor();
}

/** The seller refunds the payment of an amount (minor units) in full, in Stripe. */
async function refund(account: string, amount: number): Promise<void> {
  const charges = await sandbox<{ id: string; amount: number; refunded: boolean }[]>("payments.listCharges", { account });
  await sandbox("payments.refund", { charge: charges.find((charge) => charge.amount === amount && !charge.refunded)?.id });
}

test("row 24: a bundle, from an empty studio to a student who owned a part of it", async () => {
  const stamp = Date.now();
  const [rye, wheat, spelt, winter] = [`Rye ${stamp}`, `Wheat ${stamp}`, `Spelt ${stamp}`, `Winter ${stamp}`] as const;
  const creator = await newCreator(`Mara Bundle School ${stamp}`);
  const account = await connected(creator, `Bundle Bakery ${stamp}`);
  await aCourse(creator, rye);
  await aCourse(creator, wheat);
  const studio = await atWork(creator);
  const bundle = await makeBundle(studio, winter, [rye, wheat]);

  // A student on a phone buys one part first, alone.
  const student = await person({ width: 360, height: 740, dark: true });
  const email = address("noor");
  const store = `/s/${creator.storeSlug}`;
  await student.goto(store);
  await student.getByRole("link", { name: rye }).first().click();
  await student.getByRole("button", { name: /^buy the course/i }).first().click();
  await payByCard(student, email);
  const start = student.getByRole("button", { name: "Start learning" }).or(student.getByRole("link", { name: "Start learning" })).first();
  await start.click();
  await student.waitForURL("**/library/**");

  // The bundle shows what they own and what is taken off: 75 × 49 / 98 is 37.50.
  await student.goto(store);
  await student.getByRole("link", { name: winter }).first().click();
  await student.getByText("You own 1 of 2 already, so €37.50 is taken off.").waitFor();
  await student.getByText(/One by one they cost €98, so you save €23/).waitFor();
  await student.getByText("You own this").waitFor();
  await expectAccessible(student);
  await student.getByRole("button", { name: "Buy the bundle" }).last().click();
  await student.waitForURL("**/checkout/ord_**");
  await student.getByText("€37.50").first().waitFor();
  await payByCard(student, null);
  await student.getByRole("link", { name: "Open the bundle" }).click();
  await student.getByRole("heading", { name: "Everything in it" }).waitFor();
  await expectAccessible(student);
  expect((await mailTo(email, new RegExp(`receipt.*${winter}`, "i"))).html).toContain("€37.50");

  // Each content is used like one that was bought by itself.
  for (const part of [wheat, rye]) {
    await student.goto("/library");
    await student.getByRole("link", { name: part }).first().click();
    await student.getByRole("link", { name: "Flour and water" }).first().click();
    await student.waitForURL("**/lessons/**");
  }

  // A second purchase is refused kindly, from the page and from an old one.
  await student.goto(store);
  await student.getByRole("link", { name: winter }).first().click();
  await student.getByText("This is yours").first().waitFor();
  expect(await student.getByRole("button", { name: "Buy the bundle" }).count()).toBe(0);

  // Another browser pays once more with the same address: it goes back.
  const other = await person();
  await other.goto(store);
  await other.getByRole("link", { name: winter }).first().click();
  await other.getByRole("button", { name: "Buy the bundle" }).first().click();
  await payByCard(other, email);
  await other.getByRole("heading", { name: "You had this already" }).waitFor();
  await expectAccessible(other);
  expect((await mailTo(email, /paid twice/i)).text).toContain("€75");

  // The creator adds an offer and gives it to those who own the bundle.
  await aCourse(creator, spelt);
  await studio.goto(`${bundle}/contents`);
  await add(studio, spelt);
  await studio.getByText(/^Also give it to the one person who owns? the bundle/).waitFor();
  await expectAccessible(studio);
  await studio.getByRole("button", { name: "Give it to them" }).first().click();
  await studio.getByText("Everyone who owns the bundle has it.").waitFor({ timeout: 30_000 });
  await student.goto("/library");
  await student.getByRole("link", { name: spelt }).first().waitFor();

  // The bundle is refunded: what was bought alone stays, all else goes.
  await refund(account, 3750);
  await expect
    .poll(
      async () => {
        await student.goto("/library");
        return Promise.all([rye, wheat, spelt, winter].map((title) => student.getByRole("link", { name: title }).count().then((count) => count > 0)));
      },
      { timeout: 30_000, interval: 1000 },
    )
    .toEqual([true, false, false, false]);
  expect(linkIn(await mailTo(email, new RegExp(`receipt.*${rye}`, "i")), "/auth/link/")).toContain("/auth/link/");
}, 300_000);
