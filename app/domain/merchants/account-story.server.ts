import { db } from "~/db.server";
import { accountName, NAME_COLUMNS } from "./account-name";

/** Offers, not archived, whose creator chose this account, by title. */
export function offersThatChose(storeId: string, accountId: string): Promise<{ id: string; title: string; status: string }[]> {
  return db.offer.findMany({
    where: { storeId, connectedAccountId: accountId, status: { not: "archived" } },
    orderBy: { title: "asc" },
    select: { id: true, title: true, status: true },
  });
}

export interface FailoverEntry {
  id: string;
  /** Whether this account was the one that could not sell. */
  failed: boolean;
  /** The account at the other end; null: new sales went nowhere. */
  other: string | null;
  startedAt: Date;
  endedAt: Date | null;
}

/** The last twenty times new sales left this account or came to it, the newest first. */
export async function failoverHistory(storeId: string, accountId: string): Promise<FailoverEntry[]> {
  const named = { select: NAME_COLUMNS } as const;
  const rows = await db.failover.findMany({
    where: { storeId, OR: [{ fromAccountId: accountId }, { toAccountId: accountId }] },
    include: { from: named, to: named },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: 20,
  });
  return rows.map(({ id, fromAccountId, from, to, startedAt, endedAt }) => {
    const failed = fromAccountId === accountId;
    return { id, failed, other: failed ? to && accountName(to) : accountName(from), startedAt, endedAt };
  });
}

/** Whether another connected account of the store already goes by this name (case aside). */
export async function nameIsTaken(storeId: string, accountId: string, name: string): Promise<boolean> {
  const others = await db.connectedAccount.findMany({ where: { storeId, status: "connected", id: { not: accountId } }, select: NAME_COLUMNS });
  return others.some((other) => accountName(other).toLocaleLowerCase("en") === name.toLocaleLowerCase("en"));
}

/** What each of a store's accounts is called, by its id; also of former ones, which orders still name. */
export async function accountNames(storeId: string): Promise<ReadonlyMap<string, string>> {
  const accounts = await db.connectedAccount.findMany({ where: { storeId }, select: { id: true, ...NAME_COLUMNS } });
  return new Map(accounts.map((account) => [account.id, accountName(account)]));
}
