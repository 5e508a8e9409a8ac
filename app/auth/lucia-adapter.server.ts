import type { Adapter, DatabaseSession, DatabaseUser } from "lucia";
import { db } from "~/db.server";
import { now, SECOND } from "~/lib/clock";
import type { Session, User } from "~/generated/prisma/client";

/**
 * Lucia's storage on Prisma. The ids it sees are already hashes (sessions.server.ts hashes what the cookie holds), so
 * that the same id is used here, in the table and in `Viewer.sessionId`.
 */
export const prismaAdapter: Adapter = {
  async getSessionAndUser(sessionId) {
    const row = await db.session.findUnique({ where: { id: sessionId }, include: { user: true } });
    return row ? [toSession(row), toUser(row.user)] : [null, null];
  },
  async getUserSessions(userId) {
    const rows = await db.session.findMany({ where: { userId }, orderBy: { createdAt: "desc" } });
    return rows.map(toSession);
  },
  async setSession({ id, userId, expiresAt, attributes }) {
    const { createdAt, absoluteExpiresAt, userAgent, storeId } = attributes;
    await db.session.create({
      data: { id, userId, createdAt, absoluteExpiresAt, userAgent, storeId, expiresAt: earlier(fromLuciaTime(expiresAt), absoluteExpiresAt) },
    });
  },
  async updateSessionExpiration(sessionId, expiresAt) {
    // Never past the absolute end, and nothing happens to a session that was ended meanwhile.
    await db.$executeRaw`UPDATE sessions SET expires_at = LEAST(${fromLuciaTime(expiresAt)}::timestamptz, absolute_expires_at) WHERE id = ${sessionId}`;
  },
  async deleteSession(sessionId) {
    await db.session.deleteMany({ where: { id: sessionId } });
  },
  async deleteUserSessions(userId) {
    await db.session.deleteMany({ where: { userId } });
  },
  async deleteExpiredSessions() {
    await db.session.deleteMany({ where: { expiresAt: { lte: now() } } });
  },
};

/**
 * Lucia reads the machine's clock, everything else the one in lib/clock, which tests and the seed may set elsewhere.
 * Counted in whole seconds, so that it is exactly nothing in a running app.
 */
function drift(): number {
  return Math.round((now().getTime() - Date.now()) / SECOND) * SECOND;
}

function fromLuciaTime(date: Date): Date {
  return new Date(date.getTime() + drift());
}

function toLuciaTime(date: Date): Date {
  return new Date(date.getTime() - drift());
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function toSession(row: Session): DatabaseSession {
  return {
    id: row.id,
    userId: row.userId,
    expiresAt: toLuciaTime(row.expiresAt),
    attributes: { createdAt: row.createdAt, absoluteExpiresAt: row.absoluteExpiresAt, userAgent: row.userAgent, storeId: row.storeId },
  };
}

function toUser(row: User): DatabaseUser {
  return { id: row.id, attributes: { email: row.email, name: row.name, emailVerified: row.emailVerifiedAt !== null } };
}
