import { expect, test } from "vitest";
import { expectComplaint, linkIn, logins, mailTo, person, sandbox, signIn, useBrowser } from "./browser";
import { look, lookHere } from "./look";

useBrowser();
const ADA = { email: "ada@lectern.example", password: logins.creator.password };
const PHONE = { width: 360, height: 740 };

test("a mail is sent again and comes back: the library asks for the address, and the link that arrives puts it right", async () => {
  const page = await person(PHONE);
  await signIn(page, logins.student);
  await look(page, ["/library/mails"]);
  await page.getByRole("button", { name: /^Send again ?: Receipt/ }).first().click();
  await page.getByText(/It is on its way to/).waitFor();
  const receipt = await mailTo(logins.student.email, /receipt/i);
  await sandbox("mail.event", { id: receipt.id, type: "email.bounced", bounce: { type: "Permanent", subType: "General", message: "No such mailbox" } });
  const askedFor = async () => page.goto("/library").then(() => page.getByRole("link", { name: "Correct the address" }).count());
  await expect.poll(askedFor, { timeout: 20_000 }).toBe(1);
  await look(page, ["/library", "/library/address"]);
  await page.getByRole("button", { name: "Try it once more" }).click();
  await page.getByText(/A mail is on its way to/).waitFor();
  await lookHere(page);
  await look(page, [linkIn(await mailTo(logins.student.email, /Confirm that our mail/), "/auth/mend-address/")]);
  await page.getByRole("button", { name: "Send me mails again" }).click();
  await page.waitForURL("**/library**");
  expect(await page.getByRole("link", { name: "Correct the address" }).count()).toBe(0);
}, 240_000);

test("an invitation to a team, as who is new here sees it; taken back, its link says so", async () => {
  const owner = await person(PHONE);
  await signIn(owner, ADA);
  await owner.goto("/settings/team");
  await owner.getByLabel("Their address").fill("joins@example.com");
  await owner.getByRole("radio", { name: /editor/i }).check();
  await owner.getByRole("button", { name: "Send invitation" }).click();
  await owner.getByText("The invitation is on its way").waitFor();
  const link = linkIn(await mailTo("joins@example.com", /./), "/auth/join-team/");
  const guest = await person(PHONE);
  await look(guest, [link]);
  await owner.getByRole("button", { name: /Take back/ }).first().click();
  await owner.getByText("The invitation is taken back").waitFor();
  await guest.goto(link);
  await guest.getByRole("heading", { name: "This invitation was taken back" }).waitFor();
  await lookHere(guest);
  expectComplaint(/410/);
}, 240_000);
