import { expect, test } from "vitest";
import { moneyWay } from "./money-way";

const paid = { currency: "eur", amountPaid: 12_900n, taxAmount: 0n, amountRefunded: 0n, applicationFee: 1290n, stripeFee: 219n };
const nothing = { feeBack: 0n, disputed: 0n, disputeFees: 0n };
const amounts = (...way: Parameters<typeof moneyWay>) => moneyWay(...way).map(({ label, amount }) => [label, amount]);

test("a sale: what the buyer paid less the fees", () => {
  expect(amounts(paid, nothing, "Ada")).toEqual([["The buyer paid", "€129"], ["Stripe’s fee", "−€2.19"], ["Fee of this platform", "−€12.90"], ["To Ada", "€113.91"]]);
});

test("half of it refunded: the platform's fee comes back in proportion, and is in the sum", () => {
  expect(amounts({ ...paid, amountRefunded: 6450n }, { ...nothing, feeBack: 645n }, "Ada").slice(3)).toEqual([["Back to the buyer", "−€64.50"], ["Fee of this platform, given back", "€6.45"], ["To Ada", "€55.86"]]);
});

test("what a bank has taken back is not said to be there", () => {
  expect(amounts({ ...paid, applicationFee: 0n }, { ...nothing, disputed: 12_900n, disputeFees: 2000n }, "Ada").slice(2)).toEqual([
    ["Taken by the buyer’s bank", "−€129"],
    ["Stripe’s fee for the dispute", "−€20"],
    ["To Ada", "−€22.19"],
  ]);
});
