import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { duplicateCourse } from "~/domain/courses/duplicate-course.server";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";

/** The form stands on the settings page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}/settings`);
}

/** A copy of the whole course as a draft; its creator goes on there. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { key, offer, cause } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "course") throw notFound();
  const copyId = found(await duplicateCourse(key, cause));
  return redirectWith(`/studio/offers/${copyId}`, "This is the copy, a draft. Nobody else sees it until you publish it.");
}
