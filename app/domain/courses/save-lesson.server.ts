import { now } from "~/lib/clock";
import { richText } from "~/lib/html.server";
import { fail, ok, type Result } from "~/lib/result";
import { inCourse, type CourseKey } from "./edit-modules.server";
import { keepRevision } from "./revisions.server";

export interface LessonWords {
  title: string;
  /** As typed; sanitised here. */
  bodyHtml: string;
  isPreview: boolean;
}

export interface SaveLesson extends LessonWords {
  lessonId: string;
  /** The version that was on the page when typing began; null: whatever stands there is written over. */
  version: number | null;
  /** Write over what somebody else saved meanwhile. That text then stands in the history, however young it is. */
  overwrite?: boolean;
}

export interface SavedLesson {
  version: number;
  savedAt: Date;
}

/** Another window has saved since: what stands there now. */
export interface ChangedMeanwhile extends LessonWords, SavedLesson {
  kind: "changed_meanwhile";
}

/**
 * Save a lesson's words, unless another window has saved others since `version`: two windows never overwrite each other
 * unseen. Saving the same words again (an answer that was lost on the way) is no conflict and changes nothing.
 */
export function saveLesson(key: CourseKey, save: SaveLesson): Promise<Result<SavedLesson, "not_found" | ChangedMeanwhile>> {
  return inCourse<SavedLesson, ChangedMeanwhile>(key, async (tx) => {
    const lesson = await tx.lesson.findFirst({ where: { id: save.lessonId, offerId: key.offerId, deletedAt: null, module: { deletedAt: null } } });
    if (!lesson) return fail("not_found");
    const words = { title: save.title, bodyHtml: richText(save.bodyHtml), isPreview: save.isPreview };
    const { title, bodyHtml, isPreview, version, updatedAt } = lesson;
    const sameText = title === words.title && bodyHtml === words.bodyHtml;
    if (sameText && isPreview === words.isPreview) return ok({ version, savedAt: updatedAt });
    const meanwhile = save.version !== null && save.version !== version;
    if (meanwhile && !save.overwrite) return fail({ kind: "changed_meanwhile", title, bodyHtml, isPreview, version, savedAt: updatedAt });
    if (!sameText) await keepRevision(tx, { ...lesson, savedAt: updatedAt }, meanwhile || Boolean(save.overwrite));
    const savedAt = now();
    await tx.lesson.update({ where: { id: lesson.id }, data: { ...words, version: version + 1, updatedAt: savedAt } });
    return ok({ version: version + 1, savedAt });
  });
}
