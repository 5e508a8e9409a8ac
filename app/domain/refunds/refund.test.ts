import { expect, test } from "vitest";
import { feeShare, leftToRefund, mayFollow } from "./refund";

test("what can still go back counts what is asked for, and never falls below nothing", () => {
  expect(leftToRefund({ amountPaid: 4900n, amountRefunded: 900n, asked: 1000n })).toBe(3000n);
  expect(leftToRefund({ amountPaid: 4900n, amountRefunded: 4900n, asked: 1n })).toBe(0n);
});

test("a refund only ever becomes more certain", () => {
  const states = ["asked", "requires_action", "pending", "succeeded", "failed"] as const;
  for (const [at, from] of states.entries()) for (const [to, word] of states.entries()) expect(mayFollow(from, word), `${from} to ${word}`).toBe(to > at);
  // Two ends: what was called off does not fail as well.
  expect([mayFollow("failed", "canceled"), mayFollow("canceled", "failed")]).toEqual([false, false]);
});

test("the platform's share goes back in proportion, and whatever the parts were, all of it with the last", () => {
  const fee = 490n;
  const amountPaid = 4900n;
  expect(feeShare({ fee, feeReturned: 0n, amountPaid, refundedBefore: 0n, amount: 1233n })).toBe(123n);
  expect(feeShare({ fee, feeReturned: 0n, amountPaid, refundedBefore: 0n, amount: 4900n })).toBe(490n);
  let [feeReturned, refundedBefore] = [0n, 0n];
  for (const amount of [1n, 333n, 1666n, 1n, 2899n]) {
    feeReturned += feeShare({ fee, feeReturned, amountPaid, refundedBefore, amount });
    refundedBefore += amount;
    expect(feeReturned).toBeLessThanOrEqual(fee);
  }
  expect([refundedBefore, feeReturned]).toEqual([amountPaid, fee]);
  expect(feeShare({ fee: 0n, feeReturned: 0n, amountPaid, refundedBefore: 0n, amount: 100n })).toBe(0n);
});
