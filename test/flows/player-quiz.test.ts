import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { aQuiz } from "../factories/courses";
import { enrolled, lessonPage, markOf, note, post, statusOf, stranger, preparePlayerCourse } from "../setup/player";

preparePlayerCourse();

describe("questions", () => {
  const right: [string, string][] = [["intent", "quiz"], ["q.q1", "b"], ["q.q2", "x"], ["q.q2", "y"], ["q.q3", "  FÁRINE "]];
  const wrong: [string, string][] = [["intent", "quiz"], ["q.q1", "a"], ["q.q2", "x"], ["q.q3", "flour"]];
  const attempt = (number: number): [string, string] => ["attempt", String(number)];

  test("what is right is nowhere in the page before it may be known; passing finishes the lesson", async () => {
    const { person, lessons: [, second, third] } = await enrolled();
    await aQuiz(second!);
    const before = JSON.stringify(await lessonPage(person, second!));
    expect(before).toContain("What makes it rise?");
    expect(before).not.toMatch(/correct|Yeast eats sugar|farine|Ground grain|accepted/);
    // The mark alone does not do it, by form or later.
    expect(((await post(person, second!, { intent: "complete" })) as Response).headers.get("Location")).toContain("#quiz");
    expect(await note(person, second!, { completed: "yes" })).toBe(204);
    expect((await markOf(person, second!))?.completedAt ?? null).toBeNull();

    expect(statusOf(await post(person, second!, [...wrong, attempt(1)]))).toBe(302);
    const failed = await lessonPage(person, second!);
    expect(failed.quiz).toMatchObject({ passed: false, attempts: 1, last: { scorePercent: 33, right: { q1: false, q2: false, q3: true } }, solution: null });
    expect(JSON.stringify(failed)).not.toMatch(/correct|Yeast eats sugar|farine/);
    expect(failed.lesson.done).toBe(false);

    expect(statusOf(await post(person, second!, [...right, attempt(2)]))).toBe(302);
    const passed = await lessonPage(person, second!);
    expect(passed.quiz).toMatchObject({ passed: true, attempts: 2, last: { scorePercent: 100 }, solution: { q1: { right: ["Yeast"], explanation: "Yeast eats sugar." } } });
    expect(passed.lesson.done).toBe(true);
    expect(passed.next?.id).toBe(third!.id);
    // A pass is a pass: no attempt after it is counted.
    await post(person, second!, [...wrong, attempt(3)]);
    expect((await lessonPage(person, second!)).quiz).toMatchObject({ passed: true, attempts: 2 });
  });

  test("an attempt with something left open is not counted", async () => {
    const { person, lessons: [first] } = await enrolled();
    await aQuiz(first!, { maxAttempts: 2 });
    const answer = (await post(person, first!, [["intent", "quiz"], attempt(1), ["q.q1", "a"], ["q.q3", "   "]])) as Response;
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({ unanswered: ["q2", "q3"], answers: { q1: ["a"], q3: ["   "] } });
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 0, attemptsLeft: 2 });
  });

  test("a doubled click is one attempt, ten tabs get no more than allowed, and then the answers are told", async () => {
    const { person, lessons: [first] } = await enrolled();
    await aQuiz(first!, { maxAttempts: 2 });
    await Promise.all([post(person, first!, [...wrong, attempt(1)]), post(person, first!, [...wrong, attempt(1)])]);
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 1, attemptsLeft: 1, solution: null });
    await Promise.all(Array.from({ length: 10 }, (_, index) => post(person, first!, [...wrong, attempt(2 + (index % 3))])));
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 2, attemptsLeft: 0, passed: false, solution: { q3: { right: ["flour"] } } });
    await post(person, first!, [...right, attempt(3)]);
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 2, passed: false });
  });

  test("answers that were never offered count for nothing", async () => {
    const { person, lessons: [first, second] } = await enrolled();
    await aQuiz(first!);
    const odd: [string, string][] = [["intent", "quiz"], attempt(1), ["q.q1", "b"], ["q.q1", "a"], ["q.q2", "x"], ["q.q2", "y"], ["q.q2", "__proto__"], ["q.q3", "flour\u0000"], ["q.__proto__", "b"], ["q.constructor", "b"]];
    expect(statusOf(await post(person, first!, odd))).toBe(302);
    expect((await lessonPage(person, first!)).quiz?.last).toMatchObject({ answers: { q1: ["a"], q2: ["x", "y"], q3: ["flour"] } });
    for (const number of ["0", "-1", "1.5", "x", "99"]) await post(person, first!, [...right, ["attempt", number]]);
    expect((await lessonPage(person, first!)).quiz).toMatchObject({ attempts: 1 });
    expect(statusOf(await post(person, second!, [...right, attempt(1)]))).toBe(404);
    expect(await db.quizAttempt.count({ where: { userId: stranger.id } })).toBe(0);
    expect(statusOf(await post(stranger, first!, [...right, attempt(1)]))).toBe(404);
  });
});
