import { addLesson, deleteLesson, moveLesson } from "~/domain/courses/edit-lessons.server";
import { addModule, deleteModule, moveModule, renameModule, type CourseKey } from "~/domain/courses/edit-modules.server";
import { redirect } from "@remix-run/node";
import type { Direction } from "~/domain/catalog/positions";
import type { Question } from "./confirmed";
import { titleField } from "./offer-form";
import { found, notFound, redirectWith } from "./own-offer.server";

/** Why something of the curriculum was not done: a name that will not do (and where it was typed), a question, a refusal. */
export interface CurriculumAnswer {
  problem?: { at: string; message: string; typed: string };
  question?: Question;
  refused?: string;
}

const LAST_ONE = "A published course keeps at least one lesson. Take the course down first, or add another lesson.";

/** What the curriculum page's forms do, one by their `intent`. */
export async function editCurriculum(key: CourseKey, form: FormData): Promise<Response | CurriculumAnswer> {
  const page = `/studio/offers/${key.offerId}/curriculum`;
  const text = (name: string) => String(form.get(name) ?? "");
  const intent = text("intent");
  const moduleId = text("moduleId");
  const lessonId = text("lessonId");
  const direction: Direction = text("direction") === "up" ? "up" : "down";
  switch (intent) {
    case "add-module":
    case "rename-module":
    case "add-lesson": {
      const title = titleField.safeParse(form.get("title") ?? undefined);
      const at = intent === "add-module" ? "new" : `${intent}-${moduleId}`;
      if (!title.success) return { problem: { at, message: title.error.issues[0]?.message ?? "Give it a title.", typed: text("title") } };
      if (intent === "add-module") found(await addModule(key, { title: title.data }));
      else if (intent === "rename-module") found(await renameModule(key, { moduleId, title: title.data }));
      else found(await addLesson(key, { moduleId, title: title.data }));
      return redirect(page);
    }
    case "move-module":
      found(await moveModule(key, { moduleId, direction }));
      return redirect(`${page}?moved=${moduleId}&direction=${direction}`);
    case "move-lesson":
      found(await moveLesson(key, { lessonId, direction }));
      return redirect(`${page}?moved=${lessonId}&direction=${direction}`);
    case "delete-module":
    case "delete-lesson": {
      if (form.get("confirmed") !== "yes") return { question: question(intent, moduleId, lessonId) };
      const deleted = intent === "delete-module" ? await deleteModule(key, { moduleId }) : await deleteLesson(key, { lessonId });
      if (deleted.ok) return redirectWith(page, intent === "delete-module" ? "Module deleted." : "Lesson deleted.");
      if (deleted.error === "not_found") throw notFound();
      return { refused: LAST_ONE };
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

function question(intent: "delete-module" | "delete-lesson", moduleId: string, lessonId: string): Question {
  return intent === "delete-module"
    ? { title: "Delete this module?", description: DELETE_MODULE, confirmLabel: "Delete module", fields: { intent, moduleId } }
    : { title: "Delete this lesson?", description: DELETE_LESSON, confirmLabel: "Delete lesson", fields: { intent, lessonId } };
}

const DELETE_MODULE = "Its lessons, their text and their videos go with it, also for those who bought the course. This cannot be undone.";
const DELETE_LESSON = "Its text and its video go with it, also for those who bought the course. This cannot be undone.";
