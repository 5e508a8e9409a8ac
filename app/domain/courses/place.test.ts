import { describe, expect, test } from "vitest";
import { instantField, readDrip, readInstant } from "./drip";
import { placeOf, putAt } from "./place";

describe("a place told by its neighbours", () => {
  const list = ["a", "b", "c", "d"];
  test("is found and taken", () => {
    expect(putAt(list, "d", { after: "a", before: "b" })).toEqual(["a", "d", "b", "c"]);
    expect(putAt(list, "a", { after: "d", before: null })).toEqual(["b", "c", "d", "a"]);
    expect(putAt(list, "c", { after: null, before: "a" })).toEqual(["c", "a", "b", "d"]);
    expect(putAt(list, "new", { after: "b", before: "c" })).toEqual(["a", "b", "new", "c", "d"]);
  });
  test("survives neighbours that have moved or gone", () => {
    expect(putAt(list, "d", { after: "gone", before: "b" })).toEqual(["a", "d", "b", "c"]);
    expect(putAt(list, "a", { after: "c", before: "b" })).toEqual(["b", "c", "a", "d"]);
    expect(putAt(list, "a", { after: "gone", before: "gone" })).toEqual(["b", "c", "d", "a"]);
    expect(putAt(list, "c", { after: null, before: "gone" })).toEqual(["c", "a", "b", "d"]);
    expect(putAt([], "a", { after: "gone", before: null })).toEqual(["a"]);
  });
  test("and the place before leads back, from anywhere", () => {
    for (const id of list) for (const to of list) {
      const from = placeOf(list, id);
      const moved = putAt(list, id, { after: to === id ? null : to, before: null });
      expect(putAt(moved, id, from)).toEqual(list);
      expect(new Set(moved).size).toBe(4);
    }
  });
});

describe("openings", () => {
  test("dates are UTC to the minute and must exist", () => {
    expect(readInstant("2026-12-24T09:30")).toEqual(new Date("2026-12-24T09:30:00Z"));
    expect(readInstant("2026-12-24")).toEqual(new Date("2026-12-24T00:00:00Z"));
    for (const wrong of ["2026-02-30", "2026-13-01", "24.12.2026", "2026-12-24T25:00", "2026-12-24T09:30+02:00", "9999-01-01", ""]) expect(readInstant(wrong), wrong).toBeNull();
    expect(instantField(new Date("2026-12-24T09:30:00Z"))).toBe("2026-12-24T09:30");
  });
  test("days are whole and not endless", () => {
    expect(readDrip("days", "7", "")).toEqual({ ok: true, value: { kind: "days", days: 7 } });
    for (const wrong of ["0", "-1", "1.5", "3651", "1e3", ""]) expect(readDrip("days", wrong, "").ok, wrong).toBe(false);
    expect(readDrip("now", "x", "x")).toEqual({ ok: true, value: { kind: "now" } });
  });
});
