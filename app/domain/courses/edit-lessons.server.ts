import { now } from "~/lib/clock";
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
