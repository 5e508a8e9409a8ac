import type { Page } from "playwright-core";
import { expectAccessible, type PersonOptions } from "./browser";

/** What a page is looked at on. */
export const SCREENS: [string, PersonOptions][] = [
  ["desktop, light", {}],
  ["desktop, dark", { dark: true }],
  ["phone, light", { width: 360, height: 740 }],
  ["phone, dark", { width: 360, height: 740, dark: true }],
];

/**
 * Go through addresses and let axe look at each on every screen; a function finds an address on the page before it. A page is
 * opened once, on the screen its person has, and then stands on each of them: the server does not know the screen.
 */
export async function look(page: Page, addresses: (string | ((page: Page) => Promise<string>))[], screens = SCREENS): Promise<void> {
  for (const address of addresses) {
    await page.goto(typeof address === "string" ? address : await address(page), { waitUntil: "networkidle" });
    await lookHere(page, screens);
  }
}

/** The same for the page as it stands. */
export async function lookHere(page: Page, screens = SCREENS): Promise<void> {
  const own = page.viewportSize();
  for (const [, { width = 1280, height = 800, dark = false }] of screens) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    // Colours on their way to the other theme are put where they go: waiting would look at the former theme, where nobody draws the page.
    // Over two frames, because on a busy machine the theme is taken up a frame after it was asked for.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame += 1) {
        await new Promise(requestAnimationFrame);
        for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
      }
    });
    await expectAccessible(page);
  }
  if (own) await page.setViewportSize(own);
  await page.emulateMedia({ colorScheme: null });
}

/** The address of the first link of the page's content that leads to such a path. */
export const linkTo = (path: RegExp) => async (page: Page) => {
  const found = await page.locator("a[href]").evaluateAll((links, source) => links.map((link) => link.getAttribute("href") ?? "").find((href) => new RegExp(source).test(href)), path.source);
  if (!found) throw new Error(`${page.url()} has no link to ${path}`);
  return found;
};
