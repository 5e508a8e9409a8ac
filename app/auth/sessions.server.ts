import { db } from "~/db.server";
import { HOUR, later, now, SECOND } from "~/lib/clock";
import { hashToken, newToken } from "~/lib/tokens";
import { prismaAdapter } from "./lucia-adapter.server";
import { ABSOLUTE_MS, IDLE_MS, lucia } from "./lucia.server";

/** A session in use is moved forward at most this often: a page view is a read, not a write. */
const TOUCH_EVERY_MS = HOUR;

export interface LiveSession {
  /** SHA-256 of what the cookie holds: the row's id. */
  id: string;
  createdAt: Date;
  /** The store they chose to work in; null: their own, else the first team's. */
  storeId: string | null;
  user: { id: string; email: string; name: string; emailVerified: boolean };
}

/** The session id in this request's cookie, as the browser holds it. */
function presentedId(request: Request): string | null {
  try {
    return lucia.readSessionCookie(request.headers.get("Cookie") ?? "") || null;
  } catch {
    // A cookie that does not decode is no cookie.
    return null;
  }
}

/**
 * Sign a person in. Always a new id, whatever the browser brought along; the session it brought ends.
 * Answers headers with the cookie, to be merged into the response.
 */
export async function startSession(userId: string, request: Request): Promise<Headers> {
  const former = presentedId(request);
  if (former) await lucia.invalidateSession(hashToken(former));
  const id = newToken();
  const userAgent = request.headers.get("User-Agent")?.slice(0, 300) ?? null;
  const createdAt = now();
  await lucia.createSession(userId, { createdAt, absoluteExpiresAt: later(ABSOLUTE_MS, createdAt), userAgent, storeId: null }, { sessionId: hashToken(id) });
  return new Headers({ "Set-Cookie": lucia.createSessionCookie(id).serialize() });
}

/** Sign this browser out; answers headers that clear its cookie. Does nothing but that for a browser without a session. */
export async function endSession(request: Request): Promise<Headers> {
  const id = presentedId(request);
  if (id) await lucia.invalidateSession(hashToken(id));
  return new Headers({ "Set-Cookie": lucia.createBlankSessionCookie().serialize() });
}

/** The store a person works in from now on, in this browser. The caller has checked that they have a seat there. */
export async function chooseStore(sessionId: string, storeId: string): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId }, data: { storeId } });
}

/** End every session of a person but one (its hashed id, `Viewer.sessionId`). Answers how many ended. */
export async function endOtherSessions(userId: string, keepSessionId?: string): Promise<number> {
  const { count } = await db.session.deleteMany({ where: { userId, ...(keepSessionId ? { id: { not: keepSessionId } } : {}) } });
  return count;
}

/** The live session of this request, or null: unknown, idle for too long, or older than a session may get. */
export async function readSession(request: Request): Promise<LiveSession | null> {
  const id = presentedId(request);
  return id ? validate(hashToken(id)) : null;
}

/** Sessions of a person that still count, newest first. `lastUsedAt` is right to the hour. */
export async function liveSessions(userId: string): Promise<{ id: string; userAgent: string | null; createdAt: Date; lastUsedAt: Date }[]> {
  const rows = await db.session.findMany({ where: { userId, expiresAt: { gt: now() } }, orderBy: { expiresAt: "desc" } });
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.userAgent,
    createdAt: row.createdAt,
    // Near the absolute end the idle expiry no longer moves; the session is in use all the same.
    lastUsedAt: new Date(Math.max(row.createdAt.getTime(), row.expiresAt.getTime() - IDLE_MS)),
  }));
}

/** Remove what has expired (sweep). */
export function deleteExpiredSessions(): Promise<void> {
  return lucia.deleteExpiredSessions();
}

// Remix hands every nested loader a Request of its own, all at once: they share one look at the table.
const underway = new Map<string, Promise<LiveSession | null>>();

function validate(id: string): Promise<LiveSession | null> {
  const shared = underway.get(id);
  if (shared) return shared;
  const started = look(id).finally(() => underway.delete(id));
  underway.set(id, started);
  return started;
}

async function look(id: string): Promise<LiveSession | null> {
  const { session, user } = await lucia.validateSession(id);
  if (!session) return null;
  const at = now();
  if (session.absoluteExpiresAt <= at) {
    await lucia.invalidateSession(id);
    return null;
  }
  // Lucia itself renews only after half of the idle time; "14 days without a request" should mean that.
  const left = session.expiresAt.getTime() - Date.now();
  const mayGrow = session.absoluteExpiresAt.getTime() - at.getTime() - left > SECOND;
  if (left < IDLE_MS - TOUCH_EVERY_MS && mayGrow) await prismaAdapter.updateSessionExpiration(id, new Date(Date.now() + IDLE_MS));
  return { id, createdAt: session.createdAt, storeId: session.storeId, user: { id: user.id, email: user.email, name: user.name, emailVerified: user.emailVerified } };
}
