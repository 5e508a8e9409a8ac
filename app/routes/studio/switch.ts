import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import { chooseStore } from "~/auth/sessions.server";
import { seatIn } from "~/domain/team/workplaces.server";
import { flash } from "~/lib/flash.server";

/** The buttons stand in the account menu. */
export function loader() {
  return redirect("/studio");
}

/** Work in another store from now on, in this browser. 404 for one in which the person has no seat. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const seat = await seatIn(viewer.id, String((await request.formData()).get("storeId") ?? ""));
  if (!seat) throw new Response("Not found", { status: 404 });
  await chooseStore(viewer.sessionId, seat.store.id);
  return redirect("/studio", { headers: await flash(new Headers(), `You are in ${seat.store.name} now.`) });
}
