import { db, type Tx } from "~/db.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { saveProgress } from "./progress.server";
import { gradeQuiz, readQuestions, rightAnswers, shownQuestions, type Question, type QuizAnswers, type ShownQuestion } from "./quiz";

/** What somebody may type as a short answer. */
const TYPED = 500;

/** What a student sees of a quiz. What is right is in it only when they may know. */
export interface StudentQuiz {
  passPercent: number;
  questions: ShownQuestion[];
  passed: boolean;
  attempts: number;
  /** Null: as often as one likes. */
  attemptsLeft: number | null;
  /** The attempt that counts: the one that passed, else the last. */
  last: { number: number; scorePercent: number; answers: Record<string, string[]>; right: Record<string, boolean> } | null;
  /** By question, once it is passed or no attempt is left: what was right and why. Null before. */
  solution: Record<string, { right: string[]; explanation: string }> | null;
}

interface Attempt {
  number: number;
  answers: unknown;
  scorePercent: number;
  passed: boolean;
}

/** A lesson's quiz with a person's own attempts; null when the lesson ends without questions. */
export async function quizForStudent(userId: string, lessonId: string): Promise<StudentQuiz | null> {
  const quiz = await db.quiz.findUnique({ where: { lessonId }, select: { id: true, passPercent: true, maxAttempts: true, questions: true } });
  if (!quiz) return null;
  const questions = readQuestions(quiz.questions);
  if (questions.length === 0) return null;
  const [counted] = await db.quizAttempt.findMany({ where: { quizId: quiz.id, userId }, orderBy: [{ passed: "desc" }, { number: "desc" }], take: 1, select: ATTEMPT });
  const attempts = counted ? await db.quizAttempt.count({ where: { quizId: quiz.id, userId } }) : 0;
  const passed = counted?.passed ?? false;
  const attemptsLeft = quiz.maxAttempts === null ? null : Math.max(0, quiz.maxAttempts - attempts);
  return {
    passPercent: quiz.passPercent,
    questions: shownQuestions(questions),
    passed,
    attempts,
    attemptsLeft,
    last: counted ? resultOf(counted, questions) : null,
    solution: passed || attemptsLeft === 0 ? Object.fromEntries(questions.map((question) => [question.id, { right: rightAnswers(question), explanation: question.explanation }])) : null,
  };
}

const ATTEMPT = { number: true, answers: true, scorePercent: true, passed: true } as const;

function resultOf({ number, answers, scorePercent }: Attempt, questions: readonly Question[]) {
  const given = keptAnswers(answers);
  return { number, scorePercent, answers: given, right: gradeQuiz(questions, given).right };
}

function keptAnswers(json: unknown): Record<string, string[]> {
  if (typeof json !== "object" || json === null) return {};
  return Object.fromEntries(Object.entries(json).map(([id, given]) => [id, Array.isArray(given) ? given.filter((one): one is string => typeof one === "string") : []]));
}

export type QuizRefusal =
  | { kind: "no_quiz" | "passed_before" | "no_attempts_left" | "taken_elsewhere" }
  /** Nothing was counted. */
  | { kind: "unanswered"; questionIds: string[] };

/** "outcome": graded and kept. */
export interface QuizOutcome {
  passed: boolean;
  scorePercent: number;
  /** The lesson is done by it, for the first time. */
  completed: boolean;
}

/**
 * Take a lesson's quiz. Graded here alone; an attempt with a question left open is not counted. `attempt`: the number the page
 * offered, so that a doubled click is one attempt and two tabs cannot get more than the quiz allows. The caller has checked
 * that the person may open the lesson.
 */
export async function takeQuiz(take: { userId: string; offerId: string; lessonId: string; answers: QuizAnswers; attempt: number }): Promise<Result<QuizOutcome, QuizRefusal>> {
  return db.$transaction(async (tx): Promise<Result<QuizOutcome, QuizRefusal>> => {
    // One attempt after the other, whatever sends them.
    await tx.$queryRaw`SELECT id FROM quizzes WHERE lesson_id = ${take.lessonId} AND offer_id = ${take.offerId} FOR UPDATE`;
    const quiz = await tx.quiz.findFirst({ where: { lessonId: take.lessonId, offerId: take.offerId } });
    const questions = readQuestions(quiz?.questions);
    if (!quiz || questions.length === 0) return fail({ kind: "no_quiz" });
    const refused = await refusal(tx, quiz, take);
    if (refused) return fail(refused);
    const answers = onlyWhatWasAsked(questions, take.answers);
    const unanswered = questions.filter((question) => !answers[question.id]?.some((given) => given.trim() !== "")).map((question) => question.id);
    if (unanswered.length > 0) return fail({ kind: "unanswered", questionIds: unanswered });
    const { scorePercent } = gradeQuiz(questions, answers);
    const passed = scorePercent >= quiz.passPercent;
    await tx.quizAttempt.create({ data: { id: newId("quizAttempt"), quizId: quiz.id, userId: take.userId, number: take.attempt, answers, scorePercent, passed, at: now() } });
    const before = await tx.lessonProgress.findUnique({ where: { userId_lessonId: { userId: take.userId, lessonId: take.lessonId } }, select: { completedAt: true } });
    await saveProgress({ userId: take.userId, offerId: take.offerId, lessonId: take.lessonId, ...(passed ? { completed: true } : {}) }, tx);
    return ok({ passed, scorePercent, completed: passed && !before?.completedAt });
  });
}

async function refusal(tx: Tx, quiz: { id: string; maxAttempts: number | null }, { userId, attempt }: { userId: string; attempt: number }): Promise<QuizRefusal | null> {
  const former = await tx.quizAttempt.aggregate({ where: { quizId: quiz.id, userId }, _max: { number: true } });
  const taken = former._max.number ?? 0;
  if ((await tx.quizAttempt.count({ where: { quizId: quiz.id, userId, passed: true } })) > 0) return { kind: "passed_before" };
  if (quiz.maxAttempts !== null && taken >= quiz.maxAttempts) return { kind: "no_attempts_left" };
  return attempt === taken + 1 ? null : { kind: "taken_elsewhere" };
}

/** Answers to questions that exist, with options that exist; a single choice is one. */
function onlyWhatWasAsked(questions: readonly Question[], answers: QuizAnswers): Record<string, string[]> {
  return Object.fromEntries(
    questions.map((question) => {
      const given = Object.hasOwn(answers, question.id) ? (answers[question.id] ?? []) : [];
      if (question.kind === "short") return [question.id, given.slice(0, 1).map((text) => text.replaceAll("\u0000", "").slice(0, TYPED))];
      const known = question.options.filter((option) => given.includes(option.id)).map((option) => option.id);
      return [question.id, question.kind === "single" ? known.slice(0, 1) : known];
    }),
  );
}
