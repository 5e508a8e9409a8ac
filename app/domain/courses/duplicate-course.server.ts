import { insertDraft, withFreeSlug } from "~/domain/catalog/create-offer.server";
import type { Tx } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { newId, type IdKind } from "~/lib/ids";
import { ok, type Result } from "~/lib/result";
import { inCourse, type CourseKey } from "./edit-modules.server";

const MAX_TITLE = 120;

/**
 * A copy of a course as a draft: its words, settings, price, modules, lessons with text, quizzes and attachments, all in one
 * transaction. Files are shared, not copied: a file goes when nothing refers to it any more. Left behind: progress, notes,
 * former texts, what is in the bin, and who has access. Answers the copy's id.
 */
export function duplicateCourse(key: CourseKey, cause: Cause): Promise<Result<string, "not_found">> {
  return withFreeSlug(() =>
    inCourse(key, async (tx, course) => {
      const copy = await insertDraft(tx, { storeId: key.storeId, kind: "course", title: copyTitle(course.title) }, cause);
      await tx.offer.update({
        where: { id: copy.id },
        data: {
          subtitle: course.subtitle,
          descriptionHtml: course.descriptionHtml,
          highlights: course.highlights,
          coverFileId: course.coverFileId,
          connectedAccountId: course.connectedAccountId,
          accessDays: course.accessDays,
        },
      });
      const prices = await tx.price.findMany({ where: { offerId: course.id, active: true }, select: { amount: true, currency: true } });
      await tx.price.createMany({ data: prices.map((price) => ({ ...price, id: newId("price"), offerId: copy.id, active: true, createdAt: now() })) });
      await tx.$executeRaw`
        INSERT INTO courses (offer_id, lessons_in_order, certificate, certificate_signer)
        SELECT ${copy.id}, lessons_in_order, certificate, certificate_signer FROM courses WHERE offer_id = ${course.id}`;
      await copyContents(tx, course.id, copy.id);
      return ok(copy.id);
    }),
  );
}

function copyTitle(title: string): string {
  const ending = " (copy)";
  return `${[...title].slice(0, MAX_TITLE - ending.length).join("")}${ending}`;
}

/** Row by row inside the database, so that the texts of three hundred lessons never travel. One statement a table. */
async function copyContents(tx: Tx, from: string, to: string): Promise<void> {
  const modules = await renamed(tx.module.findMany({ where: { offerId: from, deletedAt: null }, select: { id: true }, orderBy: { id: "asc" } }), "module");
  await tx.$executeRaw`
    INSERT INTO modules (id, offer_id, title, position)
    SELECT n.new, ${to}, m.title, m.position FROM modules m JOIN unnest(${modules.old}::text[], ${modules.new}::text[]) AS n(old, new) ON n.old = m.id`;

  const lessons = await renamed(tx.lesson.findMany({ where: { offerId: from, deletedAt: null, module: { deletedAt: null } }, select: { id: true }, orderBy: { id: "asc" } }), "lesson");
  await tx.$executeRaw`
    INSERT INTO lessons (id, offer_id, module_id, title, body_html, video_file_id, video_url, poster_file_id, captions_file_id, is_preview, drip_days, drip_at, position, updated_at)
    SELECT n.new, ${to}, nm.new, l.title, l.body_html, l.video_file_id, l.video_url, l.poster_file_id, l.captions_file_id, l.is_preview, l.drip_days, l.drip_at, l.position, ${now()}
      FROM lessons l JOIN unnest(${lessons.old}::text[], ${lessons.new}::text[]) AS n(old, new) ON n.old = l.id
      JOIN unnest(${modules.old}::text[], ${modules.new}::text[]) AS nm(old, new) ON nm.old = l.module_id`;

  const files = await renamed(tx.lessonFile.findMany({ where: { lessonId: { in: lessons.old } }, select: { id: true }, orderBy: { id: "asc" } }), "lessonFile");
  await tx.$executeRaw`
    INSERT INTO lesson_files (id, lesson_id, offer_id, file_id, name, position)
    SELECT n.new, nl.new, ${to}, f.file_id, f.name, f.position
      FROM lesson_files f JOIN unnest(${files.old}::text[], ${files.new}::text[]) AS n(old, new) ON n.old = f.id
      JOIN unnest(${lessons.old}::text[], ${lessons.new}::text[]) AS nl(old, new) ON nl.old = f.lesson_id`;

  const quizzes = await renamed(tx.quiz.findMany({ where: { lessonId: { in: lessons.old } }, select: { id: true }, orderBy: { id: "asc" } }), "quiz");
  await tx.$executeRaw`
    INSERT INTO quizzes (id, lesson_id, offer_id, pass_percent, max_attempts, questions, updated_at)
    SELECT n.new, nl.new, ${to}, q.pass_percent, q.max_attempts, q.questions, ${now()}
      FROM quizzes q JOIN unnest(${quizzes.old}::text[], ${quizzes.new}::text[]) AS n(old, new) ON n.old = q.id
      JOIN unnest(${lessons.old}::text[], ${lessons.new}::text[]) AS nl(old, new) ON nl.old = q.lesson_id`;
}

/** Each id with a new one of its kind. */
async function renamed(rows: Promise<{ id: string }[]>, kind: IdKind): Promise<{ old: string[]; new: string[] }> {
  const old = (await rows).map(({ id }) => id);
  return { old, new: old.map(() => newId(kind)) };
}
