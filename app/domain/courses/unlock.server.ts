import { db } from "~/db.server";
import { openedBy } from "~/domain/access/can-open.server";
import { makesOffer } from "~/domain/team/makers.server";
import { now } from "~/lib/clock";
import { placeInCourse } from "./standing.server";
import { doneBefore, lockOf, type Lock } from "./unlock";

/** A lock, or "closed": the person has no access, or the lesson is not one of this course (any more). */
export type LessonLock = Lock | { kind: "closed" };

/**
 * Why a lesson is shut for a person; null: open. Media, attachments, note and progress ask here at every use. Who makes
 * the course is never locked out, and a preview lesson is open to everybody who asks with a name.
 */
export async function lessonLock(userId: string, offerId: string, lessonId: string): Promise<LessonLock | null> {
  const [place, offer] = await Promise.all([
    placeInCourse(userId, offerId, lessonId),
    db.offer.findUnique({ where: { id: offerId }, select: { store: { select: { ownerId: true } }, course: { select: { lessonsInOrder: true } } } }),
  ]);
  if (!place || !offer) return { kind: "closed" };
  if (place.here.isPreview || offer.store.ownerId === userId) return null;
  const by = await openedBy(userId, offerId);
  const lock: LessonLock | null = by ? lockOf(place.here, { since: by.since, now: now(), inOrder: offer.course?.lessonsInOrder ?? false, doneBefore: doneBefore(place.here, place.firstUndone) }) : { kind: "closed" };
  return lock && (await makesOffer(userId, offerId)) ? null : lock;
}
