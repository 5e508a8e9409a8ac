import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { archiveOffer } from "~/domain/catalog/archive-offer.server";
import { offerRefusalText } from "~/domain/catalog/offer";
import { restoreOffer } from "~/domain/catalog/restore-offer.server";
import { unpublishOffer } from "~/domain/catalog/unpublish-offer.server";
import { notFound, redirectWith, requireOffer } from "./own-offer.server";

const MOVES = {
  unpublish: { run: unpublishOffer, said: "Taken down. Nobody can buy it now; owners keep access." },
  archive: { run: archiveOffer, said: "Archived. Owners keep access." },
  restore: { run: restoreOffer, said: "Restored as a draft." },
} as const;

/** The form stands on another page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}`);
}

/** Takes an offer down, archives or restores it. Publishing has a page of its own, because it can be refused for many reasons. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { key, cause } = await requireOffer(request, params.offerId, "offers.write");
  const move = String((await request.formData()).get("move"));
  if (!Object.hasOwn(MOVES, move)) throw new Response("Unknown move", { status: 400 });
  const { run, said } = MOVES[move as keyof typeof MOVES];
  const moved = await run(key, cause);
  const page = `/studio/offers/${key.offerId}`;
  if (moved.ok) return redirectWith(page, said);
  if (moved.error === "not_found") throw notFound();
  return redirectWith(page, { text: offerRefusalText(moved.error), tone: "danger" });
}
