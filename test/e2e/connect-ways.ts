import { describe, expect, test } from "vitest";
import { expectAccessible, expectComplaint, person, sandbox } from "./browser";
import { aCourse, address, atStripe, atWork, newCreator, signInAtStripe, STRIPE_SETTINGS } from "./creator";

/** Tests for verification.test.ts: every way to connect, for creators of their own. */
export function waysToConnect(): void {
  describe("every way to connect", () => {
    test("by OAuth: the account is held by another platform, so an additional one is made under the same sign-in", async () => {
      const creator = await newCreator(`Held Elsewhere ${Date.now()}`);
      const { account: held, holder } = await atStripe("Mara on another platform");
      await sandbox("accounts.holdElsewhere", { account: held });
      const page = await atWork(creator);
      await page.goto(STRIPE_SETTINGS);
      await page.getByText("If Stripe does not let you pick your account").click();
      await page.getByText(/connected to another platform/).waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Connect with Stripe" }).click();
      await signInAtStripe(page, holder);
      await page.getByText("This account is connected to another platform").waitFor();
      await page.getByRole("button", { name: "Deny" }).click();

      // Stripe only says "denied": we ask which it was.
      await page.waitForURL(`**${STRIPE_SETTINGS}**`);
      await page.getByRole("heading", { name: /What happened there/ }).waitFor();
      await page.getByText("Stripe said this account is connected to another platform").click();
      await page.getByText("Create a new account").first().waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Go to Stripe" }).click();
      await signInAtStripe(page, holder);
      await page.getByRole("button", { name: "Create a new account" }).click();
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.waitForURL(`**${STRIPE_SETTINGS}**`);
      await page.getByText("Ready to sell").first().waitFor();
      expect(await page.getByText(held).count()).toBe(0);
      expect(await page.getByText(/acct_/).count()).toBeGreaterThan(0);
    });

    test("a new account made by us: left half-way, gone on with by a fresh link, and then it sells", async () => {
      const creator = await newCreator(`Made Here ${Date.now()}`);
      const page = await atWork(creator, { width: 360, height: 740, dark: true });
      await page.goto(STRIPE_SETTINGS);
      await page.getByRole("button", { name: "Create one" }).click();
      await page.waitForURL("**/onboarding/**");
      const firstLink = page.url();
      await page.getByRole("button", { name: "Leave for now" }).click();

      await page.waitForURL(`**${STRIPE_SETTINGS}**`);
      await page.getByText(/Stripe needs (one thing|\d+ things) from you/).first().waitFor();
      await expectAccessible(page);
      // Stripe's own page, in a tab of its own.
      const [tab] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: /^Continue at Stripe/ }).first().click()]);
      await tab.waitForURL("**/onboarding/acct_**");
      expect(tab.url()).not.toBe(firstLink);
      await tab.getByLabel("Business name").fill("Mara Bread School");
      await tab.getByRole("button", { name: "Give everything asked" }).click();
      await tab.waitForURL(`**${STRIPE_SETTINGS}**`);
      await tab.getByText("Ready to sell").first().waitFor();
      await expectAccessible(tab);

      const title = `Bread from nothing ${Date.now()}`;
      await aCourse(creator, title);
      const visitor = await person();
      await visitor.goto(`/s/${creator.storeSlug}`);
      await visitor.getByRole("link", { name: new RegExp(title) }).first().click();
      await visitor.getByRole("button", { name: /^buy/i }).first().waitFor();
    });

    test("a restricted key: what it lacks is named, it is mended and taken, and never shown", async () => {
      const creator = await newCreator(`Own Key ${Date.now()}`);
      const { account } = await atStripe("Key and Kiln");
      const { key } = await sandbox<{ key: string }>("accounts.createRestrictedKey", { account, missing: ["rak_payout_read", "rak_payout_write", "rak_charge_read", "rak_charge_write"] });
      const page = await atWork(creator);
      await page.goto(STRIPE_SETTINGS);
      await page.getByRole("link", { name: "Use a key" }).click();
      await page.getByLabel("Restricted key").fill(key);
      await page.getByRole("button", { name: "Check and connect" }).click();
      await page.getByText("The key lacks 2 permissions").waitFor();
      await page.getByText("Payouts: set to Read").waitFor();
      await page.getByText("Charges and Refunds: set to Read").waitFor();
      expectComplaint(/400/);
      expect(await page.content()).not.toContain(key);
      await expectAccessible(page);

      await sandbox("accounts.setRestrictedKeyPermissions", { key, missing: [] });
      await page.getByLabel("Restricted key").fill(key);
      await page.getByRole("button", { name: "Check and connect" }).click();
      await page.waitForURL((url) => url.pathname === STRIPE_SETTINGS);
      await page.getByText("Key and Kiln is connected by its own key").waitFor();
      await page.getByText("Ready to sell").first().waitFor();
      await page.locator(`a[href*="${STRIPE_SETTINGS}/accounts/"]`).first().click();
      await page.getByText(`${key.slice(0, 8)}…${key.slice(-4)}`).first().waitFor();
      expect(await page.content()).not.toContain(key);
      await expectAccessible(page);
    });

    test("a person with no account anywhere makes one on Stripe's page", async () => {
      const creator = await newCreator(`From Nothing ${Date.now()}`);
      const page = await atWork(creator, { javaScript: false });
      await page.goto(STRIPE_SETTINGS);
      await page.getByRole("button", { name: "Connect with Stripe" }).click();
      await page.waitForURL("**/oauth/authorize**");
      const email = address("dashboard");
      await page.getByText("Somebody new").click();
      await page.getByLabel("New email").fill(email);
      await page.getByRole("button", { name: "Create this person" }).click();
      await page.getByText("New: needs onboarding").click();
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.waitForURL(`**${STRIPE_SETTINGS}**`);
      // Connected, and honest about what is still missing; also without scripts.
      await page.getByText(/Stripe needs (one thing|\d+ things) from you/).first().waitFor();
      expect(await page.getByText("Ready to sell").count()).toBe(0);
    });
  });
}
