import { db } from "~/db.server";
import { accessState } from "~/domain/access/can-open.server";
import { courseState, type CourseState, type Marks } from "~/domain/courses/progress";
import { courseProgress } from "~/domain/courses/progress.server";
import { courseOutline, type OutlineLesson, type OutlineModule } from "~/domain/catalog/contents.server";
import type { OfferKind } from "~/generated/prisma/enums";

export type { OutlineModule };

export interface OwnedOffer {
  id: string;
  kind: OfferKind;
  title: string;
  subtitle: string;
  coverFileId: string | null;
  store: { name: string; slug: string; accentColor: string; supportEmail: string };
}

export type Opened = { access: "open"; offer: OwnedOffer } | { access: "suspended"; offer: OwnedOffer } | { access: "ended"; offer: OwnedOffer; at: Date };

/**
 * An offer as the person who bought it sees it. Null for everybody who never had it, so that its id is not even confirmed.
 * Unpublished and archived offers stay open to those who paid.
 */
export async function openOffer(userId: string, offerId: string): Promise<Opened | null> {
  const access = await accessState(userId, offerId);
  if (access.state === "none") return null;
  const offer = await db.offer.findUnique({
    where: { id: offerId },
    select: {
      id: true,
      kind: true,
      title: true,
      subtitle: true,
      coverFileId: true,
      store: { select: { name: true, slug: true, accentColor: true, supportEmail: true } },
    },
  });
  if (!offer) return null;
  return access.state === "ended" ? { access: "ended", offer, at: access.at } : { access: access.state, offer };
}

/** The modules of a course in order, empty ones left out, with the person's own marks. Three queries whatever the size. */
export async function courseForStudent(userId: string, offerId: string): Promise<{ modules: OutlineModule[]; lessons: OutlineLesson[]; marks: Marks; state: CourseState }> {
  const [outline, marks] = await Promise.all([courseOutline(offerId), courseProgress(userId, offerId)]);
  const modules = outline.filter((module) => module.lessons.length > 0);
  const lessons = modules.flatMap((module) => module.lessons);
  return { modules, lessons, marks, state: courseState(lessons.map((lesson) => lesson.id), marks) };
}

/** One lesson's own content; null when it is not part of the offer. */
export function lessonContent(offerId: string, lessonId: string) {
  return db.lesson.findFirst({
    where: { id: lessonId, offerId, deletedAt: null, module: { deletedAt: null } },
    select: { id: true, title: true, bodyHtml: true, videoFileId: true, videoUrl: true, module: { select: { title: true } } },
  });
}
