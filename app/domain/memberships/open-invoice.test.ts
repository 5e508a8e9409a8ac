import { expect, test } from "vitest";
import { DAY, later } from "~/lib/clock";
import { askedFor, toBePaid } from "./open-invoice";

const START = new Date("2026-11-01T12:00:00Z");
const invoice = (day: number, status: string, amountDue = 900n) => ({ day, status, amountDue, createdAt: later(day * DAY, START) });
const days = (invoices: { day: number }[]) => invoices.map(({ day }) => day);

test("what is asked for is open, of more than nothing, and newer than what was paid; the oldest first", () => {
  expect(days(askedFor([invoice(60, "open"), invoice(30, "uncollectible"), invoice(0, "paid")]))).toEqual([30, 60]);
  expect(days(askedFor([invoice(90, "open"), invoice(60, "paid"), invoice(30, "open"), invoice(0, "paid")]))).toEqual([90]);
  expect(askedFor([invoice(60, "void"), invoice(45, "open", 0n), invoice(30, "draft"), invoice(0, "paid")])).toEqual([]);
});

test("what Stripe gave up on is paid by its newest, which may be a draft that we do not know", () => {
  expect(days(toBePaid("past_due", [invoice(60, "open"), invoice(30, "open")]))).toEqual([30, 60]);
  expect(days(toBePaid("unpaid", [invoice(60, "open"), invoice(30, "open"), invoice(0, "paid")]))).toEqual([60]);
  expect(days(toBePaid("unpaid", [invoice(30, "paid"), invoice(0, "paid", 0n)]))).toEqual([30]);
  expect(toBePaid("unpaid", [])).toEqual([]);
  expect(toBePaid("canceled", [invoice(60, "open")])).toEqual([]);
});
