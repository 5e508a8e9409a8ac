import { redirect } from "@remix-run/node";
import { requireStore, type AtWork } from "~/auth/guards.server";
import { offerForStudio, type OfferInStudio } from "~/domain/catalog/queries.server";
import type { Capability } from "~/domain/team/may";
import type { Cause } from "~/domain/transitions.server";
import { flash, type FlashMessage } from "~/lib/flash.server";

/** What is not there, or not this creator's: nobody learns which. */
export function notFound(): Response {
  return new Response("Not found", { status: 404 });
}

/** The person at work, their store and the offer of the address, if they may do this; 404 when the offer is another store's. */
export async function requireOffer(request: Request, offerId: string | undefined, capability: Capability): Promise<OfferInStudio & AtWork & { key: { storeId: string; offerId: string }; cause: Cause }> {
  const atWork = await requireStore(request, capability);
  const { viewer, store } = atWork;
  const found = await offerForStudio(store.id, offerId ?? "");
  if (!found) throw notFound();
  return { ...found, ...atWork, key: { storeId: store.id, offerId: found.offer.id }, cause: { cause: "creator", causeId: viewer.id } };
}

/** Go on to a page with one sentence about what happened. */
export async function redirectWith(to: string, message: string | { text: string; tone?: FlashMessage["tone"] }): Promise<Response> {
  return redirect(to, { headers: await flash(new Headers(), message) });
}

/** Unwraps what can only fail when a row is not there (any more). */
export function found<T>(result: { ok: true; value: T } | { ok: false; error: "not_found" }): T {
  if (!result.ok) throw notFound();
  return result.value;
}
