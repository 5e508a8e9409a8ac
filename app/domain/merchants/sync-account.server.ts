import { Prisma, db, type Tx } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { readAccount, type AccountSnapshot } from "~/integrations/stripe/accounts.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { accessOf } from "./account-access.server";
import { KEY_UNREADABLE } from "./account-facts";
import { connectionState } from "./account-state";
import { markDisconnected } from "./disconnect-account.server";
import { takeUpEvents } from "./events-on-hold.server";
import { lockStore, noteRouting } from "./failover.server";
import { notePermissionMissing } from "./key-history.server";
import { readBeside, type Beside } from "./read-beside.server";
import { recordRequirements } from "./requirement-records.server";
import { blocked, NOT_BLOCKED, stillBlocked } from "./sales-blocked.server";
import { armNotice } from "./withdraw-notices.server";

export type SyncResult =
  /** No store here is connected to it in the mode of our keys. */
  | { outcome: "unknown" }
  | { outcome: "stored"; account: ConnectedAccount }
  /** Stripe says that it is no longer connected; the store's connection is ended. */
  | { outcome: "disconnected" }
  /** Stripe could not be read; nothing has changed here. */
  | { outcome: "failed"; failure: StripeFailure };

/**
 * Read an account from Stripe and store what it says, with its history, where new sales go, and when the creator is to be told.
 * Any number of calls at once, in any order: what was read later wins.
 * @param stripeAccountId acct_…
 * @param anew the creator asks: sales that Stripe refused although it says that it allows them are tried again
 * https://docs.stripe.com/connect/handling-api-verification
 */
export async function syncAccount(stripeAccountId: string, cause: Cause, { anew = false }: { anew?: boolean } = {}): Promise<SyncResult> {
  const known = await db.connectedAccount.findFirst({
    where: { stripeAccountId, status: "connected", livemode: env.stripe.livemode },
  });
  if (!known) return { outcome: "unknown" };
  const readAt = now();
  const access = accessOf(known);
  const read = await readAccount(access);
  if (!read.ok) {
    if (read.error.kind === "permission_missing") await notePermissionMissing(stripeAccountId, read.error.permission ?? null);
    if (read.error.kind === "key_unreadable") await store(known, readAt, cause, () => blocked(known, KEY_UNREADABLE));
    if (read.error.kind !== "access_lost") return { outcome: "failed", failure: read.error };
    await markDisconnected(stripeAccountId, cause);
    return { outcome: "disconnected" };
  }
  const data = columnsOf(read.value, await readBeside(access, known, read.value));
  const block = known.salesBlocked && (await stillBlocked(known, access, read.value, { anew, cause }));
  const account = await store(known, readAt, cause, () => ({ ...data, ...(block ? blocked(known, block) : NOT_BLOCKED) }));
  return account ? { outcome: "stored", account } : { outcome: "unknown" };
}

/**
 * Stripe refused a sale although it says that the account may charge. Until that is over nobody else is sent into the refusal,
 * and the creator sees what is wrong: the right its key lacks, that the key cannot be read, or the line without an explanation.
 * @param why "refused", `KEY_UNREADABLE`, or the right (`rak_…`)
 */
export async function noteRefusedSale(stripeAccountId: string, why: string, cause: Cause): Promise<void> {
  const known = await db.connectedAccount.findFirst({ where: { stripeAccountId, status: "connected", livemode: env.stripe.livemode } });
  if (known) await store(known, now(), cause, () => blocked(known, why));
}

async function store(known: { id: string; storeId: string }, at: Date, cause: Cause, change: () => Prisma.ConnectedAccountUpdateInput): Promise<ConnectedAccount | null> {
  const stored = await db.$transaction(async (tx) => {
    // The order of locks everywhere: the store, then its accounts.
    await lockStore(tx, known.storeId);
    await tx.$queryRaw`SELECT id FROM connected_accounts WHERE id = ${known.id} FOR UPDATE`;
    const before = await tx.connectedAccount.findUnique({ where: { id: known.id } });
    if (!before || before.status === "disconnected") return null;
    // Another read that began after this one has been stored already.
    if (before.syncedAt && before.syncedAt > at) return before;
    const after = await tx.connectedAccount.update({ where: { id: known.id }, data: { ...change(), syncedAt: at } });
    await follow(tx, before, after, at, cause);
    return after;
  });
  wake("send-email");
  wake("stripe-event");
  return stored;
}

/** What hangs on how an account stands. */
async function follow(tx: Tx, before: ConnectedAccount, after: ConnectedAccount, at: Date, cause: Cause): Promise<void> {
  const from = before.syncedAt ? connectionState(before) : "connected";
  const to = connectionState(after);
  if (from !== to) await recordTransition(tx, { subjectType: "connection", subjectId: after.id, from, to, ...cause });
  const changed = await recordRequirements(tx, before.syncedAt ? before : null, after, at);
  if (changed) await armNotice(tx, after, at);
  // Its key can be read again, or has its right.
  if (before.salesBlocked && !after.salesBlocked) await takeUpEvents(tx, after.stripeAccountId);
  await noteRouting(tx, after.storeId, cause);
}

function columnsOf({ capabilities, requirements, futureRequirements, ...plain }: AccountSnapshot, beside: Beside): Prisma.ConnectedAccountUpdateInput {
  return {
    ...plain,
    capabilities: json(beside.capabilities ?? capabilities) ?? {},
    requirements: json(requirements) ?? Prisma.DbNull,
    futureRequirements: json(futureRequirements) ?? Prisma.DbNull,
    ...(beside.people ? { people: plainJson(beside.people) } : {}),
    ...(beside.paymentCurrencies ? { paymentCurrencies: beside.paymentCurrencies } : {}),
    ...(beside.renewals ? { renewals: plainJson(beside.renewals) } : {}),
  };
}

/** As the column keeps it: plain JSON, without `undefined`. */
function json(value: object | null): Prisma.InputJsonObject | null {
  return value === null ? null : (plainJson(value) as Prisma.InputJsonObject);
}

function plainJson(value: object): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}
