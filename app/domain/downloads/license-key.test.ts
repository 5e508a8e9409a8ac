import { expect, test } from "vitest";
import { newLicenseKey, readLicenseKey } from "./license-key";

test("a key has a hundred bits of signs that cannot be mistaken for each other", () => {
  const keys = Array.from({ length: 500 }, newLicenseKey);
  for (const key of keys) expect(key).toMatch(/^LCTN(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
  expect(new Set(keys).size).toBe(500);
  // Every one of the 32 signs is used.
  expect(new Set(keys.flatMap((key) => [...key.slice(5).replaceAll("-", "")])).size).toBe(32);
});

test("a key is understood however it is typed, and nothing else is", () => {
  const key = "LCTN-7K2QF-9D0XA-T3VHM-PW51C";
  for (const typed of [key, key.toLowerCase(), ` ${key} `, key.replaceAll("-", ""), key.replaceAll("-", " "), "7K2QF-9D0XA-T3VHM-PW51C", "lctn 7k2qf 9doxa t3vhm pw5lc", "7K2QF–9DOXA–T3VHM–PW5IC"]) {
    expect(readLicenseKey(typed), typed).toBe(key);
  }
  for (const typed of ["", "LCTN", key.slice(0, -1), `${key}A`, key.replace("7", "U"), "x".repeat(5000), "LCTN-7K2QF-9D0XA-T3VHM-PW51É"]) expect(readLicenseKey(typed), typed).toBeNull();
});
