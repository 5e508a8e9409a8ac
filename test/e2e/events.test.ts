import { expect, test } from "vitest";
import { logins, person, signIn, useBrowser } from "./browser";
import { linkTo, look } from "./look";

useBrowser();
const ADA = { email: "ada@lectern.example", password: logins.creator.password };

test("events, one event, findings and the operator's rooms: accessible, fitting, wide and narrow, light and dark", async () => {
  const page = await person();
  await signIn(page, ADA);
  await look(page, ["/studio/events", linkTo(/\/studio\/events\/evt_/), "/studio/events?show=given_up", "/studio/events/findings", "/operator", "/operator/events", linkTo(/\/operator\/events\/evt_/)]);
}, 240_000);

test("two ticked events are processed again by keyboard, and it is written down", async () => {
  const page = await person();
  await signIn(page, ADA);
  await page.goto("/studio/events?q=checkout");
  for (const index of [0, 1]) {
    await page.getByRole("checkbox").nth(index).focus();
    await page.keyboard.press("Space");
  }
  await page.getByRole("button", { name: "Process the ticked ones again" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("2 events are being processed again.").waitFor();
  expect(new URL(page.url()).search).toBe("?q=checkout");
  await page.goto("/settings/audit");
  expect(await page.getByText("had 2 events processed again").count()).toBeGreaterThan(0);
}, 120_000);
