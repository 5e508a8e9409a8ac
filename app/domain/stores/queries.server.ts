import { db } from "~/db.server";
import type { Store } from "~/generated/prisma/client";

/** The store whose public page is at this slug, or null. */
export async function storeBySlug(slug: string): Promise<Store | null> {
  return db.store.findUnique({ where: { slug } });
}

/** Whether a person sells here. */
export async function hasStore(userId: string): Promise<boolean> {
  return (await db.store.count({ where: { ownerId: userId } })) > 0;
}

/** A store's name by its id, or null. */
export async function storeName(id: string): Promise<string | null> {
  return (await db.store.findUnique({ where: { id }, select: { name: true } }))?.name ?? null;
}
