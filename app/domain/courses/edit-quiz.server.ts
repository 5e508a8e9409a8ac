import { db } from "~/db.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { inCourse, type CourseKey } from "./edit-modules.server";
import { readQuestions, type Question } from "./quiz";

/** A lesson's quiz for its creator. */
export interface StudioQuiz {
  id: string;
  questions: Question[];
  passPercent: number;
  /** Null: as often as one likes. */
  maxAttempts: number | null;
  updatedAt: Date;
  /** How many have tried it, and how many of them have passed. */
  tried: number;
  passed: number;
}

/** The quiz at the end of a lesson of this offer; null when there is none. */
export async function quizForStudio(offerId: string, lessonId: string): Promise<StudioQuiz | null> {
  const quiz = await db.quiz.findFirst({ where: { lessonId, offerId } });
  if (!quiz) return null;
  const [tried, passed] = await Promise.all([
    db.quizAttempt.groupBy({ by: ["userId"], where: { quizId: quiz.id } }),
    db.quizAttempt.groupBy({ by: ["userId"], where: { quizId: quiz.id, passed: true } }),
  ]);
  const { id, passPercent, maxAttempts, updatedAt } = quiz;
  return { id, passPercent, maxAttempts, updatedAt, questions: readQuestions(quiz.questions), tried: tried.length, passed: passed.length };
}

export interface QuizDraft {
  lessonId: string;
  /** Checked by `questionsSchema`. */
  questions: Question[];
  passPercent: number;
  maxAttempts: number | null;
}

/**
 * Write a lesson's quiz, the first or another. Former attempts stay as they are: they are history, and who passed has passed.
 * Ids that were not in the quiz before become new ones, so that an answer given once never means another option later.
 */
export function saveQuiz(key: CourseKey, { lessonId, questions, passPercent, maxAttempts }: QuizDraft): Promise<Result<undefined, "not_found">> {
  return inCourse(key, async (tx) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId, deletedAt: null, module: { deletedAt: null } }, select: { id: true } });
    if (!lesson) return fail("not_found");
    const former = await tx.quiz.findUnique({ where: { lessonId } });
    const kept = withOwnIds(questions, readQuestions(former?.questions));
    const data = { questions: kept, passPercent, maxAttempts, updatedAt: now() };
    await tx.quiz.upsert({ where: { lessonId }, update: data, create: { id: newId("quiz"), lessonId, offerId: key.offerId, ...data } });
    return ok();
  });
}

/** The lesson goes on without its quiz and without what was answered. Refused while students have passed it, unless it is confirmed. */
export function removeQuiz(key: CourseKey, { lessonId, confirmed }: { lessonId: string; confirmed: boolean }): Promise<Result<undefined, "not_found" | { kind: "passed"; students: number }>> {
  return inCourse<undefined, { kind: "passed"; students: number }>(key, async (tx) => {
    const quiz = await tx.quiz.findFirst({ where: { lessonId, offerId: key.offerId }, select: { id: true } });
    if (!quiz) return fail("not_found");
    const passed = await tx.quizAttempt.groupBy({ by: ["userId"], where: { quizId: quiz.id, passed: true } });
    if (passed.length > 0 && !confirmed) return fail({ kind: "passed", students: passed.length });
    await tx.quiz.delete({ where: { id: quiz.id } });
    return ok();
  });
}

function withOwnIds(questions: readonly Question[], former: readonly Question[]): Question[] {
  const known = new Map(former.map((question) => [question.id, new Set(question.kind === "short" ? [] : question.options.map(({ id }) => id))]));
  return questions.map((question) => {
    const options = known.get(question.id);
    const id = options ? question.id : ownId("q");
    if (question.kind === "short") return { ...question, id };
    return { ...question, id, options: question.options.map((option) => (options?.has(option.id) ? option : { ...option, id: ownId("o") })) };
  });
}

/** Short enough for an answer's JSON, and never met twice. */
function ownId(prefix: string): string {
  return `${prefix}_${crypto.randomUUID().slice(0, 13).replace("-", "")}`;
}
