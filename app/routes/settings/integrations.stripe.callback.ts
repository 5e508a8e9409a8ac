import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { STRIPE_SETTINGS } from "~/domain/merchants/begin-connect.server";
import { finishConnect, type ConnectEnd } from "~/domain/merchants/finish-connect.server";
import { flash } from "~/lib/flash.server";
import { accountView } from "./account-view.server";

/** Stripe's page sends the browser here. Every answer is a redirect, so that a reload cannot send the code again. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { viewer, store } = await requireStore(request, "stripe.manage");
  const query = new URL(request.url).searchParams;
  const result = await finishConnect(
    { state: query.get("state"), code: query.get("code"), error: query.get("error") },
    { userId: viewer.id, sessionId: viewer.sessionId, storeId: store.id },
  );
  if (!result.ok) return redirect(outcomePage(result.error));
  const { name, country, mode, summary } = accountView(result.value.account);
  const where = [country, mode.toLowerCase()].filter(Boolean).join(", ");
  const text = `${name} is connected (${where}). ${summary.state === "ready" ? summary.text : `${summary.title}.`}`;
  return redirect(result.value.returnTo, { headers: await flash(new Headers(), { text, tone: summary.state === "ready" ? "success" : "info" }) });
}

/** The settings page tells how it ended, and still knows where the creator came from. */
function outcomePage({ failure, returnTo }: ConnectEnd): string {
  const query = new URLSearchParams({ outcome: failure, ...(returnTo && returnTo !== STRIPE_SETTINGS ? { returnTo } : {}) });
  return `${STRIPE_SETTINGS}?${query}`;
}
