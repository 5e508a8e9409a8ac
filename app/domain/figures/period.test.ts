import { expect, test } from "vitest";
import { bucketsOf, daysBetween, readPeriod, stepsBefore } from "./period";

const asked = (text: string, today = "2026-11-22") => readPeriod(new URLSearchParams(text), today);

test("days up to today, against as many before them", () => {
  expect(asked("span=7")).toEqual({ period: { span: "7", from: "2026-11-16", to: "2026-11-22", before: { from: "2026-11-09", to: "2026-11-15" }, step: "day" }, problem: null });
  expect(asked("").period.span).toBe("30");
  expect(daysBetween(asked("span=90").period)).toBe(90);
  expect(daysBetween(asked("span=90").period.before)).toBe(90);
});

test("twelve months, against the same ones a year earlier; a leap day has no twin", () => {
  expect(asked("span=12m").period).toMatchObject({ from: "2025-12-01", to: "2026-11-22", before: { from: "2024-12-01", to: "2025-11-22" }, step: "month" });
  expect(asked("span=12m", "2028-02-29").period).toMatchObject({ from: "2027-03-01", before: { from: "2026-03-01", to: "2027-02-28" } });
});

test("two days of one's own, never past today; long ones by month", () => {
  expect(asked("span=custom&from=2026-11-20&to=2027-01-01").period).toMatchObject({ from: "2026-11-20", to: "2026-11-22", before: { from: "2026-11-17", to: "2026-11-19" }, step: "day" });
  expect(asked("span=custom&from=2026-01-15&to=2026-08-02").period.step).toBe("month");
});

test.each([
  ["span=custom", "not_a_day"],
  ["span=custom&from=2026-02-30&to=2026-03-01", "not_a_day"],
  ["span=custom&from=2026-11-22&to=2026-11-01", "wrong_way"],
  ["span=custom&from=2027-01-01&to=2027-02-01", "wrong_way"],
  ["span=custom&from=1990-01-01&to=2026-11-01", "too_long"],
])("%s is the last thirty days: %s", (query, problem) => {
  expect(asked(query)).toMatchObject({ problem, period: { span: "30" } });
});

test("steps cover the period without a gap: days, or months cut at its ends", () => {
  expect(bucketsOf({ from: "2026-02-27", to: "2026-03-01" }, "day").map(({ key }) => key)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  expect(bucketsOf({ from: "2025-11-15", to: "2026-01-03" }, "month")).toEqual([
    { key: "2025-11", from: "2025-11-15", to: "2025-11-30" },
    { key: "2025-12", from: "2025-12-01", to: "2025-12-31" },
    { key: "2026-01", from: "2026-01-01", to: "2026-01-03" },
  ]);
});

test("a step is compared with as many days; for twelve months with the same month", () => {
  const { period } = asked("span=custom&from=2026-01-15&to=2026-08-02");
  expect(stepsBefore(period).slice(0, 2)).toEqual([
    { from: "2025-06-29", to: "2025-07-15" },
    { from: "2025-07-16", to: "2025-08-12" },
  ]);
  expect(stepsBefore(period).at(-1)?.to).toBe(period.before.to);
  expect(stepsBefore(asked("span=12m").period).at(-1)).toMatchObject({ from: "2025-11-01", to: "2025-11-22" });
  const week = asked("span=7").period;
  expect(stepsBefore(week).map(({ from }) => from)).toEqual(bucketsOf(week.before, "day").map(({ from }) => from));
});
