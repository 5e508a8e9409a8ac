import { db } from "~/db.server";
import type { Store } from "~/generated/prisma/client";
import type { Seat } from "./may";

/** A store a person works in, and as what. */
export interface Workplace extends Seat {
  store: Store;
}

/**
 * The store a person works in now: the one they chose (if they still have a seat there), else their own, else the team they joined first.
 * Null for somebody who works nowhere. One query for an owner, two or three for a member.
 */
export async function workplaceOf(userId: string, chosenStoreId: string | null): Promise<Workplace | null> {
  const chosen = chosenStoreId ? await seatIn(userId, chosenStoreId) : null;
  if (chosen) return chosen;
  const own = await db.store.findUnique({ where: { ownerId: userId } });
  if (own) return { store: own, role: "owner", mayRefund: true };
  const seat = await db.teamMember.findFirst({ where: { userId }, include: { store: true }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return seat && { store: seat.store, role: seat.role, mayRefund: seat.mayRefund };
}

/** A person's seat in one store, or null when they have none there. */
export async function seatIn(userId: string, storeId: string): Promise<Workplace | null> {
  const found = await db.store.findFirst({ where: { id: storeId, OR: [{ ownerId: userId }, { team: { some: { userId } } }] }, include: { team: { where: { userId } } } });
  if (!found) return null;
  const { team, ...store } = found;
  if (store.ownerId === userId) return { store, role: "owner", mayRefund: true };
  const seat = team[0];
  return seat ? { store, role: seat.role, mayRefund: seat.mayRefund } : null;
}

/** Every store a person works in, their own first, then by when they joined: for the menu that changes between them. */
export async function workplacesOf(userId: string): Promise<{ id: string; name: string; role: Seat["role"] }[]> {
  const [own, seats] = await Promise.all([
    db.store.findUnique({ where: { ownerId: userId }, select: { id: true, name: true } }),
    db.teamMember.findMany({ where: { userId }, select: { role: true, store: { select: { id: true, name: true } } }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
  ]);
  return [...(own ? [{ ...own, role: "owner" as const }] : []), ...seats.map(({ role, store }) => ({ ...store, role }))];
}
