import { databaseUser, testAdapter } from "@lucia-auth/adapter-test";
import type { Adapter, DatabaseSession, DatabaseUser } from "lucia";
import { expect, test, vi } from "vitest";
import { prismaAdapter } from "~/auth/lucia-adapter.server";
import { db } from "~/db.server";
import { DAY, later, now } from "~/lib/clock";

/**
 * Lucia's own suite stores a country with a session and a user name with a user. Our tables have fixed columns, so only
 * these attributes are translated on the way in and out; ids, users and times go through untouched.
 */
function asTheSuiteSees(adapter: Adapter): Adapter {
  const inward = (session: DatabaseSession): DatabaseSession => ({
    ...session,
    attributes: { createdAt: now(), absoluteExpiresAt: later(90 * DAY), userAgent: (session.attributes as unknown as { country: string }).country, storeId: null },
  });
  const outward = (session: DatabaseSession): DatabaseSession => ({ ...session, attributes: { country: session.attributes.userAgent } as unknown as DatabaseSession["attributes"] });
  const userOutward = (user: DatabaseUser): DatabaseUser => ({ ...user, attributes: { username: user.attributes.name } as unknown as DatabaseUser["attributes"] });
  return {
    ...adapter,
    setSession: (session) => adapter.setSession(inward(session)),
    getUserSessions: async (userId) => (await adapter.getUserSessions(userId)).map(outward),
    getSessionAndUser: async (id) => {
      const [session, user] = await adapter.getSessionAndUser(id);
      return [session && outward(session), user && userOutward(user)];
    },
  };
}

test("our adapter passes Lucia's own suite", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const { username } = databaseUser.attributes as unknown as { username: string };
  await db.user.create({ data: { id: databaseUser.id, email: `${username}@example.com`, name: username, createdAt: now() } });
  await testAdapter(asTheSuiteSees(prismaAdapter));
  expect(await db.session.count()).toBe(0);
});

test("no session is moved beyond its absolute end", async () => {
  const user = await db.user.create({ data: { id: "usr_absolute", email: "absolute@example.com", name: "A", createdAt: now() } });
  const end = later(3 * DAY);
  await prismaAdapter.setSession({ id: "hash", userId: user.id, expiresAt: later(14 * DAY), attributes: { createdAt: now(), absoluteExpiresAt: end, userAgent: null, storeId: null } });
  const expiry = async () => (await db.session.findUniqueOrThrow({ where: { id: "hash" } })).expiresAt;
  expect(await expiry()).toEqual(end);
  await prismaAdapter.updateSessionExpiration("hash", later(20 * DAY));
  expect(await expiry()).toEqual(end);
});
