import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { editCurriculum, textFields } from "./curriculum-edit.server";
import { notFound, requireOffer } from "./own-offer.server";

/** The page stands elsewhere. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}/curriculum`);
}

/** One change of the curriculum for the page's script: answers in JSON what came of it. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const { key, offer, cause } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "course") throw notFound();
  const answer = await editCurriculum(key, textFields(await request.formData()), cause);
  return Response.json(answer, { status: answer.done ? 200 : 400 });
}
