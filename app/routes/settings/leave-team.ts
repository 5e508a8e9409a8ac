import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import { leaveTeam } from "~/domain/team/members.server";
import { flash } from "~/lib/flash.server";

/** The buttons stand on the account page. */
export function loader() {
  return redirect("/settings/account");
}

/** Leave a team. Undone by a new invitation. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const left = await leaveTeam(String((await request.formData()).get("storeId") ?? ""), viewer.id);
  if (!left.ok) throw new Response("Not found", { status: 404 });
  return redirect("/settings/account", { headers: await flash(new Headers(), `You left ${left.value.storeName}.`) });
}
