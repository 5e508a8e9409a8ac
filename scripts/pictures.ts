import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import logins from "../prisma/seed/logins.json";
import { launchChromium } from "../test/setup/chromium";
import { startDemoWorld } from "../test/setup/demo-world";
import { picturesAfterTheSale } from "./lib/pictures-after-the-sale";
import { picturesOfKinds } from "./lib/pictures-of-kinds";

// npm run pictures: docs/pictures, out of the seeded demo. Needs a build.
const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
mkdirSync(folder, { recursive: true });
const world = await startDemoWorld();
const browser = await launchChromium();
try {
  const visitor = await open(browser);
  await picture(visitor, "store", "/s/fern-and-kiln");
  await picture(visitor, "offer", "/s/fern-and-kiln/wheel-throwing");
  await visitor.goto("/s/fern-and-kiln/wheel-throwing");
  await visitor.getByRole("button", { name: /^buy/i }).first().click();
  await visitor.waitForURL("**/checkout/ord_**");
  await visitor.frameLocator("iframe").first().getByLabel("Card number").waitFor();
  await picture(visitor, "checkout");

  const ada = await open(browser);
  await signIn(ada, "ada@lectern.example", logins.creator.password);
  await picture(ada, "studio", "/studio");
  await ada.goto("/studio/orders");
  await ada.locator('a[href^="/studio/orders/ord_"]').first().click();
  await ada.waitForURL("**/orders/ord_**");
  await picture(ada, "order");
  await ada.goto("/studio/offers");
  await ada.getByRole("link", { name: /Wheel Throwing/ }).first().click();
  await ada.waitForURL("**/offers/off_**");
  await picture(ada, "curriculum", `${new URL(ada.url()).pathname}/curriculum`);
  await picture(ada, "stripe-connected", "/settings/integrations/stripe");
  await picture(ada, "payments", "/studio/payments");
  await ada.goto("/settings/integrations/stripe/doctor");
  await scrollTo(ada, "2 things to look at");
  await picture(ada, "doctor");

  const tomas = await open(browser);
  await signIn(tomas, "tomas@lectern.example", logins.creator.password);
  await picture(tomas, "stripe-needs-you", "/settings/integrations/stripe");
  await tomas.getByRole("link", { name: "Name, notes and history" }).click();
  await tomas.waitForURL("**/accounts/acn_**");
  await scrollTo(tomas, "What Stripe has asked");
  await picture(tomas, "stripe-history");

  const wren = await open(browser);
  await signIn(wren, "wren@lectern.example", logins.creator.password);
  await wren.goto("/settings/integrations/stripe");
  await scrollTo(wren, "Connect your Stripe account");
  await picture(wren, "stripe-connect");

  const student = await open(browser, { dark: true });
  await signIn(student, logins.student.email, logins.student.password);
  await picture(student, "library", "/library");
  await student.goto("/library");
  await student.getByRole("link", { name: /continue|Wheel Throwing/i }).first().click();
  await student.waitForURL("**/library/**");
  if (!student.url().includes("/lessons/")) await student.locator('a[href*="/lessons/les_"]').first().click();
  await student.waitForURL("**/lessons/**");
  await picture(student, "player");

  const phone = await open(browser, { width: 360, height: 740 });
  await picture(phone, "offer-phone", "/s/fern-and-kiln/wheel-throwing");
  // The account of this store cannot take payments: its sales page waits with the buyer.
  await phone.goto("/s/northlight/first-good-print");
  await scrollTo(phone, "The First Good Print");
  await picture(phone, "waiting-list-phone");

  const camera = { open: (options?: Parameters<typeof open>[1]) => open(browser, options), signIn, picture, scrollTo };
  await picturesOfKinds(camera);
  await picturesAfterTheSale(camera);

  const mailbox = await open(browser);
  const mails = (await (await fetch(`${world.sandboxUrl}/control/api/mail.list`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ subject: "receipt" }) })).json()) as { result: { html: string }[] };
  await mailbox.setContent(mails.result.findLast(({ html }) => html.includes("Thank you, "))?.html ?? "");
  await picture(mailbox, "receipt");
} finally {
  await browser.close();
  await world.stop();
}
process.exit(0);

async function open(from: Browser, { width = 1280, height = 800, dark = false }: { width?: number; height?: number; dark?: boolean } = {}): Promise<Page> {
  const context = await from.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", baseURL: world.url, reducedMotion: "reduce", locale: "en-GB" });
  return context.newPage();
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: /^sign in$/i }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** What the picture is about stands near its top, if the page is long enough. */
async function scrollTo(page: Page, heading: string): Promise<void> {
  await page
    .getByText(heading)
    .first()
    .evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 72));
}

async function picture(page: Page, name: string, address?: string): Promise<void> {
  if (address) await page.goto(address, { waitUntil: "networkidle" });
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: "jpeg", quality: 82 });
  console.log(`docs/pictures/${name}.jpg`);
}
