import { Lucia, TimeSpan } from "lucia";
import { env } from "~/env.server";
import { DAY, SECOND } from "~/lib/clock";
import { prismaAdapter } from "./lucia-adapter.server";

/** A session ends after this long without a request … */
export const IDLE_MS = 14 * DAY;
/** … and after this long in any case. */
export const ABSOLUTE_MS = 90 * DAY;

const secure = env.appUrl.startsWith("https:");

/** Lucia, which nothing outside app/auth knows of. */
export const lucia = new Lucia(prismaAdapter, {
  sessionExpiresIn: new TimeSpan(IDLE_MS / SECOND, "s"),
  sessionCookie: {
    // `__Host-` makes browsers refuse a cookie of this name set by a neighbouring subdomain or over plain http.
    name: secure ? "__Host-lectern_session" : "lectern_session",
    expires: false,
    attributes: { secure, sameSite: "lax", path: "/" },
  },
  getSessionAttributes: ({ createdAt, absoluteExpiresAt, userAgent, storeId }) => ({ createdAt, absoluteExpiresAt, userAgent, storeId }),
  getUserAttributes: ({ email, name, emailVerified }) => ({ email, name, emailVerified }),
});

declare module "lucia" {
  interface Register {
    Lucia: typeof lucia;
    UserId: string;
    DatabaseSessionAttributes: { createdAt: Date; absoluteExpiresAt: Date; userAgent: string | null; storeId: string | null };
    DatabaseUserAttributes: { email: string; name: string; emailVerified: boolean };
  }
}
