import { Prisma, db, type Tx } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { readAccount, type AccountSnapshot } from "~/integrations/stripe/accounts.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { now } from "~/lib/clock";
import { ACCESS_COLUMNS, accessOf } from "./account-access.server";
import { connectionState } from "./account-state";
import { markDisconnected } from "./disconnect-account.server";

export type SyncResult =
  /** No store here is connected to it in the mode of our keys. */
  | { outcome: "unknown" }
  | { outcome: "stored"; account: ConnectedAccount }
  /** Stripe says that it is no longer connected; the store's connection is ended. */
  | { outcome: "disconnected" }
  /** Stripe could not be read; nothing has changed here. */
  | { outcome: "failed"; failure: StripeFailure };

/**
 * Read an account from Stripe and store what it says. Any number of calls at once, in any order: what was read later wins.
 * @param stripeAccountId acct_…
 * https://docs.stripe.com/connect/handling-api-verification
 */
export async function syncAccount(stripeAccountId: string, cause: Cause): Promise<SyncResult> {
  const known = await db.connectedAccount.findFirst({ where: { stripeAccountId, status: "connected", livemode: env.stripe.livemode }, select: { id: true, ...ACCESS_COLUMNS } });
  if (!known) return { outcome: "unknown" };
  const readAt = now();
  const read = await readAccount(accessOf(known));
  if (!read.ok) {
    if (read.error.kind !== "access_lost") return { outcome: "failed", failure: read.error };
    await markDisconnected(stripeAccountId, cause);
    return { outcome: "disconnected" };
  }
  const account = await db.$transaction((tx) => store(tx, known.id, read.value, readAt, cause));
  return account ? { outcome: "stored", account } : { outcome: "unknown" };
}

async function store(tx: Tx, id: string, snapshot: AccountSnapshot, readAt: Date, cause: Cause): Promise<ConnectedAccount | null> {
  await tx.$queryRaw`SELECT id FROM connected_accounts WHERE id = ${id} FOR UPDATE`;
  const before = await tx.connectedAccount.findUnique({ where: { id } });
  if (!before || before.status === "disconnected") return null;
  // Another read that began after this one has been stored already.
  if (before.syncedAt && before.syncedAt > readAt) return before;
  const { capabilities, requirements, futureRequirements, ...plain } = snapshot;
  const after = await tx.connectedAccount.update({
    where: { id },
    data: { ...plain, capabilities: json(capabilities) ?? {}, requirements: json(requirements) ?? Prisma.DbNull, futureRequirements: json(futureRequirements) ?? Prisma.DbNull, syncedAt: readAt },
  });
  const from = before.syncedAt ? connectionState(before) : "connected";
  const to = connectionState(after);
  if (from !== to) await recordTransition(tx, { subjectType: "connection", subjectId: id, from, to, ...cause });
  return after;
}

/** As the column keeps it: plain JSON, without `undefined`. */
function json(value: object | null): Prisma.InputJsonObject | null {
  return value === null ? null : (JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject);
}
