import { may } from "~/domain/team/may";
import { workplaceOf } from "~/domain/team/workplaces.server";
import { readSession } from "./sessions.server";

/** The signed-in person behind a request outside Remix, and the store whose offers they make. "nobody": not signed in; "no_store": they make none. */
export async function uploaderOf(cookie: string, url: string): Promise<{ userId: string; storeId: string } | "nobody" | "no_store"> {
  const session = await readSession(new Request(url, { headers: { Cookie: cookie } }));
  if (!session) return "nobody";
  const place = await workplaceOf(session.user.id, session.storeId);
  return place && may(place, "offers.write") ? { userId: session.user.id, storeId: place.store.id } : "no_store";
}
