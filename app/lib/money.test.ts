import { expect, test } from "vitest";
import { CURRENCIES, decimals, formatMoney, minimumCharge, parseMoney, toDecimal } from "./money";

test.each([
  ["49", "eur", 4900n],
  ["49,90", "eur", 4990n],
  [" 1 234.5 ", "usd", 123450n],
  ["5000", "jpy", 5000n],
  ["0", "gbp", 0n],
])("%s in %s is %s minor units", (text, currency, amount) => {
  expect(parseMoney(text, currency)).toEqual({ ok: true, value: amount });
});

test.each([
  ["", "eur", "not_a_number"],
  ["1e3", "eur", "not_a_number"],
  ["NaN", "eur", "not_a_number"],
  ["-5", "eur", "negative"],
  ["4.999", "eur", "too_many_decimals"],
  ["10.5", "jpy", "too_many_decimals"],
  ["0.49", "usd", "too_small"],
  ["0.29", "gbp", "too_small"],
  ["174", "huf", "too_small"],
  ["1000000", "eur", "too_large"],
])("%s in %s is refused: %s", (text, currency, error) => {
  expect(parseMoney(text, currency)).toEqual({ ok: false, error });
});

test("yen are never multiplied by a hundred, and dinars have three places", () => {
  expect(toDecimal({ amount: 5000n, currency: "jpy" })).toBe("5000");
  expect(toDecimal({ amount: 1230n, currency: "kwd" })).toBe("1.230");
  expect(decimals("JPY")).toBe(0);
});

test("an amount reads as a person writes it, exactly, at any size", () => {
  expect(formatMoney({ amount: 4900n, currency: "eur" })).toBe("€49");
  expect(formatMoney({ amount: 4905n, currency: "eur" })).toBe("€49.05");
  expect(formatMoney({ amount: -5n, currency: "usd" })).toBe("−$0.05");
  expect(formatMoney({ amount: 900719925474099123n, currency: "usd" })).toBe("$9,007,199,254,740,991.23");
});

test("every currency on offer knows its smallest charge", () => {
  for (const currency of CURRENCIES) expect(minimumCharge(currency)).toBeGreaterThan(0n);
});
