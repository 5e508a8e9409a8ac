import { describe, expect, test } from "vitest";
import { courseState, neighbours, readPosition, type Marks } from "./progress";

const lessons = ["a", "b", "c", "d"];
const mark = (completed: boolean, touchedAt: number) => ({ completed, positionSeconds: 0, touchedAt });

describe("where to go on", () => {
  const resume = (marks: Marks) => courseState(lessons, marks).resumeLessonId;
  test("nothing begun: the first lesson", () => expect(resume({})).toBe("a"));
  test("a lesson left in the middle: that one, though later ones are done", () => expect(resume({ b: mark(false, 9), d: mark(true, 5) })).toBe("b"));
  test("the last one touched is done: the next not done after it", () => expect(resume({ a: mark(true, 1), b: mark(true, 9), c: mark(true, 2) })).toBe("d"));
  test("the end is done, something in between was left out: that", () => expect(resume({ a: mark(true, 1), c: mark(true, 2), d: mark(true, 9) })).toBe("b"));
  test("everything done: from the start again", () => {
    const state = courseState(lessons, Object.fromEntries(lessons.map((id, index) => [id, mark(true, index)])));
    expect(state).toEqual({ done: 4, total: 4, finished: true, begun: true, resumeLessonId: "a" });
  });
  test("a course without lessons is not finished", () => expect(courseState([], {})).toEqual({ done: 0, total: 0, finished: false, begun: false, resumeLessonId: null }));
  test("marks of lessons that are gone do not count", () => expect(courseState(["a"], { gone: mark(true, 1) })).toMatchObject({ done: 0, total: 1, begun: false, resumeLessonId: "a" }));
});

test("neighbours stop at both ends, and an unknown lesson has none", () => {
  const list = lessons.map((id) => ({ id }));
  expect(neighbours(list, "a")).toEqual({ previous: null, next: { id: "b" }, index: 0 });
  expect(neighbours(list, "d")).toEqual({ previous: { id: "c" }, next: null, index: 3 });
  expect(neighbours(list, "x")).toEqual({ previous: null, next: null, index: -1 });
});

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
