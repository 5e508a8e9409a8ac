import { redirect } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import type { Enrolment } from "~/domain/library/course-view.server";
import { openOffer, type OwnedOffer } from "~/domain/library/owned-offer.server";
import type { User } from "~/generated/prisma/client";

/** A course the person may open. 404 for who never had it; to the course's page, which says why, for who has it no more. */
export async function requireCourse(request: Request, offerId = ""): Promise<{ viewer: Pick<User, "id" | "name">; offer: OwnedOffer; enrolment: Enrolment }> {
  const viewer = await requireViewer(request);
  const opened = await openOffer(viewer.id, offerId);
  if (!opened || opened.offer.kind !== "course") throw new Response("Not found", { status: 404 });
  if (opened.access !== "open") throw redirect(`/library/${offerId}`);
  return { viewer, offer: opened.offer, enrolment: { userId: viewer.id, offerId, since: opened.by.since, rules: opened.rules } };
}
