import { redirect, redirectDocument, type ActionFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { onboardingPath } from "~/domain/merchants/account-link.server";
import { STRIPE_SETTINGS } from "~/domain/merchants/begin-connect.server";
import { createAccountFor, restoreCreated, type CreateRefusal } from "~/domain/merchants/create-account.server";
import { flash, type FlashMessage } from "~/lib/flash.server";
import { localPath } from "~/lib/urls";
import { accountView } from "./account-view.server";

/** Make a Stripe account for the creator and go to Stripe's forms for it; with `accountId`, use one made before again. */
export async function action({ request }: ActionFunctionArgs) {
  const { viewer, store } = await requireStore(request, "stripe.manage");
  const form = await request.formData();
  const accountId = form.get("accountId");
  if (typeof accountId === "string" && accountId) return restore(store.id, accountId, viewer.id);
  const returnTo = localPath(form.get("returnTo")?.toString() ?? null, STRIPE_SETTINGS);
  const made = await createAccountFor(store, viewer);
  if (!made.ok) return back({ text: REFUSALS[made.error], tone: "danger" });
  return redirectDocument(onboardingPath(made.value.id, returnTo));
}

async function restore(storeId: string, accountId: string, userId: string): Promise<Response> {
  const account = await restoreCreated(storeId, accountId, userId);
  if (!account) throw new Response("Not found", { status: 404 });
  const { name, summary } = accountView(account);
  return back({ text: `${name} is in use again. ${summary.title}.`, tone: summary.state === "ready" ? "success" : "info" });
}

/** Opened by address, for instance with Back: there is nothing to see, and nothing is made. */
export function loader() {
  return redirect(STRIPE_SETTINGS);
}

const REFUSALS: Record<CreateRefusal, string> = {
  unreachable: "Stripe did not answer, so no account was made. Press the button again in a minute; it will not make two.",
  misconfigured: "This site may not make Stripe accounts yet. Whoever runs it must finish its set-up at Stripe first. You can connect with Stripe instead and make the account there.",
  country: "Stripe does not open accounts for this site in your country. Check the country in your store's settings, or connect with Stripe and make the account there.",
  refused: "Stripe did not make the account. Connect with Stripe instead: you can make the account on its page.",
  taken: "That account sells for another store here. Connect with Stripe and choose another account.",
};

async function back(message: { text: string; tone: FlashMessage["tone"] }): Promise<Response> {
  return redirect(STRIPE_SETTINGS, { headers: await flash(new Headers(), message) });
}
