import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { mintOnboarding, type LinkRefusal } from "~/domain/merchants/account-link.server";
import { STRIPE_SETTINGS } from "~/domain/merchants/begin-connect.server";
import { accountById } from "~/domain/merchants/queries.server";
import { flash } from "~/lib/flash.server";
import { localPath } from "~/lib/urls";

/** To Stripe's forms for an account we made, by a link made at this moment. Stripe's own "link expired" leads here too. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "stripe.manage");
  const account = await accountById(store.id, params.accountId ?? "");
  if (!account || account.status === "disconnected") throw new Response("Not found", { status: 404 });
  const returnTo = new URL(request.url).searchParams.get("returnTo");
  const link = await mintOnboarding(account, returnTo === null ? null : localPath(returnTo, STRIPE_SETTINGS));
  if ("url" in link) return redirect(link.url, { headers: { "Cache-Control": "no-store" } });
  return redirect(STRIPE_SETTINGS, { headers: await flash(new Headers(), { text: REFUSALS[link.refusal], tone: "danger" }) });
}

const REFUSALS: Record<LinkRefusal, string> = {
  too_many: "Stripe's page was opened very often just now. Wait ten minutes and open it again.",
  unreachable: "Stripe did not answer, so its page could not be opened. Nothing is lost; try again in a minute.",
  access_lost: "This site is no longer connected to that Stripe account. Connect again below.",
};
