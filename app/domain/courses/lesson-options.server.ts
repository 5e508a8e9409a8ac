import { LESSON_IN_USE } from "~/domain/catalog/contents.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { dripColumns, dripOf, type Drip } from "./drip";
import { inCourse, type CourseKey } from "./edit-modules.server";

/** What the curriculum says about a lesson beside its place. */
export interface LessonOptions {
  title: string;
  isPreview: boolean;
  drip: Drip;
}

/** Change a lesson's title, preview or opening; what is left out stays. Answers how it was. */
export function setLessonOptions(key: CourseKey, { lessonId, title, isPreview, drip }: { lessonId: string } & Partial<LessonOptions>): Promise<Result<LessonOptions, "not_found">> {
  return inCourse(key, async (tx) => {
    const lesson = await tx.lesson.findFirst({
      where: { id: lessonId, offerId: key.offerId, ...LESSON_IN_USE },
      select: { title: true, isPreview: true, dripDays: true, dripAt: true },
    });
    if (!lesson) return fail("not_found");
    const wordsChange = (title !== undefined && title !== lesson.title) || (isPreview !== undefined && isPreview !== lesson.isPreview);
    await tx.lesson.update({
      where: { id: lessonId },
      data: {
        ...(title === undefined ? {} : { title }),
        ...(isPreview === undefined ? {} : { isPreview }),
        ...(drip ? dripColumns(drip) : {}),
        // The lesson's own page shows these two as well: an editor open there must not write its old ones over them unseen.
        ...(wordsChange ? { version: { increment: 1 } } : {}),
        updatedAt: now(),
      },
    });
    return ok({ title: lesson.title, isPreview: lesson.isPreview, drip: dripOf(lesson) });
  });
}

/** How some lessons open, one an entry. */
export type LessonDrips = { lessonId: string; drip: Drip }[];

/** All lessons of a module open the same way. Answers how each was that changes. */
export function setModuleDrip(key: CourseKey, { moduleId, drip }: { moduleId: string; drip: Drip }): Promise<Result<LessonDrips, "not_found">> {
  return inCourse(key, async (tx) => {
    const module = await tx.module.findFirst({ where: { id: moduleId, offerId: key.offerId, deletedAt: null }, select: { id: true } });
    if (!module) return fail("not_found");
    const wanted = dripColumns(drip);
    const lessons = await tx.lesson.findMany({ where: { moduleId, deletedAt: null }, select: { id: true, dripDays: true, dripAt: true } });
    const former = lessons.filter((lesson) => lesson.dripDays !== wanted.dripDays || lesson.dripAt?.getTime() !== wanted.dripAt?.getTime());
    await tx.lesson.updateMany({ where: { id: { in: former.map(({ id }) => id) } }, data: { ...wanted, updatedAt: now() } });
    return ok(former.map((lesson) => ({ lessonId: lesson.id, drip: dripOf(lesson) })));
  });
}

/** Put openings back as they were. Lessons that have gone meanwhile, and ids of other courses, are passed over. */
export function putBackDrips(key: CourseKey, drips: LessonDrips): Promise<Result<undefined, "not_found">> {
  return inCourse(key, async (tx) => {
    const alike = new Map<string, LessonDrips>();
    for (const one of drips) {
      const name = JSON.stringify(one.drip);
      alike.set(name, [...(alike.get(name) ?? []), one]);
    }
    for (const group of alike.values()) {
      const drip = group[0]?.drip ?? { kind: "now" };
      await tx.lesson.updateMany({ where: { id: { in: group.map(({ lessonId }) => lessonId) }, offerId: key.offerId, ...LESSON_IN_USE }, data: { ...dripColumns(drip), updatedAt: now() } });
    }
    return ok();
  });
}
