import { describe, expect, test } from "vitest";
import { DAY } from "~/lib/clock";
import { lockOf } from "./unlock";

const since = new Date("2026-03-01T10:00:00Z");
const at = (days: number) => new Date(since.getTime() + days * DAY);
const lesson = { id: "les_1", dripDays: null, dripAt: null, isPreview: false };
const facts = { since, now: at(3), inOrder: false, doneBefore: false };

describe("when a lesson opens", () => {
  test("no drip, no order: open", () => expect(lockOf(lesson, facts)).toBeNull());
  test("days since enrolment: shut until the very instant, open from it on", () => {
    const dripped = { ...lesson, dripDays: 3 };
    expect(lockOf(dripped, { ...facts, now: new Date(at(3).getTime() - 1) })).toEqual({ kind: "drip", opensAt: at(3) });
    expect(lockOf(dripped, facts)).toBeNull();
  });
  test("a date is the same for everybody, whenever they came, and wins over days", () => {
    const dripped = { ...lesson, dripAt: at(5), dripDays: 0 };
    expect(lockOf(dripped, facts)).toEqual({ kind: "drip", opensAt: at(5) });
    expect(lockOf(dripped, { ...facts, now: at(5) })).toBeNull();
  });
  test("in order: shut until those before it are done", () => {
    expect(lockOf(lesson, { ...facts, inOrder: true })).toEqual({ kind: "order" });
    expect(lockOf(lesson, { ...facts, inOrder: true, doneBefore: true })).toBeNull();
  });
  test("both: the date is named, it is what one can only wait for", () =>
    expect(lockOf({ ...lesson, dripDays: 9 }, { ...facts, inOrder: true })).toEqual({ kind: "drip", opensAt: at(9) }));
  test("a preview is open to all, whatever else is set", () =>
    expect(lockOf({ ...lesson, isPreview: true, dripDays: 9, dripAt: at(99) }, { ...facts, inOrder: true })).toBeNull());
});
