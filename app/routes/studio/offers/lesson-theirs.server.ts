import type { ChangedMeanwhile } from "~/domain/courses/save-lesson.server";
import type { Theirs } from "./lesson-words";

/** What another window saved, as the page shows it. */
export function theirsOf({ title, bodyHtml, isPreview, version, savedAt }: ChangedMeanwhile): Theirs {
  return { words: { title, body: bodyHtml, preview: isPreview ? "on" : "" }, version, savedAt: savedAt.toISOString() };
}
