import { expect, test } from "vitest";
import { passwordProblem } from "./password-rules";

test("length decides, not signs", () => {
  expect(passwordProblem("quiet ink on paper")).toBeNull();
  expect(passwordProblem("Sh0rt!?")).toMatch(/at least 10/);
  expect(passwordProblem("x".repeat(201))).toMatch(/at most/);
});

test("what anyone would try first is refused", () => {
  expect(passwordProblem("aaaaaaaaaaaa")).toMatch(/repeats/);
  expect(passwordProblem("ada.lovelace@post.example", { email: "Ada.Lovelace@post.example" })).toMatch(/your email/);
  expect(passwordProblem("adalovelace12", { email: "adalovelace@post.example" })).toMatch(/your email/);
});
