import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "~/db.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { later, MINUTE, now, SECOND, setClock } from "~/lib/clock";
import { aPaidSale, aSellingStore, type SellingStore } from "../factories/sales";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
let receipt: { id: string };
let email: string;

beforeAll(async () => {
  shop = await aSellingStore(control);
});

beforeEach(async () => {
  email = `buyer-${Math.random().toString(36).slice(2)}@example.com`;
  const checkout = await aPaidSale(control, shop, { email });
  receipt = await db.outboxEmail.findFirstOrThrow({ where: { orderId: checkout.orderId, kind: "receipt" }, select: { id: true } });
});

const row = () => db.outboxEmail.findUniqueOrThrow({ where: { id: receipt.id } });
const mails = () => control.mail.list({ to: email });

test.each([
  ["while it is being sent", { status: "sending", leaseUntil: later(-MINUTE) }],
  ["while it waits for another try", { status: "pending" }],
] as const)("a bounce that is told before our own row knows Resend's id counts: %s", async (_when, state) => {
  control.faults.add({ service: "resend", effect: "connection_reset", when: "after" });
  await jobHandlers["send-email"]({ emailId: receipt.id });
  await db.outboxEmail.update({ where: { id: receipt.id }, data: { ...state, nextAttemptAt: later(-MINUTE) } });
  const [mail] = mails();
  control.mail.event({ id: mail?.id ?? "", type: "email.bounced" });
  control.webhooks.release({});
  await control.webhooks.flush({});
  expect(await row()).toMatchObject({ status: "bounced", providerId: mail?.id });
  await drain(jobHandlers);
  await jobHandlers.sweep({});
  await drain(jobHandlers);
  expect(mails()).toHaveLength(1);
  expect(await row()).toMatchObject({ status: "bounced", lastError: "The recipient's email provider sent a hard bounce message." });
});

test("a mail that Resend has taken with other words is sent, not failed", async () => {
  control.faults.add({ service: "resend", effect: "connection_reset", when: "after" });
  await jobHandlers["send-email"]({ emailId: receipt.id });
  await db.store.update({ where: { id: shop.store.id }, data: { supportEmail: "changed@example.com" } });
  await db.outboxEmail.update({ where: { id: receipt.id }, data: { nextAttemptAt: now() } });
  await jobHandlers["send-email"]({ emailId: receipt.id });
  expect(await row()).toMatchObject({ status: "sent", lastError: null });
  expect(mails()).toHaveLength(1);
});

test("a Resend that takes the call and never answers is not waited for", async () => {
  control.faults.add({ service: "resend", effect: "timeout" });
  // Those very 20 seconds pass in a moment; every other timer is left alone.
  const waits = globalThis.setTimeout;
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, milliseconds?: number) => waits(run, milliseconds === 20 * SECOND ? 50 : milliseconds)) as typeof setTimeout);
  await jobHandlers["send-email"]({ emailId: receipt.id });
  expect(await row()).toMatchObject({ status: "pending", lastError: "no answer in 20 s" });
});

test("a mail that cannot be written does not keep back what comes after it", async () => {
  const broken = await row();
  await db.outboxEmail.update({ where: { id: broken.id }, data: { payload: { props: {}, link: null }, createdAt: later(-MINUTE), nextAttemptAt: later(-MINUTE) } });
  const other = await db.outboxEmail.findFirstOrThrow({ where: { status: "pending", id: { not: broken.id } } });
  setClock(() => Date.now() + MINUTE);
  await jobHandlers.sweep({});
  await drain(jobHandlers);
  expect((await db.outboxEmail.findUniqueOrThrow({ where: { id: other.id } })).status).not.toBe("pending");
  expect(await row()).toMatchObject({ status: "pending", lastError: expect.stringContaining("could not be written") });
});
