import { db, Prisma } from "~/db.server";
import type { Store } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { DEFAULT_ACCENT } from "./accents";
import { currencyOf } from "./countries";
import { suggestSlug } from "./slug.server";
import type { NewStore } from "./store-details";

export type StoreRefusal = "slug_taken" | "slug_needed" | "has_store";

/**
 * Open a person's store; what they left empty gets a sensible value. A chosen slug that is taken is refused, one that
 * was only suggested is made free. One store a person.
 */
export async function createStore(owner: { id: string; email: string; name: string }, wanted: NewStore): Promise<Result<Store, StoreRefusal>> {
  for (let attempt = 0; ; attempt += 1) {
    const slug = wanted.slug || (await suggestSlug(wanted.name));
    if (!slug) return fail("slug_needed");
    try {
      return ok(
        await db.store.create({
          data: {
            id: newId("store"),
            ownerId: owner.id,
            name: wanted.name,
            slug,
            tagline: wanted.tagline,
            about: wanted.about,
            currency: wanted.currency ?? currencyOf(wanted.country),
            accentColor: wanted.accentColor ?? DEFAULT_ACCENT,
            supportEmail: wanted.supportEmail ?? owner.email,
            legalName: wanted.legalName || owner.name || wanted.name,
            addressLine1: wanted.addressLine1,
            addressLine2: wanted.addressLine2,
            postalCode: wanted.postalCode,
            city: wanted.city,
            taxId: wanted.taxId,
            country: wanted.country,
            createdAt: now(),
          },
        }),
      );
    } catch (error) {
      if (!isTaken(error)) throw error;
      if (await db.store.count({ where: { ownerId: owner.id } })) return fail("has_store");
      // Somebody was faster with this slug.
      if (wanted.slug || attempt > 4) return fail("slug_taken");
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
