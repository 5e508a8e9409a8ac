import { db } from "~/db.server";
import type { StopLink, Stoppable } from "./stop-link";

/** Whether a person wants a store's mails of a kind; everything is wanted until it is not. */
export async function wantsMail({ userId, storeId, what }: StopLink): Promise<boolean> {
  const set = await db.mailPreference.findUnique({ where: { userId_storeId: { userId, storeId } }, select: { posts: true, updates: true } });
  return set?.[what] ?? true;
}

/** Switch a store's mails of a kind on or off for a person. False: there is no such person or store any more. */
export async function setMailWanted({ userId, storeId, what }: StopLink, wanted: boolean): Promise<boolean> {
  const [person, store] = await Promise.all([
    db.user.findFirst({ where: { id: userId, deletedAt: null }, select: { id: true } }),
    db.store.findUnique({ where: { id: storeId }, select: { id: true } }),
  ]);
  if (!person || !store) return false;
  const change: Partial<Record<Stoppable, boolean>> = { [what]: wanted };
  await db.mailPreference.upsert({ where: { userId_storeId: { userId, storeId } }, create: { userId, storeId, ...change }, update: change });
  return true;
}
