import { expect, test } from "vitest";
import type { OrderStatus } from "~/generated/prisma/enums";
import { decide, type OrderFacts, type PaymentTruth } from "./order";

const order = (status: OrderStatus = "pending"): OrderFacts => ({ status, amount: 4900n, currency: "eur", livemode: false, keepAccess: false });
const truth = (over: Partial<PaymentTruth> = {}): PaymentTruth => ({
  session: "complete", payment: "paid", amountSubtotal: 4900n, amountTotal: 4900n, taxAmount: 0n, amountRefunded: 0n, currency: "eur", livemode: false, ...over,
});

test("paid money gives access, once", () => {
  expect(decide(order(), truth())).toEqual({ change: "status", to: "paid", grant: true, revoke: false });
  expect(decide(order("paid"), truth())).toEqual({ change: "none" });
});

test("money on its way grants nothing; it arrives or fails days later", () => {
  expect(decide(order(), truth({ payment: "processing" }))).toMatchObject({ to: "processing", grant: false });
  expect(decide(order("processing"), truth())).toMatchObject({ to: "paid", grant: true });
  expect(decide(order("processing"), truth({ payment: "failed" }))).toMatchObject({ to: "failed", grant: false });
});

test("a refund known before fulfilment grants nothing; a full one later takes access back; a partial one leaves it", () => {
  expect(decide(order(), truth({ amountRefunded: 4900n }))).toMatchObject({ to: "refunded", grant: false, revoke: true });
  expect(decide(order("paid"), truth({ amountRefunded: 4900n }))).toMatchObject({ to: "refunded", revoke: true });
  // The seller lets the buyer keep it.
  expect(decide({ ...order("paid"), keepAccess: true }, truth({ amountRefunded: 4900n }))).toMatchObject({ to: "refunded", revoke: false });
  expect(decide(order("paid"), truth({ amountRefunded: 900n }))).toMatchObject({ to: "partially_refunded", grant: true, revoke: false });
});

test("row 3: an older view never takes money back that has arrived", () => {
  for (const payment of ["none", "processing", "failed"] as const) expect(decide(order("paid"), truth({ payment, session: "open" }))).toEqual({ change: "none" });
});

test("another amount, currency or mode than asked for is put aside; tax on top is not a mismatch", () => {
  expect(decide(order(), truth({ amountSubtotal: 100n, amountTotal: 100n }))).toMatchObject({ change: "set_aside", to: "quarantined" });
  expect(decide({ ...order(), currency: "jpy" }, truth())).toMatchObject({ change: "set_aside", to: "quarantined" });
  expect(decide(order(), truth({ livemode: true }))).toMatchObject({ change: "set_aside", to: "quarantined" });
  expect(decide(order(), truth({ amountTotal: 5831n, taxAmount: 931n }))).toMatchObject({ to: "paid" });
});

test("what is put aside stays so until all of it has gone back, and is put aside again when the refund fails", () => {
  const other = (amountRefunded: bigint) => truth({ amountSubtotal: 100n, amountTotal: 100n, amountRefunded });
  expect(decide(order("quarantined"), other(0n))).toEqual({ change: "none" });
  expect(decide(order("quarantined"), other(40n))).toEqual({ change: "none" });
  expect(decide(order("quarantined"), other(100n))).toMatchObject({ change: "set_aside", to: "refunded" });
  expect(decide(order(), other(100n))).toMatchObject({ change: "set_aside", to: "refunded" });
  expect(decide(order("refunded"), other(100n))).toEqual({ change: "none" });
  expect(decide(order("refunded"), other(0n))).toMatchObject({ change: "set_aside", to: "quarantined" });
  expect(decide(order("quarantined"), truth({ payment: "none", session: "open" }))).toEqual({ change: "none" });
});

test("a checkout that ran out ends the order, and money that comes all the same revives it", () => {
  expect(decide(order(), truth({ session: "expired", payment: "none" }))).toMatchObject({ to: "expired", grant: false });
  expect(decide(order("expired"), truth())).toMatchObject({ to: "paid", grant: true });
});
