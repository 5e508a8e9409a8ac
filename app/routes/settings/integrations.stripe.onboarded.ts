import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { STRIPE_SETTINGS } from "~/domain/merchants/begin-connect.server";
import { accountById } from "~/domain/merchants/queries.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { flash, type FlashMessage } from "~/lib/flash.server";
import { localPath } from "~/lib/urls";
import { accountView } from "./account-view.server";

/**
 * Stripe's forms send the creator here, whether they finished or gave up after the first page. So nothing is concluded from
 * it: the account is read again, and what Stripe then says is told.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, store } = await requireStore(request, "stripe.manage");
  const account = await accountById(store.id, params.accountId ?? "");
  if (!account || account.status === "disconnected") throw new Response("Not found", { status: 404 });
  const read = await syncAccount(account.stripeAccountId, { cause: "back from Stripe's forms", causeId: viewer.id }, { anew: true });
  const to = localPath(new URL(request.url).searchParams.get("returnTo"), STRIPE_SETTINGS);
  const { text, tone }: { text: string; tone: FlashMessage["tone"] } =
    read.outcome === "stored" ? whatIsTrue(accountView(read.account), read.account.detailsSubmitted) : { text: "You are back from Stripe, but Stripe did not answer when we asked how it stands. Press “Check again” in a minute.", tone: "info" };
  return redirect(to, { headers: await flash(new Headers(), { text, tone }) });
}

function whatIsTrue({ name, summary }: ReturnType<typeof accountView>, finished: boolean): { text: string; tone: FlashMessage["tone"] } {
  if (summary.state === "ready") return { text: `${name}: ${summary.text}`, tone: "success" };
  if (!finished) return { text: "You left Stripe's form before its end. What you entered is kept there; go on whenever you like.", tone: "info" };
  return { text: `${name}: ${summary.title}.`, tone: "info" };
}
