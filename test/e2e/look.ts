import type { Page } from "playwright-core";
import { expectAccessible, type PersonOptions } from "./browser";

/** What a page is looked at on. */
export const SCREENS: [string, PersonOptions][] = [
  ["desktop, light", {}],
  ["desktop, dark", { dark: true }],
  ["phone, light", { width: 360, height: 740 }],
  ["phone, dark", { width: 360, height: 740, dark: true }],
];

/** Go through addresses and let axe look at each; a function finds an address on the page before it. */
export async function look(page: Page, addresses: (string | ((page: Page) => Promise<string>))[]): Promise<void> {
  for (const address of addresses) {
    await page.goto(typeof address === "string" ? address : await address(page), { waitUntil: "networkidle" });
    await expectAccessible(page);
  }
}

/** The address of the first link of the page's content that leads to such a path. */
export const linkTo = (path: RegExp) => async (page: Page) => {
  const found = await page.locator("a[href]").evaluateAll((links, source) => links.map((link) => link.getAttribute("href") ?? "").find((href) => new RegExp(source).test(href)), path.source);
  if (!found) throw new Error(`${page.url()} has no link to ${path}`);
  return found;
};
