import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { readQuestions, type Question } from "~/domain/courses/quiz";
import { newId } from "~/lib/ids";
import { now } from "~/lib/clock";
import { loader as lessonLoader } from "~/routes/studio/offers/lesson";
import { action, loader } from "~/routes/studio/offers/lesson-quiz";
import { action as tryIt, loader as tryLoader } from "~/routes/studio/offers/lesson-quiz-try";
import { aCourse, aStore } from "../factories/catalog";
import { makePerson } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const context = {};
let cookie: string;
let ids: { offerId: string; lessonId: string };

beforeEach(async () => {
  const { owner, store } = await aStore();
  cookie = await signedInAs(owner.id);
  const course = await aCourse(store.id);
  ids = { offerId: course.offer.id, lessonId: course.lessons[0]!.id };
});

type Form = Record<string, string | string[]>;
const press = (form: Form, params = ids, who = action as typeof action | typeof tryIt) => answerOf(() => who({ request: makeRequest("/studio/quiz", { form, cookie }), params, context }));
const look = async (which: typeof loader | typeof tryLoader | typeof lessonLoader = loader, params = ids) => answerOf(() => which({ request: makeRequest("/studio/quiz", { cookie }), params, context }));
const quiz = () => db.quiz.findUnique({ where: { lessonId: ids.lessonId } });
const kept = async () => readQuestions((await quiz())?.questions);

/** A quiz of three questions, as the form sends it. */
const typed: Form = {
  intent: "save",
  passPercent: "60",
  maxAttempts: "",
  "questions[0].id": "",
  "questions[0].kind": "single",
  "questions[0].text": " How hot? <b>=1+1</b> ",
  "questions[0].options[0].id": "new-1",
  "questions[0].options[0].text": "900 °C",
  "questions[0].options[1].id": "new-2",
  "questions[0].options[1].text": "1222 °C",
  "questions[0].right": "new-2",
  "questions[1].kind": "multiple",
  "questions[1].text": "Which are clays?",
  "questions[1].options[0].id": "new-1",
  "questions[1].options[0].text": "Kaolin",
  "questions[1].options[1].id": "new-2",
  "questions[1].options[1].text": "Ball clay",
  "questions[1].right": ["new-1", "new-2"],
  "questions[2].kind": "short",
  "questions[2].text": "Pot in French?",
  "questions[2].accepted[0]": "théière",
  "questions[2].explanation": "It has a spout.",
};

/** The form as the page would send it again. */
function sentAgain(questions: readonly Question[], change: Form = {}): Form {
  const form: Form = { intent: "save", passPercent: "60", maxAttempts: "3" };
  for (const [at, question] of questions.entries()) {
    const name = `questions[${at}]`;
    Object.assign(form, { [`${name}.id`]: question.id, [`${name}.kind`]: question.kind, [`${name}.text`]: question.text });
    if (question.kind === "short") for (const [n, answer] of question.accepted.entries()) form[`${name}.accepted[${n}]`] = answer;
    else {
      for (const [n, option] of question.options.entries()) Object.assign(form, { [`${name}.options[${n}].id`]: option.id, [`${name}.options[${n}].text`]: option.text });
      form[`${name}.right`] = question.options.filter(({ correct }) => correct).map(({ id }) => id);
    }
  }
  return { ...form, ...change };
}

async function anAttempt(passed: boolean) {
  const person = await makePerson();
  const { id } = (await quiz())!;
  return db.quizAttempt.create({ data: { id: newId("quizAttempt"), quizId: id, userId: person.id, number: 1, answers: { q: ["x"] }, scorePercent: passed ? 100 : 0, passed, at: now() } });
}

describe("writing a quiz", () => {
  test("an empty page begins with one question; what is saved is shown again", async () => {
    expect(await (await look()).json()).toMatchObject({ exists: false, words: { passPercent: "70", maxAttempts: "", questions: [{ kind: "single", options: [{}, {}] }] } });
    expect((await press(typed)).status).toBe(302);
    expect(await quiz()).toMatchObject({ passPercent: 60, maxAttempts: null, offerId: ids.offerId });
    expect(await kept()).toMatchObject([
      { kind: "single", text: "How hot? <b>=1+1</b>", options: [{ text: "900 °C", correct: false }, { text: "1222 °C", correct: true }] },
      { kind: "multiple", options: [{ correct: true }, { correct: true }] },
      { kind: "short", accepted: ["théière"], explanation: "It has a spout." },
    ]);
    expect(await (await look()).json()).toMatchObject({ exists: true, words: { passPercent: "60", questions: [{ text: "How hot? <b>=1+1</b>" }, {}, { accepted: ["théière"] }] } });
    expect(await (await look(lessonLoader)).json()).toMatchObject({ quiz: { questions: 3, passPercent: 60, maxAttempts: null, tried: 0 } });
  });

  test("what is wrong is said at its field, nothing typed is lost and nothing is saved", async () => {
    const refused = await press({ ...typed, passPercent: "0", "questions[0].text": "", "questions[0].right": "", "questions[2].accepted[0]": " " });
    expect(refused.status).toBe(400);
    const { result } = await refused.json();
    expect(Object.keys(result.error)).toEqual(expect.arrayContaining(["passPercent"]));
    const later = (await (await press({ ...typed, "questions[0].text": "", "questions[0].right": "" })).json()).result;
    expect(later.error).toMatchObject({ "questions[0].text": ["Write the question."], "questions[0].options": ["Mark the one option that is right."] });
    expect(later.initialValue.questions[1]).toMatchObject({ text: "Which are clays?", right: ["new-1", "new-2"] });
    expect(await quiz()).toBeNull();
  });

  test("without JavaScript the list's buttons give the form back, changed and unsaved", async () => {
    const insert = JSON.stringify({ type: "insert", payload: { name: "questions", defaultValue: { kind: "short", accepted: [""] } } });
    const answer = await press({ ...typed, __intent__: insert });
    expect(answer.status).toBe(200);
    const { result } = await answer.json();
    expect(result.initialValue.questions).toHaveLength(4);
    expect(result.initialValue.questions[0].options[1].text).toBe("1222 °C");
    const remove = JSON.stringify({ type: "remove", payload: { name: "questions", index: 0 } });
    expect((await (await press({ ...typed, __intent__: remove })).json()).result.initialValue.questions.map(({ text }: { text: string }) => text)).toEqual(["Which are clays?", "Pot in French?"]);
    expect(await quiz()).toBeNull();
  });

  test("former attempts stay through every change, and no id ever means another question or option", async () => {
    await press(typed);
    const before = await kept();
    const attempt = await anAttempt(true);
    // The second goes, a new one comes, an option is added to the first.
    const again = sentAgain([before[0]!, before[2]!], {
      "questions[0].options[2].id": "new-1", "questions[0].options[2].text": "1400 °C", "questions[0].right": "new-1",
      "questions[2].id": "", "questions[2].kind": "short", "questions[2].text": "Bowl?", "questions[2].accepted[0]": "bol",
    });
    expect((await press(again)).status).toBe(302);
    const after = await kept();
    expect(after.map(({ id }) => id).slice(0, 2)).toEqual([before[0]!.id, before[2]!.id]);
    expect(before.map(({ id }) => id)).not.toContain(after[2]!.id);
    const options = (question: Question) => (question.kind === "short" ? [] : question.options);
    expect(options(after[0]!).slice(0, 2)).toEqual(options(before[0]!).map((option) => ({ ...option, correct: false })));
    expect(options(after[0]!)[2]).toMatchObject({ text: "1400 °C", correct: true, id: expect.stringMatching(/^o_/) });
    expect(await db.quizAttempt.findUnique({ where: { id: attempt.id } })).toMatchObject({ passed: true, answers: { q: ["x"] } });
    expect(await quiz()).toMatchObject({ maxAttempts: 3 });
    expect(await (await look()).json()).toMatchObject({ tried: 1, passed: 1 });
  });

  test("an id that was made up is not kept", async () => {
    await press({ ...typed, "questions[0].id": "q_other", "questions[0].options[0].id": "o_other" });
    const [first] = await kept();
    expect(first!.id).not.toBe("q_other");
    expect(first!.kind === "single" && first!.options.map(({ id }) => id)).not.toContain("o_other");
  });
});

describe("removing a quiz", () => {
  test("asks first when students have passed it", async () => {
    await press(typed);
    await anAttempt(true);
    await anAttempt(false);
    const asked = await press({ intent: "remove" });
    expect(asked.status).toBe(400);
    expect((await asked.json()).question).toMatchObject({ description: expect.stringMatching(/^1 student has passed/), fields: { intent: "remove" } });
    expect(await quiz()).not.toBeNull();
    expect((await press({ intent: "remove", confirmed: "yes" })).status).toBe(302);
    expect(await quiz()).toBeNull();
    expect((await press({ intent: "remove" })).status).toBe(404);
  });

  test("goes at once when nobody has", async () => {
    await press(typed);
    await anAttempt(false);
    expect((await press({ intent: "remove" })).status).toBe(302);
    expect(await quiz()).toBeNull();
  });
});

describe("trying it", () => {
  test("grades as for a student, tells what is right only at the end, and keeps nothing", async () => {
    await press({ ...typed, passPercent: "100", maxAttempts: "2" });
    const [one, two, three] = await kept();
    const options = (question: Question | undefined) => (question && question.kind !== "short" ? question.options : []);
    const shown = await (await look(tryLoader)).json();
    expect(JSON.stringify(shown)).not.toMatch(/correct|théière|spout/);
    expect(shown.quiz).toMatchObject({ attempts: 0, attemptsLeft: 2, solution: null });

    const right: Form = { attempt: "1", [`q.${one!.id}`]: options(one)[1]!.id, [`q.${two!.id}`]: options(two).map(({ id }) => id), [`q.${three!.id}`]: "THEIERE" };
    expect(await (await press({ ...right, [`q.${three!.id}`]: " " }, ids, tryIt)).json()).toMatchObject({ unanswered: [three!.id], quiz: null });
    const wrong = { ...right, [`q.${three!.id}`]: "pot" };
    expect(await (await press(wrong, ids, tryIt)).json()).toMatchObject({ quiz: { passed: false, attempts: 1, attemptsLeft: 1, solution: null, last: { scorePercent: 66, right: { [three!.id]: false } } } });
    expect(await (await press({ ...wrong, attempt: "2" }, ids, tryIt)).json()).toMatchObject({ quiz: { attemptsLeft: 0, solution: { [three!.id]: { right: ["théière"], explanation: "It has a spout." } } } });
    expect(await (await press(right, ids, tryIt)).json()).toMatchObject({ quiz: { passed: true, last: { scorePercent: 100 } } });
    expect(await db.quizAttempt.count({ where: { quizId: (await quiz())!.id } })).toBe(0);
  });
});

test("row 29: another creator's quiz is not there, whatever is asked of it", async () => {
  await press(typed);
  const mine = ids;
  const { owner, store } = await aStore();
  const own = await aCourse(store.id);
  cookie = await signedInAs(owner.id);
  const mixed = { offerId: own.offer.id, lessonId: mine.lessonId };
  for (const params of [mine, mixed]) {
    for (const form of [typed, { intent: "remove", confirmed: "yes" }, { ...typed, __intent__: "{}" }] as Form[]) expect((await press(form, params)).status).toBe(404);
    expect((await press({ attempt: "1" }, params, tryIt)).status).toBe(404);
    for (const which of [loader, tryLoader]) expect((await look(which, params)).status).toBe(404);
  }
  expect((await look(tryLoader, { offerId: own.offer.id, lessonId: own.lessons[0]!.id })).status).toBe(404);
  expect(await kept()).toHaveLength(3);
});
