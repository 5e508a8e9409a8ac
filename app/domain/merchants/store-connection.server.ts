import { db, Prisma, type Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { accountName } from "./account-name";
import { connectionState } from "./account-state";
import { takeUpEvents } from "./events-on-hold.server";
import { NOT_BLOCKED } from "./sales-blocked.server";
import { lockStore, noteRouting } from "./failover.server";

/** A connection Stripe has confirmed, however it came about. */
export interface ConfirmedConnection {
  /** acct_… */
  stripeAccountId: string;
  livemode: boolean;
  kind: ConnectedAccount["kind"];
  /** restricted_key: the key, sealed, and what may be shown of it; and its endpoint, where there is one already. */
  key?: { apiKeyEncrypted: string; apiKeyHint: string; webhookEndpointId?: string | null; webhookSecretEncrypted?: string | null };
}

/**
 * Write the connection: a new row, or the store's former row of the same account again, with everything that hangs on it
 * (orders, offers' choices, its place in the order). The store's first connection that is of use is its primary one. What
 * an account can do is unknown until it is read. Its events that waited for a connection are taken up. `taken`: it sells for another store.
 */
export async function storeConnection(storeId: string, connection: ConfirmedConnection, cause: Cause): Promise<Result<ConnectedAccount, "taken">> {
  const { stripeAccountId, livemode } = connection;
  try {
    const stored = await db.$transaction(async (tx): Promise<Result<ConnectedAccount, "taken">> => {
      await lockStore(tx, storeId);
      if (await takenElsewhere(storeId, stripeAccountId, tx)) return fail("taken");
      const key = { storeId_stripeAccountId: { storeId, stripeAccountId } };
      const former = await tx.connectedAccount.findUnique({ where: key });
      const way = wayOf(connection, former);
      await takeUpEvents(tx, stripeAccountId);
      // Already there: only the way Stripe is spoken to may change, and sales go on meanwhile.
      if (former?.status === "connected" && former.livemode === livemode) {
        await auditBy(tx, cause, { storeId, action: "stripe.reconnect", subjectType: "account", subjectId: former.id, summary: `connected the Stripe account ${accountName(former)} anew` });
        return ok(await tx.connectedAccount.update({ where: key, data: way }));
      }
      const primary = await tx.connectedAccount.findFirst({ where: { storeId, status: "connected", isPrimary: true, stripeAccountId: { not: stripeAccountId } } });
      // One that Stripe has closed for good makes room.
      const vacant = !primary || connectionState(primary) === "final" || primary.livemode !== livemode;
      if (primary && vacant) await tx.connectedAccount.update({ where: { id: primary.id }, data: { isPrimary: false } });
      const fresh = { status: "connected" as const, livemode, isPrimary: vacant, chargesEnabled: false, payoutsEnabled: false, syncedAt: null, ...NOT_BLOCKED, connectedAt: now(), disconnectedAt: null, ...way };
      const account = await tx.connectedAccount.upsert({
        where: key,
        update: fresh,
        create: { id: newId("account"), storeId, stripeAccountId, position: await nextPosition(tx, storeId), ...fresh },
      });
      await recordTransition(tx, { subjectType: "connection", subjectId: account.id, from: former?.status ?? null, to: "connected", ...cause });
      await auditBy(tx, cause, { storeId, action: "stripe.connect", subjectType: "account", subjectId: account.id, summary: `connected the Stripe account ${accountName(account)}` });
      await noteRouting(tx, storeId, cause);
      return ok(account);
    });
    wake("stripe-event");
    return stored;
  } catch (error) {
    // Two stores at the same moment: the database keeps one.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return fail("taken");
    throw error;
  }
}

/** Whether this account sells for another store here. */
export async function takenElsewhere(storeId: string, stripeAccountId: string, tx: Tx | typeof db = db): Promise<boolean> {
  return (await tx.connectedAccount.findFirst({ where: { stripeAccountId, status: "connected", storeId: { not: storeId } }, select: { id: true } })) !== null;
}

/** An account we made stays one whose forms Stripe lets us open, also when its holder agrees once more on Stripe's page. */
function wayOf({ kind, key }: ConfirmedConnection, former: ConnectedAccount | null): Pick<ConnectedAccount, "kind"> & Partial<Pick<ConnectedAccount, keyof typeof NO_KEY>> {
  if (key) return { kind, ...key };
  return { kind: kind === "oauth" && former?.kind === "created" ? "created" : kind, ...NO_KEY };
}

/** Nothing of an account's own key is left. */
export const NO_KEY = { apiKeyEncrypted: null, apiKeyHint: null, webhookEndpointId: null, webhookSecretEncrypted: null } as const;

async function nextPosition(tx: Tx, storeId: string): Promise<number> {
  const { _max } = await tx.connectedAccount.aggregate({ where: { storeId }, _max: { position: true } });
  return (_max.position ?? -1) + 1;
}
