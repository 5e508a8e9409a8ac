import { db } from "~/db.server";
import type { Course, Lesson, Quiz } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";

/** How a course is taken: in order, with a certificate … */
export function courseRules(offerId: string, rules: Partial<Omit<Course, "offerId">>): Promise<Course> {
  return db.course.upsert({ where: { offerId }, create: { offerId, ...rules }, update: rules });
}

/** Three questions, one of each kind. Right: "b"; "x" and "y"; "flour" (or "farine"). */
export const QUESTIONS = [
  { id: "q1", kind: "single", text: "What makes it rise?", explanation: "Yeast eats sugar.", options: [{ id: "a", text: "Salt", correct: false }, { id: "b", text: "Yeast", correct: true }] },
  { id: "q2", kind: "multiple", text: "What goes in?", explanation: "", options: [{ id: "x", text: "Water", correct: true }, { id: "y", text: "Flour", correct: true }, { id: "z", text: "Glue", correct: false }] },
  { id: "q3", kind: "short", text: "The powder?", explanation: "Ground grain.", accepted: ["flour", "farine"] },
];

/** Puts questions at the end of a lesson. */
export function aQuiz(lesson: Pick<Lesson, "id" | "offerId">, overrides: Partial<Pick<Quiz, "passPercent" | "maxAttempts">> = {}): Promise<Quiz> {
  return db.quiz.create({ data: { id: newId("quiz"), lessonId: lesson.id, offerId: lesson.offerId, passPercent: 70, maxAttempts: null, questions: QUESTIONS, updatedAt: now(), ...overrides } });
}

/** A long course: `modules` × `each` more lessons behind what there is. */
export async function manyLessons(offerId: string, modules: number, each: number): Promise<void> {
  const made = Array.from({ length: modules }, (_, index) => ({ id: newId("module"), offerId, title: `Long part ${index + 1}`, position: 100 + index }));
  await db.module.createMany({ data: made });
  await db.lesson.createMany({
    data: made.flatMap((module) => Array.from({ length: each }, (_, position) => ({ id: newId("lesson"), offerId, moduleId: module.id, title: `${module.title}, lesson ${position + 1}`, bodyHtml: "<p>Text.</p>", position, updatedAt: now() }))),
  });
}
