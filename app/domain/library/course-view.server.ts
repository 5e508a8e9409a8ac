import { db } from "~/db.server";
import { lessonsOfModules, modulesWithProgress, type CourseTotals, type ListedLesson, type StandingLesson, type StandingModule } from "~/domain/courses/standing.server";
import { doneBefore, lockOf, lockText, type Lock } from "~/domain/courses/unlock";
import { now } from "~/lib/clock";
import type { CourseRules } from "./owned-offer.server";

/** A course of this size shows all its lessons; a larger one those of the module one is in, others when they are opened. */
const ALL_AT_ONCE = 40;

/** A lesson in a list, ready for the page. */
export interface ShownLesson {
  id: string;
  title: string;
  done: boolean;
  medium: ListedLesson["medium"];
  hasQuiz: boolean;
  /** Why it is not open yet, in words; null: it is. */
  lock: string | null;
  /** Of that reason. */
  lockKind: Lock["kind"] | null;
}

/** A module in a list; `lessons` null: to be loaded when it is opened. */
export interface ShownModule extends StandingModule {
  lessons: ShownLesson[] | null;
}

/** A person's way through one course: what they may open, and since when. */
export interface Enrolment {
  userId: string;
  offerId: string;
  /** UTC instant since which the course has been open to them. */
  since: Date;
  rules: CourseRules;
}

/** Why a lesson is shut for this person; null: open. `number`: its place in the course, from 1. */
export function lockFor({ since, rules }: Enrolment, lesson: Pick<StandingLesson, "id" | "dripDays" | "dripAt" | "isPreview" | "number" | "done">, { firstUndone }: Pick<CourseTotals, "firstUndone">): Lock | null {
  if (rules.isCreator) return null;
  return lockOf(lesson, { since, now: now(), inOrder: rules.inOrder, doneBefore: doneBefore(lesson, firstUndone) });
}

/**
 * The course's modules with counts, and the lessons of some: all of them in a small course, else those of the modules asked
 * for. Two statements whatever the size.
 */
export async function courseList(enrolment: Enrolment, totals: CourseTotals, wanted: readonly (string | null)[]): Promise<ShownModule[]> {
  const { userId, offerId } = enrolment;
  const modules = await modulesWithProgress(userId, offerId);
  const all = totals.total <= ALL_AT_ONCE;
  const opened = modules.filter((module) => all || wanted.includes(module.id)).map((module) => module.id);
  const lessons = await lessonsOfModules(userId, offerId, opened);
  let before = 0;
  return modules.map((module) => {
    const from = before;
    before += module.total;
    if (!opened.includes(module.id)) return { ...module, lessons: null };
    const own = lessons.filter((lesson) => lesson.moduleId === module.id);
    return { ...module, lessons: own.map((lesson, index) => shown(enrolment, { ...lesson, number: from + index + 1 }, totals)) };
  });
}

function shown(enrolment: Enrolment, lesson: ListedLesson & { number: number }, totals: CourseTotals): ShownLesson {
  const lock = lockFor(enrolment, lesson, totals);
  const { id, title, done, medium, hasQuiz } = lesson;
  return { id, title, done, medium, hasQuiz, lock: lock && lockText(lock), lockKind: lock && lock.kind };
}

export interface LessonAttachment {
  fileId: string;
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

/** One lesson's own content with its files in order; null when it is not part of the offer. Three queries. */
export async function lessonContent(offerId: string, lessonId: string) {
  const lesson = await db.lesson.findFirst({
    where: { id: lessonId, offerId, deletedAt: null, module: { deletedAt: null } },
    select: {
      id: true,
      title: true,
      bodyHtml: true,
      videoFileId: true,
      videoUrl: true,
      posterFileId: true,
      captionsFileId: true,
      module: { select: { title: true } },
      files: { orderBy: [{ position: "asc" }, { id: "asc" }], select: { fileId: true, name: true } },
    },
  });
  if (!lesson) return null;
  const { files, ...rest } = lesson;
  const stored = await db.storedFile.findMany({ where: { id: { in: [...files.map((file) => file.fileId), ...(lesson.videoFileId ? [lesson.videoFileId] : [])] } } });
  const byId = new Map(stored.map((file) => [file.id, file]));
  const attachments = files.flatMap(({ fileId, name }): LessonAttachment[] => {
    const file = byId.get(fileId);
    return file ? [{ fileId, name: name ?? file.fileName, contentType: file.contentType, size: Number(file.byteSize) }] : [];
  });
  return { ...rest, mediaType: (lesson.videoFileId && byId.get(lesson.videoFileId)?.contentType) || null, attachments };
}

/** Seconds at which the person stopped in a lesson; 0 for none. */
export async function positionIn(userId: string, lessonId: string): Promise<number> {
  const mark = await db.lessonProgress.findUnique({ where: { userId_lessonId: { userId, lessonId } }, select: { positionSeconds: true } });
  return mark?.positionSeconds ?? 0;
}
