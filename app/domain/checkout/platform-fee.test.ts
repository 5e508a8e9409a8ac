import { describe, expect, it } from "vitest";
import { platformFee } from "./platform-fee";

describe("platformFee", () => {
  it.each([
    [4900n, 5, 245n],
    [4900n, 0, 0n],
    [0n, 5, 0n],
    // 1.5 minor units: half goes up.
    [30n, 5, 2n],
    [29n, 5, 1n],
    [1000n, 2.675, 27n],
    [20_000n, 2.675, 535n],
    [99_999_999n, 50, 50_000_000n],
    // JPY has no cents: the fee is whole yen.
    [1500n, 2.5, 38n],
    [100_000_000n, 1e-7, 0n],
  ])("%s at %s percent is %s", (amount, percent, fee) => {
    expect(platformFee(amount, percent)).toBe(fee);
  });

  it("agrees with exact arithmetic for every amount of a range", () => {
    for (let amount = 1n; amount < 2_000n; amount += 1n) {
      const exact = (amount * 37n) / 1000n;
      const rest = (amount * 37n) % 1000n;
      expect(platformFee(amount, 3.7)).toBe(rest * 2n >= 1000n ? exact + 1n : exact);
    }
  });
});
