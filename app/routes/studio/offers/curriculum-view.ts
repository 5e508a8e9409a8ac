import { putAt } from "~/domain/courses/place";

/** What the page shows of a course: every module with its count, the lessons of one. */
export interface Curriculum {
  modules: ShownModule[];
  open: { moduleId: string; lessons: ShownLesson[] } | null;
}

export interface ShownModule {
  id: string;
  title: string;
  lessonCount: number;
}

export interface ShownLesson {
  id: string;
  title: string;
  isPreview: boolean;
  hasVideo: boolean;
  hasQuiz: boolean;
  /** Opens this many days after enrolment. */
  dripDays: number | null;
  /** Opens at this instant, ISO, UTC. */
  dripAt: string | null;
}

/** A change as its form sends it; `intent` says which. */
export type ChangeFields = Record<string, string>;

/** The change that takes one back, and what was done in a few words. */
export interface Undo {
  said: string;
  fields: ChangeFields;
}

/** What the server answers to a change: done, or why not. */
export type ChangeAnswer = { done: true; said: string; undo: Undo | null; open: string | null } | { done: false; message: string; problem?: { at: string; message: string; typed: string } };

/** "move-lesson les_… up", as a button's one value carries it, as the fields of a form. */
export function fieldsOfButton(value: string): ChangeFields {
  const [intent = "", id = "", direction = ""] = value.split(" ");
  return { intent, [intent.endsWith("-module") ? "moduleId" : "lessonId"]: id, ...(direction === "" ? {} : { direction }) };
}

/**
 * A step up or down as a place between neighbours, which stays the same however often it is applied. Over the edge of its
 * module only the server knows the way: then it stays a step.
 */
export function asPlace({ modules, open }: Curriculum, fields: ChangeFields): ChangeFields {
  const { intent, moduleId = "", lessonId = "", direction } = fields;
  if (intent !== "move-module" && intent !== "move-lesson") return fields;
  const id = intent === "move-module" ? moduleId : lessonId;
  const ids = (intent === "move-module" ? modules : (open?.lessons ?? [])).map((item) => item.id).filter((one) => one !== id);
  const from = (intent === "move-module" ? modules : (open?.lessons ?? [])).findIndex((item) => item.id === id);
  const to = direction === "up" ? from - 1 : from + 1;
  if (from === -1 || to < 0 || to > ids.length) return fields;
  const place = { after: ids[to - 1] ?? "", before: ids[to] ?? "" };
  return intent === "move-module" ? { intent: "place-module", moduleId, ...place } : { intent: "place-lesson", lessonId, moduleId: open?.moduleId ?? "", ...place };
}

/**
 * The curriculum as it will be once the server has taken a change: shown at once, and again harmless on what the server
 * sends afterwards. What needs the server (new ids, what comes out of the bin) changes nothing here.
 */
export function applyChange(now: Curriculum, fields: ChangeFields): Curriculum {
  const { intent, moduleId = "", lessonId = "" } = fields;
  const place = { after: fields.after || null, before: fields.before || null };
  switch (intent) {
    case "rename-module":
      return { ...now, modules: now.modules.map((module) => (module.id === moduleId ? { ...module, title: fields.title?.trim() || module.title } : module)) };
    case "place-module":
      return { ...now, modules: sorted(now.modules, moduleId, (ids) => putAt(ids, moduleId, place)) };
    case "delete-module":
      return { modules: now.modules.filter(({ id }) => id !== moduleId), open: now.open?.moduleId === moduleId ? null : now.open };
    case "place-lesson":
      return placeLesson(now, lessonId, moduleId, (ids) => putAt(ids, lessonId, place));
    case "delete-lesson":
      return withLessons(now, (lessons) => lessons.filter(({ id }) => id !== lessonId));
    case "save-lesson":
      return withLessons(now, (lessons) => lessons.map((lesson) => (lesson.id === lessonId ? { ...lesson, title: fields.title?.trim() || lesson.title, isPreview: fields.preview === "on", ...shownDrip(fields, lesson) } : lesson)));
    case "drip-module":
      return now.open?.moduleId === moduleId ? withLessons(now, (lessons) => lessons.map((lesson) => ({ ...lesson, ...shownDrip(fields, lesson) }))) : now;
    default:
      return now;
  }
}

function shownDrip(fields: ChangeFields, former: ShownLesson): Pick<ShownLesson, "dripDays" | "dripAt"> {
  if (fields.opens === "days" && /^\d{1,4}$/.test(fields.days ?? "")) return { dripDays: Number(fields.days), dripAt: null };
  if (fields.opens === "date" && fields.date) return { dripDays: null, dripAt: `${fields.date.slice(0, 16)}:00.000Z` };
  return fields.opens === "now" ? { dripDays: null, dripAt: null } : { dripDays: former.dripDays, dripAt: former.dripAt };
}

function withLessons(now: Curriculum, change: (lessons: ShownLesson[]) => ShownLesson[]): Curriculum {
  if (!now.open) return now;
  const { moduleId } = now.open;
  const lessons = change(now.open.lessons);
  const more = lessons.length - now.open.lessons.length;
  return { modules: more === 0 ? now.modules : counted(now.modules, moduleId, more), open: { moduleId, lessons } };
}

/** Only the open module's lessons are known here: one that goes to another module leaves the list and is counted there. */
function placeLesson(now: Curriculum, lessonId: string, moduleId: string, order: (ids: string[]) => string[]): Curriculum {
  const from = now.open?.lessons.some(({ id }) => id === lessonId) ? now.open.moduleId : null;
  if (!now.open || from === null || !now.modules.some(({ id }) => id === moduleId)) return now;
  if (from === moduleId) return { ...now, open: { moduleId, lessons: sorted(now.open.lessons, lessonId, order) } };
  return { modules: counted(counted(now.modules, from, -1), moduleId, 1), open: { moduleId: from, lessons: now.open.lessons.filter(({ id }) => id !== lessonId) } };
}

function counted(modules: ShownModule[], moduleId: string, more: number): ShownModule[] {
  return modules.map((module) => (module.id === moduleId ? { ...module, lessonCount: module.lessonCount + more } : module));
}

function sorted<T extends { id: string }>(items: T[], id: string, order: (ids: string[]) => string[]): T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return byId.has(id) ? order(items.map((item) => item.id)).flatMap((one) => byId.get(one) ?? []) : items;
}

/** "after 7 days", "from 24 December 2026, 09:30 UTC"; null: at once. */
export function dripWords({ dripDays, dripAt }: Pick<ShownLesson, "dripDays" | "dripAt">): string | null {
  if (dripAt !== null) return `From ${WHEN.format(new Date(dripAt))} UTC`;
  return dripDays === null ? null : `After ${dripDays.toLocaleString("en")} ${dripDays === 1 ? "day" : "days"}`;
}

const WHEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
