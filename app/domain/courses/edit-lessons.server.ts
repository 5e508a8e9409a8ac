import { now } from "~/lib/clock";
import { richText } from "~/lib/html.server";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { inCourse, type CourseKey } from "./edit-modules.server";

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
