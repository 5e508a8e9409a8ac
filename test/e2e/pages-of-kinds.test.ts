import type { Page } from "playwright-core";
import { describe, test } from "vitest";
import { logins, person, signIn, useBrowser } from "./browser";
import { linkTo, look as lookOn, SCREENS } from "./look";

useBrowser();

/** The studio's address of an offer of the demo. */
async function offerOf(page: Page, title: RegExp): Promise<string> {
  await page.goto("/studio/offers");
  return (await page.getByRole("link", { name: title }).first().getAttribute("href")) ?? "";
}

// The two that differ most; the other pages are looked at on all four.
const look = (page: Page, addresses: Parameters<typeof lookOn>[1]) => lookOn(page, addresses, [SCREENS[0]!, SCREENS[3]!]);
const PHONE = { width: 360, height: 740 };

describe("every page of the four kinds is accessible and fits, on a desk and on a dark phone", () => {
  test("for a visitor", async () => {
    const page = await person(PHONE);
    await look(page, ["/s/fern-and-kiln/the-kiln-room", "/s/fern-and-kiln/the-kiln-room?every=year", "/s/fern-and-kiln/whole-studio", "/certificates"]);
  }, 240_000);

  test("for a creator", async () => {
    const page = await person(PHONE);
    await signIn(page, { email: "ada@lectern.example", password: logins.creator.password });
    const course = await offerOf(page, /Wheel Throwing/);
    await look(page, [`${course}/settings`, `${course}/import`, `${course}/curriculum`, linkTo(/\/lessons\/les_/)]);
    const lesson = new URL(page.url()).pathname;
    await look(page, [`${lesson}/history`, `${lesson}/quiz`]);
    const download = await offerOf(page, /Studio Logbook/);
    await look(page, [`${download}/licenses`]);
    const bundle = await offerOf(page, /Whole Studio/);
    await look(page, [bundle, `${bundle}/contents`]);
    const membership = await offerOf(page, /Kiln Room/);
    await look(page, [membership, `${membership}/tiers`, linkTo(/\/tiers\/tir_/), `${membership}/members`, `${membership}/members?which=failing`, `${membership}/members?which=left`, `${membership}/posts`, linkTo(/\/posts\/pst_/)]);
  }, 240_000);

  test("for a student", async () => {
    const page = await person(PHONE);
    await signIn(page, logins.student);
    await look(page, ["/library?q=kiln", "/library?q=nothing+like+this", "/library?kind=membership", linkTo(/\/library\/off_/), linkTo(/\/posts\/pst_/), "/library/memberships", linkTo(/\/memberships\/sbn_/)]);
    const manage = new URL(page.url()).pathname;
    await look(page, [linkTo(/\/plan\?price=/), `${manage}/cancel`, "/library?kind=download", linkTo(/\/library\/off_/), "/settings/account/delete"]);
  }, 240_000);
});
