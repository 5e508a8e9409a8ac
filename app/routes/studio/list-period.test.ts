import { expect, test } from "vitest";
import { dayTyped, periodNamed } from "./list-period";

const AT = new Date("2026-01-15T13:00:00Z");
const texts = ({ from, to }: { from: Date | null; to: Date | null }) => [from?.toISOString().slice(0, 10) ?? null, to?.toISOString().slice(0, 10) ?? null];

test("periods are whole days in UTC", () => {
  expect(texts(periodNamed("7", AT))).toEqual(["2026-01-09", null]);
  expect(texts(periodNamed("month", AT))).toEqual(["2026-01-01", null]);
  expect(texts(periodNamed("last-month", AT))).toEqual(["2025-12-01", "2026-01-01"]);
  expect(texts(periodNamed("year", AT))).toEqual(["2026-01-01", null]);
  expect(texts(periodNamed("last-year", AT))).toEqual(["2025-01-01", "2026-01-01"]);
  expect(texts(periodNamed("ever", AT))).toEqual([null, null]);
});

test("a day that does not exist is none", () => {
  expect(dayTyped("2026-02-28")?.toISOString()).toBe("2026-02-28T00:00:00.000Z");
  for (const text of ["2026-02-31", "2026-2-1", "", "x", null]) expect(dayTyped(text)).toBeNull();
});
