import { addLesson } from "~/domain/courses/edit-lessons.server";
import { addModule, renameModule, type CourseKey } from "~/domain/courses/edit-modules.server";
import { binLesson, binModule, restoreLesson, restoreModule } from "~/domain/courses/bin.server";
import { dripProblemText, instantField, readDrip, type Drip } from "~/domain/courses/drip";
import { putBackDrips, setLessonOptions, setModuleDrip, type LessonDrips } from "~/domain/courses/lesson-options.server";
import { moveLesson, moveModule, placeLesson, placeModule, type LessonMoved, type ModuleMoved } from "~/domain/courses/move.server";
import type { Cause } from "~/domain/transitions.server";
import type { ChangeAnswer, ChangeFields } from "./curriculum-view";
import { titleField } from "./offer-form";
import { found, notFound } from "./own-offer.server";

const LAST_ONE = "A published course keeps at least one lesson. Take the course down first, or add another lesson.";
const MODULE_GONE = "That module was deleted, perhaps in another window. Restore it first; it is in “Recently deleted” below.";

/**
 * One change of a curriculum, told by its `intent`: done, with the way to take it back, or why not. Throws 404 for what is
 * not there or not this creator's. The page's forms and its script both come here.
 */
export async function editCurriculum(key: CourseKey, fields: ChangeFields, by: Cause): Promise<ChangeAnswer> {
  const { intent = "", moduleId = "", lessonId = "" } = fields;
  const direction = fields.direction === "up" ? "up" : "down";
  const place = { after: fields.after || null, before: fields.before || null };
  switch (intent) {
    case "add-module":
    case "add-lesson":
    case "rename-module":
      return named(key, fields);
    case "place-module":
      return moduleMoved(moduleId, found(await placeModule(key, { moduleId, ...place })));
    case "move-module":
      return moduleMoved(moduleId, found(await moveModule(key, { moduleId, direction })));
    case "move-lesson":
      return lessonMoved(lessonId, found(await moveLesson(key, { lessonId, direction })), true);
    case "place-lesson": {
      const moved = await placeLesson(key, { lessonId, moduleId, ...place });
      if (!moved.ok) return gone(moved.error);
      return lessonMoved(lessonId, moved.value, false);
    }
    case "delete-module": {
      const deleted = await binModule(key, { moduleId }, by);
      if (!deleted.ok) return gone(deleted.error);
      return done(`Module “${deleted.value.title}” deleted.`, { intent: "restore-module", moduleId });
    }
    case "delete-lesson": {
      const deleted = await binLesson(key, { lessonId }, by);
      if (!deleted.ok) return gone(deleted.error);
      return done(`Lesson “${deleted.value.title}” deleted.`, { intent: "restore-lesson", lessonId });
    }
    case "restore-module":
      return done(`Module “${found(await restoreModule(key, { moduleId }, by)).title}” is back.`, null, moduleId);
    case "restore-lesson": {
      const restored = await restoreLesson(key, { lessonId }, by);
      if (!restored.ok) return gone(restored.error);
      return done(`Lesson “${restored.value.title}” is back.`, null, restored.value.moduleId);
    }
    case "save-lesson":
      return savedLesson(key, fields);
    case "drip-module": {
      const drip = readDrip(fields.opens ?? "", fields.days ?? "", fields.date ?? "");
      if (!drip.ok) return problem(`drip-module-${moduleId}`, dripProblemText(drip.error), "");
      const former = found(await setModuleDrip(key, { moduleId, drip: drip.value }));
      if (former.length === 0) return done("All lessons of the module open this way already.", null);
      return done(`Opening set for ${former.length === 1 ? "one lesson" : `${former.length} lessons`}.`, { intent: "put-back-drips", drips: writeDrips(former) });
    }
    case "put-back-drips":
      found(await putBackDrips(key, readDrips(fields.drips ?? "")));
      return done("Openings are as they were.", null);
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

/** A title is given: to a new module or lesson, or to a module that has one. */
async function named(key: CourseKey, { intent = "", moduleId = "", title: typed = "" }: ChangeFields): Promise<ChangeAnswer> {
  const title = titleField.safeParse(typed);
  if (!title.success) return problem(intent === "add-module" ? "new" : `${intent}-${moduleId}`, title.error.issues[0]?.message ?? "Give it a title.", typed);
  if (intent === "add-module") {
    const id = found(await addModule(key, { title: title.data }));
    return done(`Module “${title.data}” added.`, { intent: "delete-module", moduleId: id }, id);
  }
  if (intent === "add-lesson") {
    const lessonId = found(await addLesson(key, { moduleId, title: title.data }));
    return done(`Lesson “${title.data}” added.`, { intent: "delete-lesson", lessonId }, moduleId);
  }
  const { former } = found(await renameModule(key, { moduleId, title: title.data }));
  return done(`Module renamed to “${title.data}”.`, { intent: "rename-module", moduleId, title: former });
}

async function savedLesson(key: CourseKey, fields: ChangeFields): Promise<ChangeAnswer> {
  const { lessonId = "", title: typed = "" } = fields;
  const title = titleField.safeParse(typed);
  if (!title.success) return problem(`save-lesson-${lessonId}`, title.error.issues[0]?.message ?? "Give it a title.", typed);
  const drip = readDrip(fields.opens ?? "", fields.days ?? "", fields.date ?? "");
  if (!drip.ok) return problem(`save-lesson-${lessonId}`, dripProblemText(drip.error), typed);
  const former = found(await setLessonOptions(key, { lessonId, title: title.data, isPreview: fields.preview === "on", drip: drip.value }));
  return done(former.title === title.data ? `Lesson “${title.data}” saved.` : `Lesson renamed to “${title.data}”.`, {
    intent: "save-lesson",
    lessonId,
    title: former.title,
    ...(former.isPreview ? { preview: "on" } : {}),
    ...dripFields(former.drip),
  });
}

function dripFields(drip: Drip): ChangeFields {
  if (drip.kind === "days") return { opens: "days", days: String(drip.days) };
  return drip.kind === "date" ? { opens: "date", date: instantField(drip.at) } : { opens: "now" };
}

function done(said: string, undo: ChangeFields | null, open: string | null = null): ChangeAnswer {
  return { done: true, said, undo: undo && { said, fields: undo }, open };
}

function problem(at: string, message: string, typed: string): ChangeAnswer {
  return { done: false, message, problem: { at, message, typed } };
}

function gone(error: "not_found" | "last_one" | "module_gone"): ChangeAnswer {
  if (error === "not_found") throw notFound();
  return { done: false, message: error === "last_one" ? LAST_ONE : MODULE_GONE };
}

function moduleMoved(moduleId: string, { title, from, number, of }: ModuleMoved): ChangeAnswer {
  return done(`${title} is now module ${number} of ${of}.`, { intent: "place-module", moduleId, after: from.after ?? "", before: from.before ?? "" });
}

function lessonMoved(lessonId: string, { title, from, number, of, moduleId, moduleTitle }: LessonMoved, follow: boolean): ChangeAnswer {
  const undo = { intent: "place-lesson", lessonId, moduleId: from.moduleId, after: from.after ?? "", before: from.before ?? "" };
  return done(`${title} is now lesson ${number} of ${of} in ${moduleTitle}.`, undo, follow ? moduleId : null);
}

/** "les_… 7", "les_… 2026-12-24T09:30" or "les_…", one a line. */
function writeDrips(drips: LessonDrips): string {
  return drips.map(({ lessonId, drip }) => `${lessonId} ${drip.kind === "days" ? drip.days : drip.kind === "date" ? instantField(drip.at) : ""}`.trim()).join("\n");
}

function readDrips(text: string): LessonDrips {
  return text.split("\n").slice(0, 5_000).flatMap((line) => {
    const [lessonId = "", value = ""] = line.trim().split(" ");
    const drip = readDrip(value === "" ? "now" : /^\d{1,4}$/.test(value) ? "days" : "date", value, value);
    return lessonId !== "" && drip.ok ? [{ lessonId, drip: drip.value }] : [];
  });
}

/** The text fields of a form; of fields with one name, the last. */
export function textFields(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}
