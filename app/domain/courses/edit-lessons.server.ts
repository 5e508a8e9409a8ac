import { removeFile } from "~/domain/files/remove-file.server";
import { moveByOne, type Direction } from "~/domain/catalog/positions";
import { now } from "~/lib/clock";
import { richText } from "~/lib/html.server";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { inCourse, wouldEmpty, type CourseKey } from "./edit-modules.server";

/** A new, empty lesson at the end of a module. Answers its id. */
export function addLesson(key: CourseKey, { moduleId, title }: { moduleId: string; title: string }): Promise<Result<string, "not_found">> {
  return inCourse(key, async (tx) => {
    const module = await tx.module.findFirst({ where: { id: moduleId, offerId: key.offerId, deletedAt: null }, select: { id: true } });
    if (!module) return fail("not_found");
    const last = await tx.lesson.aggregate({ where: { moduleId }, _max: { position: true } });
    const id = newId("lesson");
    await tx.lesson.create({ data: { id, offerId: key.offerId, moduleId, title, position: (last._max.position ?? -1) + 1, updatedAt: now() } });
    return ok(id);
  });
}

export interface LessonText {
  title: string;
  /** As typed; sanitised here. */
  bodyHtml: string;
  isPreview: boolean;
}

export function updateLesson(key: CourseKey, { lessonId, title, bodyHtml, isPreview }: LessonText & { lessonId: string }): Promise<Result<undefined, "not_found">> {
  return inCourse(key, async (tx) => {
    const { count } = await tx.lesson.updateMany({
      where: { id: lessonId, offerId: key.offerId, deletedAt: null, module: { deletedAt: null } },
      data: { title, bodyHtml: richText(bodyHtml), isPreview, updatedAt: now() },
    });
    return count === 0 ? fail("not_found") : ok();
  });
}

/** One step up or down; over the edge of its module into the neighbouring one. At the end of the course nothing happens. */
export function moveLesson(key: CourseKey, { lessonId, direction }: { lessonId: string; direction: Direction }): Promise<Result<undefined, "not_found">> {
  return inCourse(key, async (tx) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId }, select: { moduleId: true } });
    if (!lesson) return fail("not_found");
    const inOrder = (moduleId: string) => tx.lesson.findMany({ where: { moduleId }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, position: true } });
    const siblings = await inOrder(lesson.moduleId);
    const changes = moveByOne(siblings, lessonId, direction);
    for (const { id, position } of changes) await tx.lesson.update({ where: { id }, data: { position } });
    const edge = direction === "up" ? siblings[0] : siblings.at(-1);
    if (edge?.id !== lessonId) return ok();

    const modules = await tx.module.findMany({ where: { offerId: key.offerId }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true } });
    const here = modules.findIndex((module) => module.id === lesson.moduleId);
    const next = modules[direction === "up" ? here - 1 : here + 1];
    if (!next) return ok();
    const there = await inOrder(next.id);
    const position = direction === "up" ? (there.at(-1)?.position ?? -1) + 1 : (there[0]?.position ?? 1) - 1;
    await tx.lesson.update({ where: { id: lessonId }, data: { moduleId: next.id, position } });
    return ok();
  });
}

/** The lesson with its progress and its video. Cannot be undone. The last lesson of a published course stays. */
export async function deleteLesson(key: CourseKey, { lessonId }: { lessonId: string }): Promise<Result<undefined, "not_found" | "last_one">> {
  const deleted = await inCourse<string | null, "last_one">(key, async (tx, course) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId }, select: { videoFileId: true } });
    if (!lesson) return fail("not_found");
    if (await wouldEmpty(tx, course, 1)) return fail("last_one");
    await tx.lesson.delete({ where: { id: lessonId } });
    return ok(lesson.videoFileId);
  });
  if (!deleted.ok) return deleted;
  if (deleted.value !== null) await removeFile(deleted.value);
  return ok();
}
