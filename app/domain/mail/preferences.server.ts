import { db, type Db } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import type { StopLink, Stoppable } from "./stop-link";

/** Whether a person wants a store's mails of a kind; everything is wanted until it is not. */
export async function wantsMail({ userId, storeId, what }: StopLink, client: Db = db): Promise<boolean> {
  if (what === "sales") return (await client.store.count({ where: { id: storeId, ownerId: userId, saleNotices: { not: "off" } } })) > 0;
  const set = await client.mailPreference.findUnique({ where: { userId_storeId: { userId, storeId } }, select: { posts: true, updates: true, lessons: true, renewals: true } });
  return set?.[what] ?? true;
}

/** Switch a store's mails of a kind on or off for a person. False: there is no such person or store any more. */
export async function setMailWanted({ userId, storeId, what }: StopLink, wanted: boolean): Promise<boolean> {
  const [person, store] = await Promise.all([
    db.user.findFirst({ where: { id: userId, deletedAt: null }, select: { id: true } }),
    db.store.findUnique({ where: { id: storeId }, select: { id: true } }),
  ]);
  if (!person || !store) return false;
  if (what === "sales") return setSales(storeId, userId, wanted);
  const change: Partial<Record<Exclude<Stoppable, "sales">, boolean>> = { [what]: wanted };
  await db.mailPreference.upsert({ where: { userId_storeId: { userId, storeId } }, create: { userId, storeId, ...change }, update: change });
  return true;
}

/** Of a creator: how often they hear of sales otherwise is their own setting, and comes back as each. */
async function setSales(storeId: string, ownerId: string, wanted: boolean): Promise<boolean> {
  const store = await db.store.findFirst({ where: { id: storeId, ownerId }, select: { saleNotices: true } });
  if (!store) return false;
  if (wanted === (store.saleNotices !== "off")) return true;
  await db.$transaction(async (tx) => {
    await tx.store.update({ where: { id: storeId }, data: { saleNotices: wanted ? "each" : "off", salesToldTo: null } });
    await audit(tx, { storeId, actorId: ownerId, action: "mail.sales", subjectType: "store", subjectId: storeId, summary: `chose mails about sales: ${wanted ? "one for each" : "none"}, by the link in a mail` });
  });
  return true;
}
