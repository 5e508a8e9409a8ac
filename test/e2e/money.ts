import { describe, expect, test } from "vitest";
import { expectAccessible, linkIn, logins, mailTo, person, sandbox, signIn, world } from "./browser";

const ada = { email: "ada@lectern.example", password: logins.creator.password };

async function accountOfAda(): Promise<string> {
  const records = await sandbox<{ account: { id: string; email: string | null } }[]>("accounts.list");
  const found = records.find(({ account }) => account.email === ada.email);
  if (!found) throw new Error("Ada has no account at Stripe");
  return found.account.id;
}

/** Tests for verification.test.ts: Ada’s money, and the doctor. */
export function moneyAndDoctor(): void {
  describe("the money and the doctor", () => {
    test("money: what is there, a payout that comes back in words and by mail, and whose job it is", async () => {
      const account = await accountOfAda();
      const page = await person({ width: 360, height: 740, dark: true });
      await signIn(page, ada);
      await page.getByText("More", { exact: true }).click();
      await page.getByRole("link", { name: /^Payments/ }).last().click();
      await page.getByRole("heading", { name: "Payments", level: 1 }).waitFor();
      for (const text of ["Available", "On the way", "Next payout", "What Lectern does not do", /never holds your money/, /does not answer disputes/]) await page.getByText(text).first().waitFor();
      await expectAccessible(page);

      const payout = await sandbox<{ id: string }>("payouts.create", { account, amount: 4200 });
      await sandbox("payouts.arrive", { payout: payout.id });
      await sandbox("payouts.fail", { payout: payout.id, code: "could_not_process" });
      const mail = await mailTo(ada.email, /payout of €42 .*came back/);
      await page.goto(linkIn(mail, "/studio/payments"));
      await page.getByText("Your payout of €42 came back").waitFor();
      await page.getByText(/Your bank could not book the payout/).first().waitFor();
      expect(await page.getByRole("main").innerText()).not.toMatch(/could_not_process/);
      await expectAccessible(page);
      const [tab] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: /^Open bank details at Stripe/ }).first().click()]);
      await tab.waitForURL(`${world.sandboxUrl}/dashboard/${account}/**`);
    });

    // Beside the sweep in pages.test.ts, because here the time is free: these tests run while a mail is waited for.
  test.each([{}, { dark: true }, { width: 360, height: 740 }, { width: 360, height: 740, dark: true }])("Stripe's pages are accessible and fit on every screen (%o)", async (screen) => {
    const page = await person(screen);
    await signIn(page, ada);
    await page.goto("/settings/integrations/stripe");
    const account = await page.locator('a[href*="/stripe/accounts/acn_"]').first().getAttribute("href");
    for (const address of [account!, "/settings/integrations/stripe/key", "/settings/integrations/stripe/doctor", "/studio/payments"]) {
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expectAccessible(page);
    }
    expect(new URL(page.url()).pathname).toBe("/studio/payments");
  });

  test("the connection doctor says how everything stands, also on a phone", async () => {
      const page = await person({ width: 360, height: 740 });
      await signIn(page, ada);
      await page.goto("/settings/integrations/stripe");
      await page.getByRole("link", { name: /connection doctor/i }).first().click();
      await page.getByRole("heading", { name: "Connection doctor" }).waitFor();
      expect(await page.locator('[data-line][data-state="ok"]').count()).toBeGreaterThan(5);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Check again" }).click();
      await page.getByRole("heading", { name: "Connection doctor" }).waitFor();
    });
  });
}
