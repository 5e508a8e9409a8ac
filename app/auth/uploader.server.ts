import { db } from "~/db.server";
import { readSession } from "./sessions.server";

/** The signed-in creator behind a request outside Remix, and their store. "nobody": not signed in; "no_store": they sell nothing. */
export async function uploaderOf(cookie: string, url: string): Promise<{ userId: string; storeId: string } | "nobody" | "no_store"> {
  const session = await readSession(new Request(url, { headers: { Cookie: cookie } }));
  if (!session) return "nobody";
  const store = await db.store.findUnique({ where: { ownerId: session.user.id }, select: { id: true } });
  return store ? { userId: session.user.id, storeId: store.id } : "no_store";
}
