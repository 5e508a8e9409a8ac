import type { LoaderFunctionArgs } from "@remix-run/node";
import { courseStanding } from "~/domain/courses/standing.server";
import { courseList } from "~/domain/library/course-view.server";
import { requireCourse } from "./enrolment.server";

/** The lessons of one module, when it is opened in a long course's list. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, offer, enrolment } = await requireCourse(request, params.offerId);
  const modules = await courseList(enrolment, await courseStanding(viewer.id, offer.id), [params.moduleId ?? ""]);
  const lessons = modules.find((module) => module.id === params.moduleId)?.lessons;
  if (!lessons) throw new Response("Not found", { status: 404 });
  return { lessons };
}
