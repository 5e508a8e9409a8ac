import { z } from "zod";
import { questionsSchema, type Question } from "~/domain/courses/quiz";

/** A question as the form sends it: options as typed, and the ids of those that are marked right. */
const typedQuestion = z.object({
  id: z.string().max(60).default(""),
  kind: z.enum(["single", "multiple", "short"]),
  text: z.string().default(""),
  explanation: z.string().default(""),
  options: z.array(z.object({ id: z.string().max(60), text: z.string().default("") })).default([]),
  right: z.array(z.string()).default([]),
  accepted: z.array(z.string().default("")).default([]),
});

export type TypedQuestion = z.infer<typeof typedQuestion>;

const whole = (missing: string, min: number, max: number, range: string) => z.coerce.number({ error: missing }).int(range).min(min, range).max(max, range);

/** A quiz as typed, a `Question[]` afterwards. What is wrong is said at the field it is wrong in. */
export const quizSchema = z.object({
  passPercent: whole("Say how many percent are needed to pass.", 1, 100, "Choose a whole number from 1 to 100."),
  maxAttempts: whole("", 1, 100, "Choose a whole number from 1 to 100, or leave it empty for any number of attempts.").optional(),
  questions: z
    .array(typedQuestion)
    .default([])
    .transform((typed, context): Question[] => {
      const read = questionsSchema.safeParse(typed.map(questionOf));
      if (read.success) return read.data;
      for (const issue of read.error.issues) context.addIssue({ code: "custom", message: issue.message, path: [...issue.path] });
      return z.NEVER;
    }),
});

function questionOf(typed: TypedQuestion, index: number): unknown {
  const { kind, text, explanation, options, right, accepted } = typed;
  // New ones have no id yet; the domain gives them one.
  const asked = { id: typed.id || `new-${index}`, kind, text, explanation };
  if (kind === "short") return { ...asked, accepted };
  return { ...asked, options: options.map((option) => ({ ...option, correct: right.includes(option.id) })) };
}

/** A kept question as the form shows it. */
export function typedFrom(question: Question): TypedQuestion {
  const { id, kind, text, explanation } = question;
  if (question.kind === "short") return { id, kind, text, explanation, options: [], right: [], accepted: question.accepted };
  return { id, kind, text, explanation, options: question.options.map((option) => ({ id: option.id, text: option.text })), right: question.options.filter((option) => option.correct).map((option) => option.id), accepted: [] };
}

/** What a new question begins with. */
export function newQuestion(kind: TypedQuestion["kind"]): TypedQuestion {
  const blank = { id: "", kind, text: "", explanation: "", right: [] };
  return kind === "short" ? { ...blank, options: [], accepted: [""] } : { ...blank, options: [{ id: "new-1", text: "" }, { id: "new-2", text: "" }], accepted: [] };
}

/** An id for a new option that none of its question's has. Computed, so that it is the same wherever the page is drawn. */
export function newOptionId(present: readonly (string | undefined)[]): string {
  const taken = present.map((id) => Number(/^new-(\d+)$/.exec(id ?? "")?.[1] ?? 0));
  return `new-${Math.max(0, ...taken) + 1}`;
}
