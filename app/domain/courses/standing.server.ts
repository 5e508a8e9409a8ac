import { sql } from "~/db.server";
import type { Lockable } from "./unlock";

/** A lesson as a list, a link or a lock needs it, with the person's own mark. */
export interface StandingLesson extends Lockable {
  title: string;
  moduleId: string;
  /** From 1, over all modules. */
  number: number;
  done: boolean;
}

/** How far a person is in a course. */
export interface CourseTotals {
  done: number;
  total: number;
  /** Number of the first lesson not done; null: all are done. In a course taken in order, those after it are shut. */
  firstUndone: number | null;
}

export interface CourseStanding extends CourseTotals {
  finished: boolean;
  begun: boolean;
  /** Where to go on: the lesson stopped in, else the next one not done, else the first again. Null for a course without lessons. */
  resume: StandingLesson | null;
}

export interface PlaceInCourse extends CourseTotals {
  here: StandingLesson;
  previous: StandingLesson | null;
  next: StandingLesson | null;
}

/**
 * The course's lessons in order, numbered, with the marks of $1 and what is counted over all of them on every row; $2 the course.
 * What is in the bin does not count. Each step reads every lesson once: a planner without figures about a new course would
 * rather compare each lesson with all others.
 */
const COURSE = `
  SELECT numbered.*, (count(*) OVER ())::int AS total, (count(*) FILTER (WHERE done) OVER ())::int AS "doneCount",
         min(number) FILTER (WHERE NOT done) OVER () AS "firstUndone", bool_or(touched IS NOT NULL) OVER () AS begun
    FROM (
      SELECT l.id, l.title, l.module_id AS "moduleId", l.drip_days AS "dripDays", l.drip_at AS "dripAt", l.is_preview AS "isPreview",
             (row_number() OVER (ORDER BY m.position, m.id, l.position, l.id))::int AS number,
             p.completed_at IS NOT NULL AS done, p.updated_at AS touched
        FROM lessons l JOIN modules m ON m.id = l.module_id
        LEFT JOIN LATERAL (SELECT completed_at, updated_at FROM lesson_progress WHERE user_id = $1 AND lesson_id = l.id LIMIT 1) p ON true
       WHERE l.offer_id = $2 AND l.deleted_at IS NULL AND m.deleted_at IS NULL
    ) numbered`;

type Row = StandingLesson & { total: number; doneCount: number; firstUndone: number | null; begun: boolean };

/** Where a person stands in a course and where they go on. One statement whatever the size. */
export async function courseStanding(userId: string, offerId: string): Promise<CourseStanding> {
  const { rows } = await sql<Row>(
    `SELECT * FROM (
       SELECT course.*, CASE WHEN begun THEN first_value(number) OVER latest ELSE 0 END AS "lastNumber", first_value(done) OVER latest AS "lastDone"
         FROM (${COURSE}) course WINDOW latest AS (ORDER BY touched DESC NULLS LAST, number)
     ) course
      ORDER BY CASE WHEN number = "lastNumber" AND NOT "lastDone" THEN 0 WHEN NOT done AND number > "lastNumber" THEN 1 WHEN NOT done THEN 2 ELSE 3 END, number
      LIMIT 1`,
    [userId, offerId],
  );
  const row = rows[0];
  if (!row) return { done: 0, total: 0, firstUndone: null, finished: false, begun: false, resume: null };
  return { done: row.doneCount, total: row.total, firstUndone: row.firstUndone, finished: row.doneCount === row.total, begun: row.begun, resume: lessonOf(row) };
}

/** A lesson's place with its neighbours across modules; null when it is not one of this course (any more). One statement. */
export async function placeInCourse(userId: string, offerId: string, lessonId: string): Promise<PlaceInCourse | null> {
  const { rows } = await sql<Row>(
    `SELECT * FROM (SELECT course.*, max(number) FILTER (WHERE id = $3) OVER () AS here FROM (${COURSE}) course) course
      WHERE number BETWEEN here - 1 AND here + 1 ORDER BY number`,
    [userId, offerId, lessonId],
  );
  const at = rows.findIndex((row) => row.id === lessonId);
  const row = rows[at];
  if (!row) return null;
  const beside = (neighbour: Row | undefined) => (neighbour ? lessonOf(neighbour) : null);
  return { done: row.doneCount, total: row.total, firstUndone: row.firstUndone, here: lessonOf(row), previous: beside(rows[at - 1]), next: beside(rows[at + 1]) };
}

function lessonOf({ id, title, moduleId, number, done, dripDays, dripAt, isPreview }: Row): StandingLesson {
  return { id, title, moduleId, number, done, dripDays, dripAt: dripAt && new Date(dripAt), isPreview };
}

export interface StandingModule {
  id: string;
  title: string;
  total: number;
  done: number;
}

/** The modules of a course that hold lessons, in order, with the person's counts. One statement. */
export async function modulesWithProgress(userId: string, offerId: string): Promise<StandingModule[]> {
  const { rows } = await sql<StandingModule>(
    `SELECT m.id, m.title, count(*)::int AS total, count(p.completed_at)::int AS done
       FROM modules m JOIN lessons l ON l.module_id = m.id AND l.deleted_at IS NULL
       LEFT JOIN LATERAL (SELECT completed_at FROM lesson_progress WHERE user_id = $1 AND lesson_id = l.id LIMIT 1) p ON true
      WHERE m.offer_id = $2 AND m.deleted_at IS NULL
      GROUP BY m.id ORDER BY m.position, m.id`,
    [userId, offerId],
  );
  return rows;
}

export interface ListedLesson extends Lockable {
  title: string;
  moduleId: string;
  done: boolean;
  medium: "video" | "audio" | null;
  hasQuiz: boolean;
}

/** The lessons of some modules of a course in order, with the person's marks. One statement. */
export async function lessonsOfModules(userId: string, offerId: string, moduleIds: readonly string[]): Promise<ListedLesson[]> {
  const { rows } = await sql<ListedLesson>(
    `SELECT l.id, l.title, l.module_id AS "moduleId", l.drip_days AS "dripDays", l.drip_at AS "dripAt", l.is_preview AS "isPreview",
            p.completed_at IS NOT NULL AS done,
            CASE WHEN f.content_type LIKE 'audio/%' THEN 'audio' WHEN l.video_file_id IS NOT NULL OR l.video_url IS NOT NULL THEN 'video' END AS medium,
            EXISTS (SELECT 1 FROM quizzes q WHERE q.lesson_id = l.id AND jsonb_array_length(q.questions) > 0) AS "hasQuiz"
       FROM lessons l JOIN modules m ON m.id = l.module_id
       LEFT JOIN stored_files f ON f.id = l.video_file_id
       LEFT JOIN LATERAL (SELECT completed_at FROM lesson_progress WHERE user_id = $1 AND lesson_id = l.id LIMIT 1) p ON true
      WHERE l.offer_id = $2 AND l.module_id = ANY($3::text[]) AND l.deleted_at IS NULL AND m.deleted_at IS NULL
      ORDER BY m.position, m.id, l.position, l.id`,
    [userId, offerId, moduleIds],
  );
  return rows.map((row) => ({ ...row, dripAt: row.dripAt && new Date(row.dripAt) }));
}
