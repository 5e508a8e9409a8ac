import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { getViewer, getWorkplace, notAllowed } from "~/auth/guards.server";
import { refreshAccounts, stripePulse } from "~/domain/merchants/pulse.server";
import { may } from "~/domain/team/may";

const NEVER_KEPT = { headers: { "Cache-Control": "no-store" } };

/** Asked by open pages every few seconds: has anything about Stripe changed? Tiny, and for the store's owner only. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await owner(request);
  return answer(store.id);
}

/** The creator is back from Stripe: the accounts are read again, then the same answer. */
export async function action({ request }: ActionFunctionArgs) {
  const { viewer, store } = await owner(request);
  await refreshAccounts(store.id, viewer.id);
  return answer(store.id);
}

async function answer(storeId: string): Promise<Response> {
  const pulse = await stripePulse(storeId);
  if (!pulse) throw new Response("Not found", { status: 404, ...NEVER_KEPT });
  return Response.json({ version: pulse.version }, NEVER_KEPT);
}

/** No redirect to a sign-in page: nobody looks at this answer. */
async function owner(request: Request) {
  const viewer = await getViewer(request);
  if (!viewer) throw new Response("Sign in first", { status: 401, ...NEVER_KEPT });
  const place = await getWorkplace(request);
  if (!place) throw new Response("Not found", { status: 404, ...NEVER_KEPT });
  if (!may(place, "stripe.manage")) throw notAllowed(place, "stripe.manage");
  return { viewer, store: place.store };
}
