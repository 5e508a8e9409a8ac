import { redirect } from "@remix-run/node";
import { db } from "~/db.server";
import type { Store } from "~/generated/prisma/client";
import { localPath } from "~/lib/urls";
import { readSession } from "./sessions.server";

/** Who looks at the page. */
export interface Viewer {
  id: string;
  email: string;
  name: string;
  emailVerified: boolean;
  /** SHA-256 of the session id, as stored. */
  sessionId: string;
  /** When they signed in to this session. */
  signedInAt: Date;
}

const viewers = new WeakMap<Request, Promise<Viewer | null>>();
const stores = new WeakMap<Request, Promise<Store | null>>();

/** The signed-in person, or null. One look at the database for each request. */
export function getViewer(request: Request): Promise<Viewer | null> {
  return remember(viewers, request, async () => {
    const session = await readSession(request);
    return session && { ...session.user, sessionId: session.id, signedInAt: session.createdAt };
  });
}

/** The signed-in person; anybody else is sent to the sign-in page and comes back here afterwards. */
export async function requireViewer(request: Request): Promise<Viewer> {
  const viewer = await getViewer(request);
  if (!viewer) throw redirect(`/sign-in?returnTo=${encodeURIComponent(pageOf(request))}`);
  return viewer;
}

/** The viewer's store, or null when they have none (or are nobody). */
export function getStore(request: Request): Promise<Store | null> {
  return remember(stores, request, async () => {
    const viewer = await getViewer(request);
    return viewer && db.store.findUnique({ where: { ownerId: viewer.id } });
  });
}

/** The signed-in creator and their store; a person without one is sent to make it. */
export async function requireStore(request: Request): Promise<{ viewer: Viewer; store: Store }> {
  const viewer = await requireViewer(request);
  const store = await getStore(request);
  if (!store) throw redirect("/studio/new");
  return { viewer, store };
}

/** The page a person is on: of a form's POST that is where the form stands, since the POST cannot be repeated by a link. */
function pageOf(request: Request): string {
  const url = new URL(request.url);
  if (request.method === "GET" || request.method === "HEAD") return localPath(`${url.pathname}${url.search}`, "/");
  const from = request.headers.get("Referer");
  const form = from && URL.canParse(from) ? new URL(from) : null;
  return form?.host === url.host ? localPath(`${form.pathname}${form.search}`, "/") : localPath(url.pathname, "/");
}

function remember<T>(memory: WeakMap<Request, Promise<T>>, request: Request, look: () => Promise<T>): Promise<T> {
  const known = memory.get(request);
  if (known) return known;
  const started = look();
  memory.set(request, started);
  return started;
}
