import { redirect } from "@remix-run/node";
import { may, type Capability, type Role } from "~/domain/team/may";
import { refusalWords } from "~/domain/team/words";
import { workplaceOf, type Workplace } from "~/domain/team/workplaces.server";
import { env } from "~/env.server";
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
  /** The store they chose to work in; null: their own, else the first team's. */
  storeId: string | null;
}

const viewers = new WeakMap<Request, Promise<Viewer | null>>();
const workplaces = new WeakMap<Request, Promise<Workplace | null>>();

/** The signed-in person, or null. One look at the database for each request. */
export function getViewer(request: Request): Promise<Viewer | null> {
  return remember(viewers, request, async () => {
    const session = await readSession(request);
    return session && { ...session.user, sessionId: session.id, signedInAt: session.createdAt, storeId: session.storeId };
  });
}

/** The signed-in person; anybody else is sent to the sign-in page and comes back here afterwards. */
export async function requireViewer(request: Request): Promise<Viewer> {
  const viewer = await getViewer(request);
  if (!viewer) throw redirect(`/sign-in?returnTo=${encodeURIComponent(pageOf(request))}`);
  return viewer;
}

/** The store the viewer works in and as what, or null when they work nowhere (or are nobody). */
export function getWorkplace(request: Request): Promise<Workplace | null> {
  return remember(workplaces, request, async () => {
    const viewer = await getViewer(request);
    return viewer && workplaceOf(viewer.id, viewer.storeId);
  });
}

/** The store the viewer works in (their own, or one whose team they are in), or null. */
export async function getStore(request: Request): Promise<Store | null> {
  return (await getWorkplace(request))?.store ?? null;
}

/** A person in the studio: the store, their role in it, and what they may do there. */
export interface AtWork {
  viewer: Viewer;
  store: Store;
  role: Role;
  may: (capability: Capability) => boolean;
}

/**
 * The signed-in person and the store they work in, if they may do this there (domain/team/may.ts). Every page of studio and settings names what it needs.
 * A person who works nowhere is sent to make a store; one who may not do it is answered 403 with who may.
 */
export async function requireStore(request: Request, capability: Capability): Promise<AtWork> {
  const viewer = await requireViewer(request);
  const place = await getWorkplace(request);
  if (!place) throw redirect("/studio/new");
  if (!may(place, capability)) throw notAllowed(place, capability);
  return { viewer, store: place.store, role: place.role, may: (asked) => may(place, asked) };
}

/** 403 with the words the error page shows. */
export function notAllowed({ store, role }: Pick<Workplace, "store" | "role">, capability: Capability): Response {
  return Response.json({ refused: refusalWords(store.name, role, capability) }, { status: 403 });
}

/** Whether a person runs the whole installation: by an address of OPERATOR_EMAILS that they have proved to be theirs. */
export function isOperator(viewer: Pick<Viewer, "email" | "emailVerified">): boolean {
  return viewer.emailVerified && env.operatorEmails.includes(viewer.email.toLowerCase());
}

/** The signed-in operator; for anybody else the page does not exist. */
export async function requireOperator(request: Request): Promise<Viewer> {
  const viewer = await requireViewer(request);
  if (!isOperator(viewer)) throw new Response("Not found", { status: 404 });
  return viewer;
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
