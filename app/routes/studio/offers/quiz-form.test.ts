import { parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import { newOptionId, newQuestion, quizSchema, typedFrom } from "./quiz-form";

function submit(fields: [string, string][]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return parseWithZod(form, { schema: quizSchema });
}
const single: [string, string][] = [
  ["passPercent", "70"], ["maxAttempts", ""],
  ["questions[0].id", "q1"], ["questions[0].kind", "single"], ["questions[0].text", "How hot?"],
  ["questions[0].options[0].id", "a"], ["questions[0].options[0].text", "900"], ["questions[0].options[1].id", "new-1"], ["questions[0].options[1].text", "1222"],
  ["questions[0].right", "new-1"],
];

test("a form becomes questions, and questions a form", () => {
  const read = submit(single);
  expect(read.status === "success" && read.value).toEqual({
    passPercent: 70,
    questions: [{ id: "q1", kind: "single", text: "How hot?", explanation: "", options: [{ id: "a", text: "900", correct: false }, { id: "new-1", text: "1222", correct: true }] }],
  });
  const question = read.status === "success" ? read.value.questions[0]! : null;
  expect(typedFrom(question!)).toMatchObject({ right: ["new-1"], options: [{ id: "a", text: "900" }, { id: "new-1", text: "1222" }] });
});

test("what is wrong is said at its field, and what was typed stays", () => {
  const read = submit([
    ["passPercent", "700"], ["maxAttempts", "0"], ["questions[0].kind", "multiple"], ["questions[0].text", ""], ["questions[0].options[0].id", "a"], ["questions[0].options[0].text", "Kaolin"],
    ["questions[1].kind", "short"], ["questions[1].text", "Pot?"], ["questions[1].accepted[0]", ""],
  ]);
  const reply = read.reply();
  expect(reply.error).toMatchObject({
    passPercent: ["Choose a whole number from 1 to 100."],
    maxAttempts: [expect.stringMatching(/leave it empty/)],
    "questions[0].text": ["Write the question."],
    "questions[0].options": [expect.stringMatching(/at least two/), expect.stringMatching(/at least one/)],
    "questions[1].accepted[0]": [expect.stringMatching(/Write an answer/), expect.any(String)],
  });
  expect(reply.initialValue).toMatchObject({ questions: [{ options: [{ text: "Kaolin" }] }, { text: "Pot?" }] });
});

test("a quiz without questions is none", () => {
  expect(submit([["passPercent", "70"]]).reply().error).toEqual({ questions: ["Ask at least one question."] });
});

test("no new option takes the id of another", () => {
  expect(newOptionId(["o_1", "new-2", "new-7", undefined])).toBe("new-8");
  expect(newOptionId([])).toBe("new-1");
  expect(newQuestion("single").options.map(({ id }) => id)).toEqual(["new-1", "new-2"]);
});
