import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "~/db.server";
import { mailsOf } from "~/domain/mail/mail-lines.server";
import { addressProblem } from "~/domain/mail/address-problem.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { later, MINUTE, SECOND, setClock } from "~/lib/clock";
import { action, loader } from "~/routes/settings/mail";
import { makeStore } from "../factories/people";
import { aPaidSale, aSellingStore, type SellingStore } from "../factories/sales";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";
import { useSmtp } from "../setup/smtp";

const { control } = useSandbox();
const smtp = useSmtp();
let shop: SellingStore;
let cookie: string;

beforeEach(async () => {
  smtp.reset();
  shop = await aSellingStore(control);
  cookie = await signedInAs(shop.owner.id);
});

const details = (more: Record<string, string> = {}) => ({ intent: "server", host: "localhost", port: String(smtp.port), security: "tls", username: "ada", password: "right", fromName: "Studio Ada", fromAddress: "hello@studio-ada.example", ...more });
const args = (form?: Record<string, string>, as = cookie) => ({ request: makeRequest("/settings/mail", { cookie: as, ...(form ? { form } : {}) }), params: {}, context: { nonce: "", requestId: "" } });
const send = (form: Record<string, string>) => answerOf(() => action(args(form)));
const server = () => db.mailTransport.findUniqueOrThrow({ where: { storeId: shop.store.id } });

let buyers = 0;
async function aReceipt() {
  const email = `buyer-${(buyers += 1)}@example.com`;
  const { orderId } = await aPaidSale(control, shop, { email });
  const { id } = await db.outboxEmail.findFirstOrThrow({ where: { orderId, kind: "receipt" } });
  return { orderId, email, read: () => db.outboxEmail.findUniqueOrThrow({ where: { id } }), deliver: () => jobHandlers["send-email"]({ emailId: id }) };
}
const byResend = () => control.mail.list({}).filter(({ tags }) => tags.some(({ value }) => value === "receipt")).length;

describe("a store's own mail server", () => {
  test("is used once a test mail went through it; the password is kept sealed and shown to nobody", async () => {
    const saved = await send(details());
    expect([saved.status, saved.headers.get("Location")]).toEqual([302, "/settings/mail"]);
    expect(smtp.taken[0]).toMatchObject({ from: "hello@studio-ada.example", to: [shop.owner.email] });
    expect((await server()).passwordEncrypted).not.toContain("right");
    const page = await (await answerOf(() => loader(args()))).text();
    expect(page).toContain('"state":"in_use"');
    expect(page).not.toMatch(/right|password/i);

    const before = byResend();
    const receipt = await aReceipt();
    await receipt.deliver();
    expect(await receipt.read()).toMatchObject({ status: "sent", transport: "smtp" });
    expect(smtp.taken[1]?.source).toMatch(/From: "?Studio Ada"? <hello@studio-ada.example>/);
    expect(smtp.taken[1]?.source).toContain(`Reply-To: ${shop.store.supportEmail}`);
    expect(byResend()).toBe(before);
  });

  test("a wrong password is said in words, the server stays out of use, and mails go by Resend", async () => {
    const refused = await send(details({ password: "wrong" }));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ problem: { words: expect.stringContaining("does not accept this user name"), detail: expect.stringContaining("535") } });
    const receipt = await aReceipt();
    await receipt.deliver();
    expect(await receipt.read()).toMatchObject({ status: "sent", transport: "resend" });
    expect(smtp.taken).toHaveLength(0);
  });

  test("another server wants its password typed: the one that is kept was not meant for it", async () => {
    await send(details());
    const refused = await send(details({ host: "127.0.0.1", password: "" }));
    expect(await refused.json()).toMatchObject({ result: { error: { password: ["Type the password for this server."] } } });
    expect((await server()).host).toBe("localhost");
    expect((await send(details({ password: "", fromName: "Ada" }))).status).toBe(302);
  });

  test("row 37: one that stops answering: mails go by Resend at once, the page says so, and it is tried again later", async () => {
    await send(details());
    await db.mailTransport.update({ where: { storeId: shop.store.id }, data: { port: 1 } });
    const first = await aReceipt();
    await first.deliver();
    expect(await first.read()).toMatchObject({ status: "sent", transport: "resend" });
    const [line] = (await mailsOf({ orderId: first.orderId })).filter(({ name }) => name === "Receipt");
    expect(line?.text).toMatch(/It went by Lectern, from Lectern’s address, because your own mail server did not take it: Nothing listens at localhost, port 1/);
    // The next one is not even tried there while the server rests, and says the same.
    const resting = await aReceipt();
    await resting.deliver();
    expect(await resting.read()).toMatchObject({ transport: "resend", detour: expect.stringContaining("Nothing listens") });
    expect(await server()).toMatchObject({ lastError: expect.stringContaining("Nothing listens at localhost, port 1") });
    expect(await (await answerOf(() => loader(args()))).json()).toMatchObject({ server: { state: "failing" }, detours: { count: 2, last: expect.stringContaining("Nothing listens") } });
    // Well again: it rests for ten minutes and then takes mails.
    await db.mailTransport.update({ where: { storeId: shop.store.id }, data: { port: smtp.port } });
    setClock(() => Date.now() + 11 * MINUTE);
    const second = await aReceipt();
    await second.deliver();
    expect(await second.read()).toMatchObject({ transport: "smtp" });
    expect(await server()).toMatchObject({ lastError: null, lastErrorAt: null });
    expect((await mailsOf({ orderId: second.orderId })).some(({ text }) => text.includes("went by Lectern"))).toBe(false);
    expect(await (await answerOf(() => loader(args()))).json(), "still said when all is well").toMatchObject({ server: { state: "in_use" }, detours: { count: 2 } });
  });

  test("one that puts a mail off is waited for, an hour long; one that then goes away keeps it from nobody", async () => {
    await send(details());
    smtp.behaviour.refuseRecipient = 451;
    const [waits, left] = [await aReceipt(), await aReceipt()];
    for (const receipt of [waits, left]) {
      await receipt.deliver();
      expect(await receipt.read()).toMatchObject({ status: "pending", lastError: expect.stringContaining("again later") });
    }
    setClock(() => Date.now() + 20 * MINUTE);
    await db.mailTransport.update({ where: { storeId: shop.store.id }, data: { port: 1 } });
    await left.deliver();
    expect(await left.read()).toMatchObject({ status: "sent", transport: "resend" });
    await db.mailTransport.update({ where: { storeId: shop.store.id }, data: { port: smtp.port, lastError: null, lastErrorAt: null } });
    await waits.deliver();
    expect(await waits.read()).toMatchObject({ status: "pending" });
    setClock(() => Date.now() + 70 * MINUTE);
    await waits.deliver();
    expect(await waits.read()).toMatchObject({ status: "sent", transport: "resend" });
  });

  test("what a store's own server says of an address holds back nobody else's mail: Resend is asked too; so is a mail refused as spam", async () => {
    await send(details());
    smtp.behaviour.refuseRecipient = 550;
    const gone = await aReceipt();
    await gone.deliver();
    expect(await gone.read()).toMatchObject({ status: "sent", transport: "resend", detour: expect.stringContaining("No such user here") });
    expect(await addressProblem(gone.email)).toBeNull();
    smtp.reset();
    smtp.behaviour.refuseMessage = 554;
    const spam = await aReceipt();
    await spam.deliver();
    expect(await spam.read()).toMatchObject({ status: "sent", transport: "resend" });
    expect((await server()).lastError).toBeNull();
  });

  test("a line that breaks after the mail was handed over: only this server is asked again, under the same Message-ID", async () => {
    await send(details());
    smtp.reset();
    smtp.behaviour.dropAfterData = true;
    const before = byResend();
    const receipt = await aReceipt();
    await receipt.deliver();
    expect(await receipt.read()).toMatchObject({ status: "pending", transport: "smtp" });
    smtp.behaviour.dropAfterData = false;
    await db.outboxEmail.updateMany({ where: { orderId: receipt.orderId }, data: { nextAttemptAt: later(-MINUTE) } });
    await receipt.deliver();
    expect(await receipt.read()).toMatchObject({ status: "sent" });
    const ids = smtp.taken.map(({ source }) => /^Message-ID: (.*)$/im.exec(source)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(byResend()).toBe(before);
  });

  test("one that takes mails and never says so: three copies at most, others go another way meanwhile, and the line says what nobody knows", async () => {
    await send(details());
    smtp.reset();
    smtp.behaviour.dropAfterData = true;
    const receipt = await aReceipt();
    for (let round = 0; round < 30; round += 1) {
      await receipt.deliver();
      await db.outboxEmail.updateMany({ where: { orderId: receipt.orderId, status: "pending" }, data: { nextAttemptAt: later(-MINUTE) } });
    }
    expect(smtp.taken).toHaveLength(3);
    expect(await receipt.read()).toMatchObject({ status: "failed", transport: "smtp" });
    const [line] = (await mailsOf({ orderId: receipt.orderId })).filter(({ name }) => name === "Receipt");
    expect(line).toMatchObject({ label: "Perhaps not sent", text: expect.stringContaining("it may have arrived"), again: true });
    const other = await aReceipt();
    await other.deliver();
    expect(await other.read()).toMatchObject({ status: "sent", transport: "resend", detour: expect.stringContaining("did not say whether it took the mail") });
  });

  test.each([
    ["at the sign-in", "sign-in", { status: "sent", transport: "resend" }],
    ["after the last word of the mail", "end", { status: "pending", transport: "smtp" }],
  ] as const)("one that falls silent %s is waited for 30 seconds in all, less than the lease", async (_where, silentAt, outcome) => {
    await send(details());
    smtp.reset();
    smtp.behaviour.silentAt = silentAt;
    const receipt = await aReceipt();
    // Those very 30 seconds pass in a moment; every other timer is left alone.
    const waits = globalThis.setTimeout;
    const moment = vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, milliseconds?: number) => waits(run, milliseconds === 30 * SECOND ? 300 : milliseconds)) as typeof setTimeout);
    try {
      await receipt.deliver();
    } finally {
      moment.mockRestore();
    }
    expect(await receipt.read()).toMatchObject(outcome);
    expect(await server()).toMatchObject({ lastErrorAt: expect.any(Date) });
  });

  test("the sweep hands mails to their own queue: what it does for orders waits for no server", async () => {
    await send(details());
    smtp.reset();
    const receipt = await aReceipt();
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'send-email'`;
    await jobHandlers.sweep({});
    expect(await receipt.read()).toMatchObject({ status: "pending", attempts: 0 });
    await drain(jobHandlers);
    expect(await receipt.read()).toMatchObject({ status: "sent", transport: "smtp" });
  });

  test("row 27: words of strangers add no headers, also by this way", async () => {
    await send(details());
    smtp.reset();
    await db.store.update({ where: { id: shop.store.id }, data: { name: "Studio\r\nBcc: everyone@evil.example" } });
    const receipt = await aReceipt();
    await receipt.deliver();
    expect(smtp.taken[0]?.to).toEqual([receipt.email]);
    const [head = ""] = (smtp.taken[0]?.source ?? "").split("\r\n\r\n");
    expect(head).toContain("Subject: ");
    expect(head.includes("\nBcc:")).toBe(false);
  });

  test("row 29: another store has no part in it", async () => {
    await send(details());
    const other = await makeStore();
    const page = await answerOf(async () => loader(args(undefined, await signedInAs(other.owner.id))));
    expect(await page.json()).toMatchObject({ server: null });
  });
});
