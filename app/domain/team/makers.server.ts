import { db } from "~/db.server";

/**
 * Whether a person makes the offers of a store that is another's: its editors see drafts and are locked out of no lesson, as its owner is not.
 * One query; ask only where the owner's own right and a buyer's have not answered yet.
 */
export async function makesOffer(userId: string, offerId: string): Promise<boolean> {
  return (await db.teamMember.count({ where: { userId, role: "editor", store: { offers: { some: { id: offerId } } } } })) > 0;
}

/** About stores, for a `where`: whose offers a person makes, as owner or editor. */
export function madeBy(userId: string) {
  return { OR: [{ ownerId: userId }, { team: { some: { userId, role: "editor" as const } } }] };
}
