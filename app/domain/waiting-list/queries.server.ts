import { db } from "~/db.server";
import type { PageAsked } from "~/lib/cursor";
import { keysetOf, pageOf, readingOf, type Page } from "~/lib/keyset";

export const WAITING_PAGE = 50;

export interface WaitingEntry {
  id: string;
  email: string;
  createdAt: Date;
  /** When it was told; null while it waits. */
  notifiedAt: Date | null;
}

/** How many addresses wait for each of these offers; offers nobody waits for are left out. One query. */
export async function waitingCounts(offerIds: readonly string[]): Promise<Map<string, number>> {
  if (offerIds.length === 0) return new Map();
  const groups = await db.waitingListEntry.groupBy({ by: ["offerId"], where: { offerId: { in: [...offerIds] }, notifiedAt: null }, _count: { _all: true } });
  return new Map(groups.map((group) => [group.offerId, group._count._all]));
}

/** Does this address (normalised) wait for the offer? Only for somebody who has proved that it is theirs. */
export async function isWaiting(offerId: string, email: string): Promise<boolean> {
  return (await db.waitingListEntry.findFirst({ where: { offerId, email, notifiedAt: null }, select: { id: true } })) !== null;
}

/** Has anybody ever waited for this offer? */
export async function hasWaitingList(offerId: string): Promise<boolean> {
  return (await db.waitingListEntry.findFirst({ where: { offerId }, select: { id: true } })) !== null;
}

/**
 * Who waits or waited for an offer, newest first, one page by keyset: the same single query for ten people and for a
 * hundred thousand. The caller has checked whose offer it is.
 */
export async function waitingPage(offerId: string, asked: PageAsked = {}, size = WAITING_PAGE): Promise<Page<WaitingEntry>> {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("createdAt", reading);
  const found = await db.waitingListEntry.findMany({
    where: {
      offerId,
      ...where,
    },
    orderBy,
    take: size + 1,
    select: { id: true, email: true, createdAt: true, notifiedAt: true },
  });
  return pageOf(found, reading, size, (row) => ({ at: row.createdAt, id: row.id }));
}
