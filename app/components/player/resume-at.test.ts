import { expect, test } from "vitest";
import { resumeAt } from "./resume-at";

test("a video goes on where it was left, but not in its first or last seconds", () => {
  expect(resumeAt(3, 600)).toBe(0);
  expect(resumeAt(120, 600)).toBe(120);
  expect(resumeAt(595, 600)).toBe(0);
  expect(resumeAt(12, 16)).toBe(12);
  expect(resumeAt(15.5, 16)).toBe(0);
  expect(resumeAt(120, Number.NaN)).toBe(120);
});
