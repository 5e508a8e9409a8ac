import { sql } from "~/db.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";

/** Characters in one note: some pages. */
export const NOTE_LIMIT = 10_000;

export interface NoteUpdate {
  userId: string;
  offerId: string;
  lessonId: string;
  /** "" takes the note away. */
  text: string;
  /** UTC instant at which it was written; left out: now. */
  at?: Date;
}

/** A note's text as kept: one kind of line end, nothing the database cannot hold, no white space around it. */
export function cleanNote(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll("\u0000", "").trim();
}

/**
 * Keep what a person wrote to themself about a lesson. The later writing wins, whenever it arrives: an older one changes
 * nothing. An emptied note stays as an empty row, so that its older text does not come back. The caller has checked access.
 */
export async function saveNote({ userId, offerId, lessonId, text, at }: NoteUpdate): Promise<Result<void, "too_long" | "no_such_lesson">> {
  const kept = cleanNote(text);
  if (kept.length > NOTE_LIMIT) return fail("too_long");
  const written = at && at < now() ? at : now();
  const { rows } = await sql<{ found: boolean }>(
    `WITH lesson AS (SELECT id, offer_id FROM lessons WHERE id = $2 AND offer_id = $3 AND deleted_at IS NULL),
          kept AS (
            INSERT INTO lesson_notes AS mine (user_id, lesson_id, offer_id, text, updated_at)
            SELECT $1, id, offer_id, $4, $5::timestamptz FROM lesson
            ON CONFLICT (user_id, lesson_id) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at WHERE mine.updated_at <= excluded.updated_at)
     SELECT true AS found FROM lesson`,
    [userId, lessonId, offerId, kept, written.toISOString()],
  );
  return rows.length > 0 ? ok() : fail("no_such_lesson");
}

/** A person's note about a lesson; "" for none. `updatedAt`: milliseconds since the epoch, 0 for none. */
export async function noteOf(userId: string, lessonId: string): Promise<{ text: string; updatedAt: number }> {
  const { rows } = await sql<{ text: string; updated_at: Date }>("SELECT text, updated_at FROM lesson_notes WHERE user_id = $1 AND lesson_id = $2", [userId, lessonId]);
  return rows[0] ? { text: rows[0].text, updatedAt: new Date(rows[0].updated_at).getTime() } : { text: "", updatedAt: 0 };
}

export interface ListedNote {
  lessonId: string;
  lessonTitle: string;
  moduleTitle: string;
  text: string;
  updatedAt: Date;
}

/**
 * A person's notes in a course: the `latest` few by time, or all in the order of the course. Texts are cut to `characters`.
 * One statement. `total`: how many there are.
 */
export async function notesInCourse(userId: string, offerId: string, { latest, characters }: { latest: number | null; characters: number }): Promise<{ notes: ListedNote[]; total: number }> {
  const { rows } = await sql<ListedNote & { total: number }>(
    `SELECT l.id AS "lessonId", l.title AS "lessonTitle", m.title AS "moduleTitle", left(n.text, $3::int) AS text, n.updated_at AS "updatedAt", (count(*) OVER ())::int AS total
       FROM lesson_notes n JOIN lessons l ON l.id = n.lesson_id JOIN modules m ON m.id = l.module_id
      WHERE n.user_id = $1 AND n.offer_id = $2 AND n.text <> '' AND l.deleted_at IS NULL AND m.deleted_at IS NULL
      ORDER BY ${latest === null ? "m.position, m.id, l.position, l.id" : "n.updated_at DESC, l.id"} LIMIT $4::int`,
    [userId, offerId, characters, latest ?? 1000],
  );
  return { notes: rows.map(({ total: _total, ...note }) => ({ ...note, updatedAt: new Date(note.updatedAt) })), total: rows[0]?.total ?? 0 };
}
