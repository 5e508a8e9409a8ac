import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { whereToAct } from "~/domain/merchants/account-link.server";
import { isPlace } from "~/domain/merchants/dashboard-url.server";
import { accountById, primaryAccount } from "~/domain/merchants/queries.server";

/**
 * To where a requirement is met: Stripe's forms for an account we made, else a page of the creator's own Dashboard. Mails and
 * pages link here, so that the account is looked up when it is clicked.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "stripe.manage");
  const named = new URL(request.url).searchParams.get("account");
  const account = named ? await accountById(store.id, named) : await primaryAccount(store.id);
  if (!account || !isPlace(params.place)) throw new Response("Not found", { status: 404 });
  return redirect(whereToAct(account, params.place), { headers: { "Cache-Control": "no-store" } });
}
