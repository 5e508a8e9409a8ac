import { describe, expect, test } from "vitest";
import { DAY } from "~/lib/clock";
import { instantOf, readPosition } from "./progress";

test.each([
  ["12.9", 12],
  ["0", 0],
  ["-1", null],
  ["", null],
  ["NaN", null],
  ["1e9", null],
  [12, null],
  [null, null],
])("position %j", (given, expected) => expect(readPosition(given)).toBe(expected));

describe("when a browser's news happened", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const text = (ms: number) => String(now.getTime() + ms);
  test("sent at once: now", () => expect(instantOf({ at: text(0), sent: text(0) }, now)).toEqual(now));
  test("kept for five minutes", () => expect(instantOf({ at: text(-300_000), sent: text(0) }, now)).toEqual(ago(300_000)));
  test("a clock wrong by a day either way: only the time in between counts", () => {
    expect(instantOf({ at: text(DAY - 5000), sent: text(DAY) }, now)).toEqual(ago(5000));
    expect(instantOf({ at: text(-DAY - 5000), sent: text(-DAY) }, now)).toEqual(ago(5000));
  });
  test("never in the future, never before all memory", () => {
    expect(instantOf({ at: text(99_000), sent: text(0) }, now)).toEqual(now);
    expect(instantOf({ at: text(99_000), sent: null }, now)).toEqual(now);
    expect(instantOf({ at: "0", sent: text(0) }, now)).toEqual(ago(90 * DAY));
  });
  test("without the time of sending the time itself; nonsense is now", () => {
    expect(instantOf({ at: text(-1000), sent: undefined }, now)).toEqual(ago(1000));
    for (const at of [null, "", "-1", "NaN", "1e3", "9".repeat(30), {}]) expect(instantOf({ at, sent: text(0) }, now)).toEqual(now);
  });
});
