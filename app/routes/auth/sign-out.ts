import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { endSession } from "~/auth/sessions.server";
import { flash } from "~/lib/flash.server";

/** Nothing to see: signing out is a POST. */
export function loader() {
  return redirect("/");
}

export async function action({ request }: ActionFunctionArgs) {
  return redirect("/", { headers: await flash(await endSession(request), "You are signed out.") });
}
