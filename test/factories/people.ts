import { randomUUID } from "node:crypto";
import { db } from "~/db.server";
import { hashPassword } from "~/domain/people/passwords.server";
import type { Store, User } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";
import { newId } from "~/lib/ids";

/** The password of people made with `password: true`. */
export const PASSWORD = "a lantern in the attic";

/** A person with a proved address. `password`: a text, or true for `PASSWORD`; without it they sign in by link. */
export async function makePerson({ password, email, ...overrides }: Partial<Omit<User, "passwordHash">> & { password?: string | true } = {}): Promise<User> {
  const id = newId("user");
  return db.user.create({
    data: {
      id,
      email: normaliseEmail(email ?? `person-${randomUUID().slice(0, 8)}@example.com`),
      name: "Ines Okafor",
      emailVerifiedAt: now(),
      createdAt: now(),
      passwordHash: password ? await hashPassword(password === true ? PASSWORD : password) : null,
      ...overrides,
    },
  });
}

/** A store; its owner is made too unless `ownerId` is given. */
export async function makeStore(overrides: Partial<Store> = {}): Promise<{ owner: User; store: Store }> {
  const owner = overrides.ownerId ? await db.user.findUniqueOrThrow({ where: { id: overrides.ownerId } }) : await makePerson({ name: "Mara Vint" });
  const store = await db.store.create({
    data: {
      id: newId("store"),
      name: "Studio Vint",
      slug: `studio-vint-${randomUUID().slice(0, 8)}`,
      currency: "eur",
      accentColor: "#155b3d",
      supportEmail: owner.email,
      legalName: "Mara Vint",
      addressLine1: "Lindenweg 4",
      postalCode: "10115",
      city: "Berlin",
      country: "DE",
      createdAt: now(),
      ...overrides,
      ownerId: owner.id,
    },
  });
  return { owner, store };
}
