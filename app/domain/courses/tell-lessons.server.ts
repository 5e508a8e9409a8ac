import { db, sql } from "~/db.server";
import { liveGrant, openedBy } from "~/domain/access/can-open.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { stopUrl } from "~/domain/mail/stop-link";
import { storeFace } from "~/domain/mail/store-face";
import { takeTry, type Limit } from "~/domain/people/rate-limit.server";
import { env } from "~/env.server";
import { enqueueNow, wake } from "~/jobs/queue.server";
import { DAY, later, MINUTE, now } from "~/lib/clock";
import { lessonLock } from "./unlock.server";
import { opensAt } from "./unlock";

/** How long after a lesson opened somebody is still told: a weekend of trouble is made up for, an old course is not unrolled. */
const TOLD_FOR_MS = 3 * DAY;
/** Students looked at in one go. */
const AT_ONCE = 100;
/** One look at all courses in so long, whoever sweeps. */
const LOOK: Limit = { name: "lessons-that-opened", max: 1, windowMs: 5 * MINUTE };

/** Tell students of lessons that have opened for them since, some at a time; the rest is enqueued. Any number of processes may call it. */
export async function tellLessonsInTurn(): Promise<void> {
  if ((await takeTry(LOOK, "all")).ok) await tellLessons();
}

/**
 * Mail to the next students for whom lessons opened by date or by days, one mail a course with all of them, and each lesson once a
 * person whatever moves afterwards. Who has switched these mails off, lost the course, or is not there yet because it is taken in
 * order, is not written to; the lesson counts as told.
 * @returns how many mails were written
 */
export async function tellLessons(): Promise<number> {
  const pairs = await whoToTell();
  let written = 0;
  for (const pair of pairs) if (await tell(pair.user_id, pair.offer_id)) written += 1;
  if (written > 0) wake("send-email");
  if (pairs.length === AT_ONCE) await enqueueNow("tell-lessons", {});
  return written;
}

/** Students and courses in which something may have opened. Through a membership and the bundles in it too; the exact instant is `tell`'s. */
async function whoToTell(): Promise<{ user_id: string; offer_id: string }[]> {
  const { rows } = await sql<{ user_id: string; offer_id: string }>(
    `WITH drip AS (
       SELECT l.id, l.offer_id, l.drip_days, l.drip_at FROM lessons l JOIN modules m ON m.id = l.module_id JOIN offers o ON o.id = l.offer_id
        WHERE l.deleted_at IS NULL AND m.deleted_at IS NULL AND NOT l.is_preview
          AND ((l.drip_at > $2::timestamptz AND l.drip_at <= $1::timestamptz) OR (l.drip_at IS NULL AND l.drip_days IS NOT NULL))),
     course AS (SELECT DISTINCT offer_id FROM drip),
     holder AS (
       SELECT c.offer_id, c.offer_id AS by_id FROM course c
       UNION SELECT b.offer_id, b.bundle_id FROM bundle_items b JOIN course c ON c.offer_id = b.offer_id
       UNION SELECT c.offer_id, outer_b.bundle_id FROM course c JOIN bundle_items b ON b.offer_id = c.offer_id JOIN bundle_items outer_b ON outer_b.offer_id = b.bundle_id),
     reach AS (
       SELECT g.user_id, c.offer_id, g.granted_at AS since FROM course c JOIN grants g ON g.offer_id = c.offer_id WHERE ${liveGrant("g", "$1")}
       UNION ALL
       SELECT g.user_id, h.offer_id, greatest(g.granted_at, i.added_at) FROM holder h JOIN tier_items i ON i.offer_id = h.by_id JOIN grants g ON g.tier_id = i.tier_id WHERE ${liveGrant("g", "$1")})
     SELECT DISTINCT r.user_id, r.offer_id
       FROM reach r JOIN drip d ON d.offer_id = r.offer_id JOIN users u ON u.id = r.user_id AND u.deleted_at IS NULL
      WHERE coalesce(d.drip_at, r.since + make_interval(days => d.drip_days)) > greatest($2::timestamptz, r.since)
        AND coalesce(d.drip_at, r.since + make_interval(days => d.drip_days)) <= $1::timestamptz
        AND NOT EXISTS (SELECT 1 FROM lesson_openings t WHERE t.user_id = r.user_id AND t.lesson_id = d.id)
      ORDER BY r.user_id, r.offer_id LIMIT ${AT_ONCE}`,
    [now().toISOString(), later(-TOLD_FOR_MS).toISOString()],
  );
  return rows;
}

async function tell(userId: string, offerId: string): Promise<boolean> {
  const [by, offer, person] = await Promise.all([
    openedBy(userId, offerId),
    db.offer.findUniqueOrThrow({ where: { id: offerId }, include: { store: true } }),
    db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, mailPreferences: { select: { storeId: true, lessons: true } } } }),
  ]);
  const told = new Set((await db.lessonOpening.findMany({ where: { userId, lesson: { offerId } }, select: { lessonId: true } })).map(({ lessonId }) => lessonId));
  const lessons = await db.lesson.findMany({ where: { offerId, deletedAt: null, module: { deletedAt: null }, isPreview: false, OR: [{ dripAt: { not: null } }, { dripDays: { not: null } }] }, orderBy: [{ module: { position: "asc" } }, { module: { id: "asc" } }, { position: "asc" }, { id: "asc" }], select: { id: true, title: true, dripAt: true, dripDays: true } });
  const due = lessons.filter((lesson) => {
    const at = by && opensAt(lesson, by.since);
    return at && at > by.since && at <= now() && !told.has(lesson.id);
  });
  const fresh = due.filter((lesson) => by && (opensAt(lesson, by.since) ?? now()) > later(-TOLD_FOR_MS));
  const wanted = person.mailPreferences.find(({ storeId }) => storeId === offer.storeId)?.lessons ?? true;
  const open: typeof fresh = [];
  if (wanted && offer.store.ownerId !== userId) for (const lesson of fresh) if ((await lessonLock(userId, offerId, lesson.id)) === null) open.push(lesson);
  return db.$transaction(async (tx) => {
    // Whoever writes the mark writes the mail. A lesson seen here for another grant's sake is marked too, so that it is not looked at again.
    const marked = new Set<string>();
    for (const lesson of due) {
      const { count } = await tx.lessonOpening.createMany({ data: [{ userId, lessonId: lesson.id, toldAt: now() }], skipDuplicates: true });
      if (count > 0) marked.add(lesson.id);
    }
    const mine = open.filter(({ id }) => marked.has(id));
    const [first] = mine;
    if (!first) return false;
    const stop = { userId, storeId: offer.storeId, what: "lessons" } as const;
    const { created } = await queueEmail(tx, {
      kind: "drip-lesson",
      subjectKey: `${first.id}.${userId}`,
      to: person.email,
      storeId: offer.storeId,
      props: { store: storeFace(offer.store), courseTitle: offer.title, lessons: mine.map(({ title }) => title), url: `${env.appUrl}/library/${offerId}/lessons/${first.id}`, stopUrl: stopUrl(stop) },
      link: null,
      stop,
      cause: { cause: "a lesson opened", causeId: offerId },
    });
    return created;
  });
}
