import type { Tx } from "~/db.server";
import type { Direction } from "~/domain/catalog/positions";
import { fail, ok, type Result } from "~/lib/result";
import { inCourse, type CourseKey } from "./edit-modules.server";
import { placeOf, putAt, type Place } from "./place";

/** Where something stood, to put it back, and where it stands now, in figures that begin with 1. */
export interface Moved<From> {
  title: string;
  from: From;
  number: number;
  of: number;
}
export type ModuleMoved = Moved<Place>;
export type LessonMoved = Moved<Place & { moduleId: string }> & { moduleId: string; moduleTitle: string };

/** Put a module between two others. */
export function placeModule(key: CourseKey, { moduleId, ...place }: { moduleId: string } & Place): Promise<Result<ModuleMoved, "not_found">> {
  return inCourse(key, async (tx) => {
    const modules = await modulesOf(tx, key.offerId);
    const module = modules.find(({ id }) => id === moduleId);
    if (!module) return fail("not_found");
    const ids = modules.map(({ id }) => id);
    const order = putAt(ids, moduleId, place);
    await writeModules(tx, order);
    return ok({ title: module.title, from: placeOf(ids, moduleId), number: order.indexOf(moduleId) + 1, of: order.length });
  });
}

/** One step up or down among the modules; at the end nothing happens. */
export function moveModule(key: CourseKey, { moduleId, direction }: { moduleId: string; direction: Direction }): Promise<Result<ModuleMoved, "not_found">> {
  return inCourse(key, async (tx) => {
    const modules = await modulesOf(tx, key.offerId);
    const module = modules.find(({ id }) => id === moduleId);
    if (!module) return fail("not_found");
    const ids = modules.map(({ id }) => id);
    const from = placeOf(ids, moduleId);
    const neighbour = direction === "up" ? from.after : from.before;
    const order = neighbour === null ? ids : putAt(ids, moduleId, direction === "up" ? { after: null, before: neighbour } : { after: neighbour, before: null });
    await writeModules(tx, order);
    return ok({ title: module.title, from, number: order.indexOf(moduleId) + 1, of: order.length });
  });
}

/** Put a lesson between two others, also of another module. `module_gone`: the module is in the bin. */
export function placeLesson(key: CourseKey, { lessonId, moduleId, ...place }: { lessonId: string; moduleId: string } & Place): Promise<Result<LessonMoved, "not_found" | "module_gone">> {
  return inCourse<LessonMoved, "module_gone">(key, async (tx) => {
    const lesson = await livingLesson(tx, key, lessonId);
    const module = await tx.module.findFirst({ where: { id: moduleId, offerId: key.offerId }, select: { title: true, deletedAt: true } });
    if (!lesson || !module) return fail("not_found");
    if (module.deletedAt !== null) return fail("module_gone");
    const here = await lessonsOf(tx, lesson.moduleId);
    const there = moduleId === lesson.moduleId ? here : await lessonsOf(tx, moduleId);
    const order = putAt(there, lessonId, place);
    await writeLessons(tx, moduleId, order);
    return ok({
      title: lesson.title,
      from: { moduleId: lesson.moduleId, ...placeOf(here, lessonId) },
      moduleId,
      moduleTitle: module.title,
      number: order.indexOf(lessonId) + 1,
      of: order.length,
    });
  });
}

/** One step up or down; over the edge of its module into the neighbouring one. At the ends of the course nothing happens. */
export function moveLesson(key: CourseKey, { lessonId, direction }: { lessonId: string; direction: Direction }): Promise<Result<LessonMoved, "not_found">> {
  return inCourse(key, async (tx) => {
    const lesson = await livingLesson(tx, key, lessonId);
    if (!lesson) return fail("not_found");
    const up = direction === "up";
    const here = await lessonsOf(tx, lesson.moduleId);
    const from = placeOf(here, lessonId);
    const modules = await modulesOf(tx, key.offerId);
    const at = modules.findIndex(({ id }) => id === lesson.moduleId);
    const neighbour = up ? from.after : from.before;
    const over = neighbour === null ? modules[up ? at - 1 : at + 1] : undefined;
    const there = over ? await lessonsOf(tx, over.id) : here;
    const place = over ? (up ? { after: null, before: null } : { after: null, before: there[0] ?? null }) : up ? { after: null, before: neighbour } : { after: neighbour, before: null };
    const order = !over && neighbour === null ? here : putAt(there, lessonId, place);
    const module = over ?? modules[at];
    if (!module) return fail("not_found");
    await writeLessons(tx, module.id, order);
    return ok({ title: lesson.title, from: { moduleId: lesson.moduleId, ...from }, moduleId: module.id, moduleTitle: module.title, number: order.indexOf(lessonId) + 1, of: order.length });
  });
}

const IN_ORDER = [{ position: "asc" as const }, { id: "asc" as const }];

function modulesOf(tx: Tx, offerId: string): Promise<{ id: string; title: string }[]> {
  return tx.module.findMany({ where: { offerId, deletedAt: null }, orderBy: IN_ORDER, select: { id: true, title: true } });
}

/** Ids of a module's lessons in order, without those in the bin. */
export async function lessonsOf(tx: Tx, moduleId: string): Promise<string[]> {
  const lessons = await tx.lesson.findMany({ where: { moduleId, deletedAt: null }, orderBy: IN_ORDER, select: { id: true } });
  return lessons.map(({ id }) => id);
}

function livingLesson(tx: Tx, key: CourseKey, lessonId: string): Promise<{ moduleId: string; title: string } | null> {
  return tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId, deletedAt: null, module: { deletedAt: null } }, select: { moduleId: true, title: true } });
}

/** One statement whatever the size of the list; rows that stand right already are not touched. */
export async function writeModules(tx: Tx, ids: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE modules SET position = (o.at - 1)::int FROM unnest(${ids}::text[]) WITH ORDINALITY AS o(id, at)
     WHERE modules.id = o.id AND modules.position <> o.at - 1`;
}

/** The same for the lessons of a module, which it makes theirs. */
export async function writeLessons(tx: Tx, moduleId: string, ids: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE lessons SET position = (o.at - 1)::int, module_id = ${moduleId} FROM unnest(${ids}::text[]) WITH ORDINALITY AS o(id, at)
     WHERE lessons.id = o.id AND (lessons.position <> o.at - 1 OR lessons.module_id <> ${moduleId})`;
}
