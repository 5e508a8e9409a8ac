import { z } from "zod";

/** Far above what anybody asks; a line against what would make a page too heavy. */
export const QUIZ_LIMITS = { questions: 50, options: 12, accepted: 20, text: 1000, option: 500, explanation: 2000 } as const;

const id = z.string().min(1).max(60);
const said = (max: number, missing: string) => z.string().trim().min(1, missing).max(max, `Keep it to ${max} characters.`);

const optionSchema = z.object({ id, text: said(QUIZ_LIMITS.option, "Write what this option says, or remove it."), correct: z.boolean() });
const optionsSchema = z
  .array(optionSchema)
  .min(2, "Give at least two options to choose from.")
  .max(QUIZ_LIMITS.options, `A question can have up to ${QUIZ_LIMITS.options} options.`)
  .refine((options) => !repeats(options.map((option) => plain(option.text)).filter((text) => text !== "")), "Two options say the same.")
  .refine((options) => !repeats(options.map((option) => option.id)), "Two options have the same id.");
const rightOnes = (options: { correct: boolean }[]) => options.filter((option) => option.correct).length;

const asked = {
  id,
  text: said(QUIZ_LIMITS.text, "Write the question."),
  /** Shown after answering; "" for none. */
  explanation: z.string().trim().max(QUIZ_LIMITS.explanation, `Keep it to ${QUIZ_LIMITS.explanation} characters.`),
};

export const questionSchema = z.discriminatedUnion("kind", [
  z.object({ ...asked, kind: z.literal("single"), options: optionsSchema.refine((options) => rightOnes(options) === 1, "Mark the one option that is right.") }),
  z.object({ ...asked, kind: z.literal("multiple"), options: optionsSchema.refine((options) => rightOnes(options) > 0, "Mark every option that is right: at least one.") }),
  z.object({
    ...asked,
    kind: z.literal("short"),
    accepted: z
      .array(said(QUIZ_LIMITS.option, "Write an answer, or remove the line.").refine((text) => plain(text) !== "", "Write a word or a number."))
      .min(1, "Write at least one answer that counts as right.")
      .max(QUIZ_LIMITS.accepted, `Up to ${QUIZ_LIMITS.accepted} answers can count as right.`),
  }),
]);

/** What is kept in `Quiz.questions`. The messages are for the creator, each at the path of its field. */
export const questionsSchema = z
  .array(questionSchema)
  .min(1, "Ask at least one question.")
  .max(QUIZ_LIMITS.questions, `A quiz can have up to ${QUIZ_LIMITS.questions} questions.`)
  .refine((questions) => !repeats(questions.map((question) => question.id)), "Two questions have the same id.");

export type Question = z.infer<typeof questionSchema>;
export type QuestionKind = Question["kind"];

/** A question as the student may see it: nothing in it tells what is right. */
export type ShownQuestion = { id: string; text: string; kind: QuestionKind; options: { id: string; text: string }[] };

/** Ids of chosen options, or the one text typed, by the question's id. */
export type QuizAnswers = Readonly<Record<string, readonly string[]>>;

export interface QuizGrade {
  /** Whole percent of the questions answered right, rounded down: 100 means all of them. */
  scorePercent: number;
  right: Record<string, boolean>;
}

/** The questions out of the database's JSON. What cannot be read is left out, so that one bad row never breaks a lesson. */
export function readQuestions(json: unknown): Question[] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((entry) => {
    const read = questionSchema.safeParse(entry);
    return read.success ? [read.data] : [];
  });
}

/** The questions without answers and explanations, to send to a student's page. */
export function shownQuestions(questions: readonly Question[]): ShownQuestion[] {
  return questions.map((question) => ({
    id: question.id,
    text: question.text,
    kind: question.kind,
    options: question.kind === "short" ? [] : question.options.map((option) => ({ id: option.id, text: option.text })),
  }));
}

/**
 * Grade a set of answers. Each question counts the same and is right or wrong as a whole: "multiple" wants all the right
 * options and none besides. Short answers are compared without case, accents and doubled spaces. What was not answered is wrong.
 */
export function gradeQuiz(questions: readonly Question[], answers: QuizAnswers): QuizGrade {
  const right = Object.fromEntries(questions.map((question) => [question.id, isRight(question, Object.hasOwn(answers, question.id) ? (answers[question.id] ?? []) : [])]));
  const score = questions.filter((question) => right[question.id]).length;
  return { scorePercent: questions.length === 0 ? 100 : Math.floor((score * 100) / questions.length), right };
}

/** What a student is told when the quiz is graded and they may know: the right options' texts, or the first accepted answer. */
export function rightAnswers(question: Question): string[] {
  return question.kind === "short" ? question.accepted.slice(0, 1) : question.options.filter((option) => option.correct).map((option) => option.text);
}

function repeats(values: readonly string[]): boolean {
  return new Set(values).size !== values.length;
}

function isRight(question: Question, given: readonly string[]): boolean {
  if (question.kind === "short") {
    const typed = plain(given[0] ?? "");
    return typed !== "" && question.accepted.some((answer) => plain(answer) === typed);
  }
  const chosen = new Set(given);
  const wanted = question.options.filter((option) => option.correct);
  return chosen.size === wanted.length && wanted.every((option) => chosen.has(option.id));
}

/**
 * A text as compared: Latin accents, case, typographic apostrophes and the number of spaces do not count. Lower and then upper
 * case, so that ß and SS, and both small sigmas, are the same. Marks of other scripts stay: there they are vowels.
 */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[’‘ʼ]/g, "'").toLowerCase().toUpperCase().replace(/\s+/g, " ").trim();
}
