import { expect, test } from "vitest";
import { gradeQuiz, questionsSchema, readQuestions, rightAnswers, shownQuestions, type Question } from "./quiz";

const single: Question = { id: "q1", kind: "single", text: "How hot?", explanation: "Cone 6.", options: [{ id: "a", text: "900 °C", correct: false }, { id: "b", text: "1222 °C", correct: true }] };
const multiple: Question = { id: "q2", kind: "multiple", text: "Which are clays?", explanation: "", options: [{ id: "a", text: "Kaolin", correct: true }, { id: "b", text: "Ball clay", correct: true }, { id: "c", text: "Sand", correct: false }] };
const short: Question = { id: "q3", kind: "short", text: "Pot in French?", explanation: "", accepted: ["Théière", "la théière"] };
const all = [single, multiple, short];

function problems(questions: unknown): string[] {
  const read = questionsSchema.safeParse(questions);
  return read.success ? [] : read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

test("each question is right or wrong as a whole, and counts the same", () => {
  expect(gradeQuiz(all, { q1: ["b"], q2: ["b", "a"], q3: ["théière"] })).toEqual({ scorePercent: 100, right: { q1: true, q2: true, q3: true } });
  expect(gradeQuiz(all, { q1: ["b"], q2: ["a"], q3: ["pot"] })).toEqual({ scorePercent: 33, right: { q1: true, q2: false, q3: false } });
  expect(gradeQuiz(all, { q2: ["a", "b", "c"] }).right.q2).toBe(false);
  expect(gradeQuiz(all, { q1: ["a", "b"] }).right.q1).toBe(false);
  expect(gradeQuiz(all, { q2: ["a", "a", "b"] }).right.q2).toBe(true);
});

test("what was not answered is wrong, and two of three are not 67 %", () => {
  expect(gradeQuiz(all, {}).scorePercent).toBe(0);
  expect(gradeQuiz(all, { q1: ["b"], q3: ["théière"] }).scorePercent).toBe(66);
  expect(gradeQuiz([{ ...short, id: "toString" }], {}).right.toString).toBe(false);
});

test("short answers do not mind case, accents and spaces, but mind the word", () => {
  const right = (typed: string, accepted: string[]) => gradeQuiz([{ ...short, accepted }], { q3: [typed] }).right.q3;
  for (const typed of ["théière", "THEIERE", "  la   Theiere ", "the\u0301ie\u0300re"]) expect(right(typed, ["Théière", "la théière"]), typed).toBe(true);
  expect(right("STRASSE", ["Straße"])).toBe(true);
  expect(right("l’eau", ["l'eau"])).toBe(true);
  expect(right("theieres", ["Théière"])).toBe(false);
  expect(right("   ", ["Théière"])).toBe(false);
  // In Devanagari the marks are the vowels.
  expect(right("पान", ["पानी"])).toBe(false);
});

test("nothing of what is right reaches the student", () => {
  const shown = JSON.stringify(shownQuestions(all));
  for (const secret of ["correct", "Théière", "Cone 6", "explanation", "accepted"]) expect(shown).not.toContain(secret);
  expect(shownQuestions(all)[2]).toEqual({ id: "q3", kind: "short", text: "Pot in French?", options: [] });
  expect(all.map(rightAnswers)).toEqual([["1222 °C"], ["Kaolin", "Ball clay"], ["Théière"]]);
});

test("what is wrong is said in words, at its field", () => {
  expect(problems(all)).toEqual([]);
  expect(problems([])).toEqual([": Ask at least one question."]);
  expect(problems([{ ...single, text: " " }])).toEqual(["0.text: Write the question."]);
  expect(problems([single, { ...single, id: "x", options: single.options.slice(1) }])).toEqual(["1.options: Give at least two options to choose from."]);
  expect(problems([{ ...single, options: single.options.map((option) => ({ ...option, correct: true })) }])).toEqual(["0.options: Mark the one option that is right."]);
  expect(problems([{ ...multiple, options: multiple.options.map((option) => ({ ...option, correct: false })) }])).toEqual(["0.options: Mark every option that is right: at least one."]);
  expect(problems([{ ...single, options: [...single.options, { id: "c", text: "900 °c ", correct: false }] }])).toEqual(["0.options: Two options say the same."]);
  expect(problems([{ ...single, options: [...single.options, { id: "c", text: "", correct: false }] }])).toEqual(["0.options.2.text: Write what this option says, or remove it."]);
  const blank = [{ id: "a", text: "", correct: true }, { id: "b", text: " ", correct: false }];
  expect(problems([{ ...single, options: blank }])).toEqual([0, 1].map((at) => `0.options.${at}.text: Write what this option says, or remove it.`));
  expect(problems([{ ...short, accepted: [] }])).toEqual(["0.accepted: Write at least one answer that counts as right."]);
  expect(problems([{ ...short, accepted: [""] }])).toContain("0.accepted.0: Write an answer, or remove the line.");
  expect(problems([single, single])).toEqual([": Two questions have the same id."]);
});

test("what stands in the database is read again, and what cannot be read is left out", () => {
  expect(readQuestions(JSON.parse(JSON.stringify(all)))).toEqual(all);
  expect(readQuestions([single, { id: "q9", kind: "essay" }, null, "x"])).toEqual([single]);
  for (const wrong of [null, undefined, "[]", {}, 3]) expect(readQuestions(wrong)).toEqual([]);
});
