import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { launchChromium } from "../setup/chromium";
import { inWorld } from "../setup/demo-world";
import logins from "../../prisma/seed/logins.json";

export const world = inject("world");
export { logins };

/** Make something happen in the sandbox. */
export const sandbox = <T>(action: string, input: object = {}) => inWorld<T>(world.sandboxUrl, action, input);

export interface PersonOptions {
  width?: number;
  height?: number;
  dark?: boolean;
  javaScript?: boolean;
}

let browser: Browser;
const contexts: BrowserContext[] = [];
let complaints: string[] = [];

/** Use a browser in this file. What a page complains of (console, exceptions, failed requests) fails the test. */
export function useBrowser() {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await describePages();
    for (const context of contexts.splice(0)) await context.close();
    expect(complaints.splice(0), "pages complained").toEqual([]);
  });
  afterAll(() => browser?.close());
}

/** What every open page shows, for whoever reads the failure. */
async function describePages(): Promise<void> {
  for (const page of contexts.flatMap((context) => context.pages())) {
    const seen = await page.locator("body").ariaSnapshot({ timeout: 2000 }).catch(() => "(no page)");
    console.error(`${page.url()}\n${seen.slice(0, 3000)}\n`);
  }
}

/** A person at a browser of their own: no cookies shared with anybody. */
export async function person({ width = 1280, height = 800, dark = false, javaScript = true }: PersonOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", baseURL: world.url, javaScriptEnabled: javaScript, reducedMotion: "reduce", locale: "en-GB" });
  contexts.push(context);
  context.setDefaultTimeout(20_000);
  context.on("page", watch);
  return context.newPage();
}

/** A complaint that is part of what a test provokes, taken off the list. */
export function expectComplaint(pattern: RegExp): void {
  const kept = complaints.filter((line) => !pattern.test(line));
  expect(kept.length, `no page complained of ${pattern}`).toBeLessThan(complaints.length);
  complaints = kept;
}

function watch(page: Page): void {
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const known = [new URL(world.url).origin, new URL(world.sandboxUrl).origin];
    if (/^https?:$/.test(protocol) && !known.includes(origin)) complaints.push(`${page.url()} asked for ${request.url()}`);
  });
}

/** Sign in with a password. */
export async function signIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: /^sign in$/i }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** The newest mail to an address, once it is there. */
export async function mailTo(address: string, subject: RegExp): Promise<{ id: string; html: string; text: string; subject: string }> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const mails = await sandbox<{ id: string; html: string; text: string; subject: string }[]>("mail.list", { to: address });
    const found = mails.findLast((mail) => subject.test(mail.subject));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`no mail to ${address} about ${subject}`);
}

/** The first link of this app in a mail whose path begins so. */
export function linkIn(mail: { text: string }, path: string): string {
  const found = new RegExp(`${world.url}${path}[^\\s)\\]>]*`).exec(mail.text)?.[0];
  if (!found) throw new Error(`no ${path} link in:\n${mail.text}`);
  return found;
}

/** Open a page whose scripts (or those of a pattern) do not come until the answer is called, as on a slow line. */
export async function scriptsHeld(page: Page, path: string, scripts = "**/assets/**/*.js"): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(scripts, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  await page.getByRole("main").waitFor();
  return letGo;
}

/** Fail on anything axe finds, and on a page wider than its screen. */
export async function expectAccessible(page: Page): Promise<void> {
  // The page's policy allows no foreign script tag; evaluate does not go through it.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: typeof import("axe-core") };
    // A frame without an origin (a mail as it will look) cannot be asked.
    const { violations } = await engine.run(document, { resultTypes: ["violations"], iframes: false });
    return violations.map((violation) => `${violation.id}: ${violation.help} — ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  });
  expect(found, `axe on ${page.url()}`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}
