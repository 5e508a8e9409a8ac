import { db, type Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { fail, ok, type Result } from "~/lib/result";
import { accountName } from "./account-name";
import { lockStore, noteRouting } from "./failover.server";
import { connectedAccounts } from "./queries.server";
import { byOrder } from "./select-account";

/**
 * New sales go to this account from now on; the former primary one becomes the first backup. Orders, refunds and
 * subscriptions stay where they are. Two windows at once take turns, and the later one holds.
 * `not_found`: not a connected account of this store.
 */
export async function makePrimary(storeId: string, accountId: string, cause: Cause): Promise<Result<ConnectedAccount, "not_found">> {
  const result = await db.$transaction(async (tx): Promise<Result<ConnectedAccount, "not_found">> => {
    await lockStore(tx, storeId);
    const accounts = await connectedAccounts(storeId, tx);
    const next = accounts.find((account) => account.id === accountId);
    if (!next) return fail("not_found");
    if (next.isPrimary) return ok(next);
    const former = accounts.filter((account) => account.isPrimary);
    const backups = accounts.filter((account) => account !== next && !account.isPrimary).sort(byOrder);
    // One statement would meet the unique index in between.
    await tx.connectedAccount.updateMany({ where: { storeId, isPrimary: true }, data: { isPrimary: false } });
    await tx.connectedAccount.update({ where: { id: next.id }, data: { isPrimary: true } });
    await number(tx, [next, ...former, ...backups]);
    for (const account of former) await recordTransition(tx, { subjectType: "connection", subjectId: account.id, from: "primary", to: "backup", ...cause });
    await recordTransition(tx, { subjectType: "connection", subjectId: next.id, from: "backup", to: "primary", ...cause });
    await auditBy(tx, cause, { storeId, action: "stripe.primary", subjectType: "account", subjectId: next.id, summary: `had new sales go to the Stripe account ${accountName(next)}` });
    await noteRouting(tx, storeId, cause);
    return ok({ ...next, isPrimary: true });
  });
  wake("send-email");
  return result;
}

/** One place up or down among the backups; at the end, and for the primary one, nothing happens. */
export async function moveBackup(storeId: string, accountId: string, direction: "up" | "down", cause: Cause): Promise<Result<ConnectedAccount, "not_found">> {
  const result = await db.$transaction(async (tx): Promise<Result<ConnectedAccount, "not_found">> => {
    await lockStore(tx, storeId);
    const accounts = await connectedAccounts(storeId, tx);
    const moved = accounts.find((account) => account.id === accountId);
    if (!moved) return fail("not_found");
    const primary = accounts.filter((account) => account.isPrimary);
    const backups = accounts.filter((account) => !account.isPrimary).sort(byOrder);
    const from = backups.indexOf(moved);
    const to = from + (direction === "up" ? -1 : 1);
    if (from < 0 || to < 0 || to >= backups.length) return ok(moved);
    backups.splice(from, 1);
    backups.splice(to, 0, moved);
    await number(tx, [...primary, ...backups]);
    await auditBy(tx, cause, { storeId, action: "stripe.order", subjectType: "account", subjectId: moved.id, summary: `moved the Stripe account ${accountName(moved)} ${direction} in the order` });
    await noteRouting(tx, storeId, cause);
    return ok(moved);
  });
  wake("send-email");
  return result;
}

/** The creator's own name for an account (empty: the one Stripe shows) and their notes on it. Also for former accounts. */
export async function describeAccount(storeId: string, accountId: string, { label, notes }: { label: string; notes: string }): Promise<Result<undefined, "not_found">> {
  const { count } = await db.connectedAccount.updateMany({ where: { id: accountId, storeId }, data: { label: label || null, notes } });
  return count === 0 ? fail("not_found") : ok();
}

async function number(tx: Tx, accounts: readonly ConnectedAccount[]): Promise<void> {
  for (const [position, account] of accounts.entries()) {
    if (account.position !== position) await tx.connectedAccount.update({ where: { id: account.id }, data: { position } });
  }
}
