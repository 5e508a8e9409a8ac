import type { StripeFailoverProps } from "../../../emails";
import { db, type Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { ConnectedAccount, Failover } from "~/generated/prisma/client";
import { later, MINUTE, now } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";
import { newId } from "~/lib/ids";
import { accountName, NAME_COLUMNS } from "./account-name";
import { connectedAccounts } from "./queries.server";
import { canChargeIn, selectAccount, type Selectable } from "./select-account";

/** A failure of the same account that comes back within this time is the same episode. */
const GRACE_MS = 10 * MINUTE;

/**
 * Note whether the store's new one-time sales now go elsewhere than its primary account, and tell the creator. Call it in
 * every transaction after which that may be different: an account was read, connected, disconnected, or the order changed.
 * Any number of calls, in any order: it looks at what is, not at what happened.
 *
 * Locks the store's row. Lock order everywhere: the store first, then its accounts.
 *
 * The rule for mails. An episode (one Failover row) begins when the primary account cannot charge in the store's currency.
 * - Once for every account new sales move to: at once, subject `<episode>:to:<account>`. Nowhere to go: no mail from here,
 *   what Stripe wants is told by the notices.
 * - When the primary can charge again: ten minutes later, subject `<episode>:end`, and only if a move was told. If it fails
 *   again within those ten minutes the mail is withdrawn and the episode goes on as if it had never ended; so an account that
 *   comes and goes every minute is told once as gone, and once as back when it stays.
 * - A primary account that the creator replaced, or that is disconnected, ends the episode without a mail.
 * Call `wake("send-email")` after the commit.
 */
export async function noteRouting(tx: Tx, storeId: string, cause: Cause): Promise<void> {
  await lockStore(tx, storeId);
  const store = await tx.store.findUniqueOrThrow({ where: { id: storeId }, select: { currency: true } });
  const accounts = await connectedAccounts(storeId, tx);
  const primary = accounts.find((account) => account.isPrimary);
  const open = await tx.failover.findFirst({ where: { storeId, endedAt: null } });
  // An account nobody has read yet has not failed.
  const failing = primary && primary.syncedAt && !canChargeIn(primary, store.currency) ? primary : null;

  if (open && open.fromAccountId !== failing?.id) await end(tx, open, primary?.id === open.fromAccountId, cause);
  await withdrawOutdated(tx, storeId, primary?.id ?? null);
  if (!failing) return;
  const to = selectAccount<ConnectedAccount & Selectable>(accounts, store.currency)?.account ?? null;
  const current = open?.fromAccountId === failing.id ? open : await begin(tx, failing, to, cause);
  if (current.toAccountId !== (to?.id ?? null)) await tx.failover.update({ where: { id: current.id }, data: { toAccountId: to?.id ?? null } });
  if (to) await tell(tx, { episode: current, subjectKey: `${current.id}:to:${to.id}`, phase: "began", from: failing, to, at: now() }, cause);
}

/**
 * The primary account was disconnected, not by the creator here, and the next one has taken its place for good: one entry in
 * the history and one mail, unless the next one cannot sell either, or sales went there before and that was told. Call it
 * before `noteRouting`, which ends what episode there was.
 */
export async function noteHandover(tx: Tx, lost: ConnectedAccount, next: ConnectedAccount, cause: Cause): Promise<void> {
  const store = await tx.store.findUniqueOrThrow({ where: { id: lost.storeId }, select: { currency: true } });
  if (!canChargeIn(next, store.currency)) return;
  const open = await tx.failover.findFirst({ where: { storeId: lost.storeId, endedAt: null, toAccountId: next.id } });
  if (open) return;
  const episode = await tx.failover.create({
    data: { id: newId("failover"), storeId: lost.storeId, fromAccountId: lost.id, toAccountId: next.id, cause: cause.cause, startedAt: now(), endedAt: now() },
  });
  await tell(tx, { episode, subjectKey: `${episode.id}:to:${next.id}`, phase: "lost", from: lost, to: next, at: now() }, cause);
}

/** Serialise what decides about a store's accounts. Does not hinder rows that only refer to the store. */
export async function lockStore(tx: Tx, storeId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM stores WHERE id = ${storeId} FOR NO KEY UPDATE`;
}

/** A new episode, or the last one of the same account again if it ended just now. */
async function begin(tx: Tx, from: ConnectedAccount, to: ConnectedAccount | null, cause: Cause): Promise<Failover> {
  const recent = await tx.failover.findFirst({
    where: { storeId: from.storeId, fromAccountId: from.id, endedAt: { gt: later(-GRACE_MS) } },
    orderBy: { endedAt: "desc" },
  });
  if (!recent) {
    return tx.failover.create({ data: { id: newId("failover"), storeId: from.storeId, fromAccountId: from.id, toAccountId: to?.id ?? null, cause: cause.cause, startedAt: now() } });
  }
  await withdrawEnd(tx, [recent.id]);
  return tx.failover.update({ where: { id: recent.id }, data: { endedAt: null, toAccountId: to?.id ?? null } });
}

/** "Sales go to X again" is not said when the creator has put another account first in the meantime. */
async function withdrawOutdated(tx: Tx, storeId: string, primaryId: string | null): Promise<void> {
  const recent = await tx.failover.findMany({ where: { storeId, endedAt: { gt: later(-GRACE_MS) }, ...(primaryId ? { fromAccountId: { not: primaryId } } : {}) }, select: { id: true } });
  if (recent.length > 0) await withdrawEnd(tx, recent.map(({ id }) => id));
}

async function withdrawEnd(tx: Tx, episodes: readonly string[]): Promise<void> {
  await tx.outboxEmail.deleteMany({ where: { kind: "stripe-failover", subjectKey: { in: episodes.map((id) => `${id}:end`) }, status: "pending", attempts: 0 } });
}

async function end(tx: Tx, episode: Failover, recovered: boolean, cause: Cause): Promise<void> {
  await tx.failover.update({ where: { id: episode.id }, data: { endedAt: now() } });
  if (!recovered) return;
  const told = await tx.outboxEmail.count({ where: { kind: "stripe-failover", subjectKey: { startsWith: `${episode.id}:to:` } } });
  if (told === 0) return;
  const from = await tx.connectedAccount.findUniqueOrThrow({ where: { id: episode.fromAccountId } });
  const to = episode.toAccountId ? await tx.connectedAccount.findUnique({ where: { id: episode.toAccountId } }) : null;
  await tell(tx, { episode, subjectKey: `${episode.id}:end`, phase: "ended", from, to, at: later(GRACE_MS) }, cause);
}

interface Telling {
  episode: Failover;
  subjectKey: string;
  phase: StripeFailoverProps["phase"];
  from: ConnectedAccount;
  to: ConnectedAccount | null;
  /** When the mail is to go out. */
  at: Date;
}

async function tell(tx: Tx, { episode, subjectKey, phase, from, to, at }: Telling, cause: Cause): Promise<void> {
  const store = await tx.store.findUniqueOrThrow({ where: { id: episode.storeId }, select: { name: true, owner: { select: { email: true, name: true } } } });
  const { id, created } = await queueEmail(tx, {
    kind: "stripe-failover",
    subjectKey,
    to: store.owner.email,
    props: {
      creatorName: store.owner.name,
      storeName: store.name,
      phase,
      from: accountName(from),
      ...(to ? { to: accountName(to) } : {}),
      since: formatMoment(phase === "ended" ? episode.startedAt : now()),
      url: `${env.appUrl}/settings/integrations/stripe`,
    },
    link: null,
    // Beside what Stripe wants of that account, which is why they move.
    thread: `stripe.${from.id}`,
    cause,
  });
  // Until then it can be withdrawn; the sweep sends what is due.
  if (created && at > now()) await tx.outboxEmail.update({ where: { id }, data: { nextAttemptAt: at } });
}

/** Where a store's new sales go while its primary account cannot charge; `to` null: nowhere. Null: all is as it should be. */
export async function currentFailover(storeId: string): Promise<{ from: { id: string; name: string }; to: { id: string; name: string } | null; since: Date } | null> {
  const named = { select: { id: true, ...NAME_COLUMNS } } as const;
  const open = await db.failover.findFirst({ where: { storeId, endedAt: null }, include: { from: named, to: named } });
  if (!open) return null;
  return {
    from: { id: open.from.id, name: accountName(open.from) },
    to: open.to && { id: open.to.id, name: accountName(open.to) },
    since: open.startedAt,
  };
}
