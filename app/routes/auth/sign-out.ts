import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { endSession } from "~/auth/sessions.server";
import { flash } from "~/lib/flash.server";
import { forgetBuyer } from "../checkout/buyer-cookie.server";

/** Nothing to see: signing out is a POST. */
export function loader() {
  return redirect("/");
}

export async function action({ request }: ActionFunctionArgs) {
  const headers = await endSession(request);
  headers.append("Set-Cookie", await forgetBuyer());
  return redirect("/", { headers: await flash(headers, "You are signed out.") });
}
