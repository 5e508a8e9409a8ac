import { expect, test } from "vitest";
import { CURRENCIES } from "~/lib/money";
import { countryChoices, countryOf, currencyChoices, currencyOf } from "./countries";

test("every country and currency has a name of its own", () => {
  expect(countryChoices()).toHaveLength(249);
  expect(countryChoices().filter(({ value, label }) => value === label)).toEqual([]);
  expect(currencyChoices().map(({ value }) => value).sort()).toEqual([...CURRENCIES].sort());
});

test("the currency follows the country, and can always be priced in", () => {
  expect(currencyOf("DE")).toBe("eur");
  expect(currencyOf("JP")).toBe("jpy");
  expect(currencyOf("KE")).toBe("usd");
  for (const { value } of countryChoices()) expect(CURRENCIES).toContain(currencyOf(value));
});

test("the country is guessed from the browser's first language", () => {
  expect(countryOf("de-AT,de;q=0.9,en;q=0.8")).toBe("AT");
  expect(countryOf("ja")).toBe("JP");
  expect(countryOf("*")).toBeNull();
  expect(countryOf("not a language!")).toBeNull();
  expect(countryOf(null)).toBeNull();
});
