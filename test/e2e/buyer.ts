import type { Page } from "playwright-core";

export const CARD = "4242 4242 4242 4242";

/** On the checkout page: give a card in Stripe's frame and pay. `email`: asked of whoever is not signed in. @returns ord_… */
export async function payByCard(page: Page, email: string | null, verb = /^pay/i): Promise<string> {
  await page.waitForURL("**/checkout/ord_**");
  const order = new URL(page.url()).pathname.split("/")[2] ?? "";
  const payment = page.frameLocator("iframe").first();
  if (email) await payment.getByLabel("Email").fill(email);
  await payment.getByLabel("Card number").fill(CARD);
  await payment.getByLabel("Name on card").fill("Noor Haddad");
  await payment.getByRole("button", { name: verb }).last().click();
  await page.waitForURL("**/return**");
  return order;
}

/** From the store's front to the page after the payment, as somebody who is not signed in. @returns ord_… */
export async function buy(page: Page, storeSlug: string, title: string, email: string): Promise<string> {
  await page.goto(`/s/${storeSlug}`);
  await page.getByRole("link", { name: new RegExp(title) }).first().click();
  await page.getByRole("button", { name: /^buy/i }).first().click();
  return payByCard(page, email);
}

/** From the page after the payment into the course. */
export async function startLearning(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start learning" }).or(page.getByRole("link", { name: "Start learning" })).first().click();
  await page.waitForURL("**/library/**");
}
