import { db, sql, type Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { DAY, later, MINUTE, now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { newId } from "~/lib/ids";
import type { Money } from "~/lib/money";
import { accountName } from "./account-name";
import { explainRequirements, stoppedNow, type RequirementLine } from "./explain-requirements";
import { moneyAtRisk } from "./money-at-risk";
import { BLIP_MS, decideNotice, type NoticeDecision, type NoticeFacts, type Topic } from "./notices";
import { recentSales } from "./recent-sales.server";
import { PAYOUTS_OFF, SALES_OFF } from "./requirement-records.server";
import { needOf } from "./stripe-need";
import { syncAccount } from "./sync-account.server";

/** Work on a notice that has not ended within this time belongs to a process that died. */
const LEASE_MS = 5 * MINUTE;
/** A mail is decided on a reading no older than this. */
const FRESH_MS = MINUTE;
/** Enough to know what was told since the last "all clear". */
const NOTICES_READ = 100;

/** Accounts whose notices are to be decided now. */
export async function dueNotices(limit = 20): Promise<string[]> {
  const due = await db.connectedAccount.findMany({
    where: { noticeCheckAt: { lte: now() }, status: "connected" },
    orderBy: { noticeCheckAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return due.map(({ id }) => id);
}

/**
 * Decide what the creator is told about one account, and put it into the outbox. The account is read from Stripe first unless
 * that has just been done, so that the mail tells how things stand at this moment. Any number of calls from any process: the
 * due date is taken with a lease, and decision, note and mail are one transaction under the account's lock.
 */
export async function sendNotice(accountId: string): Promise<void> {
  const at = now();
  const { rows } = await sql<{ stripe_account_id: string; synced_at: Date | string | null }>(
    `UPDATE connected_accounts SET notice_check_at = $2 WHERE id = $1 AND notice_check_at <= $3 AND status = 'connected' RETURNING stripe_account_id, synced_at`,
    [accountId, later(LEASE_MS, at), at],
  );
  const [claimed] = rows;
  if (!claimed) return;
  if (claimed.synced_at === null || at.getTime() - new Date(claimed.synced_at).getTime() > FRESH_MS) {
    const read = await syncAccount(claimed.stripe_account_id, { cause: "before a notice" });
    // Nothing is told of what is not known; the next try comes by itself.
    if (read.outcome === "failed") return void (await db.connectedAccount.updateMany({ where: { id: accountId }, data: { noticeCheckAt: later(BLIP_MS, at) } }));
    if (read.outcome !== "stored") return;
  }
  await decide(accountId);
}

async function decide(accountId: string): Promise<void> {
  const sales = await salesOf(accountId);
  const sent = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM connected_accounts WHERE id = ${accountId} FOR UPDATE`;
    const account = await tx.connectedAccount.findUnique({ where: { id: accountId } });
    if (!account || account.status === "disconnected" || !account.syncedAt) return false;
    const at = now();
    const lines = explainRequirements(account, at);
    const decision = decideNotice(await factsOf(tx, account, lines), at);
    await tx.connectedAccount.update({ where: { id: accountId }, data: { noticeCheckAt: decision.checkAt } });
    if (!decision.notice) return false;
    await tell(tx, account, decision.notice, lines, sales);
    return true;
  });
  if (sent) wake("send-email");
}

async function factsOf(tx: Tx, account: ConnectedAccount, lines: readonly RequirementLine[]): Promise<NoticeFacts> {
  const [open, last, notices] = await Promise.all([
    tx.requirementRecord.findMany({ where: { accountId: account.id, satisfiedAt: null }, select: { id: true, lineId: true, askedAt: true } }),
    tx.requirementRecord.findFirst({ where: { accountId: account.id, satisfiedAt: { not: null } }, orderBy: { satisfiedAt: "desc" }, select: { satisfiedAt: true } }),
    tx.accountNotice.findMany({ where: { accountId: account.id }, orderBy: { createdAt: "desc" }, take: NOTICES_READ, select: { kind: true, lineIds: true, createdAt: true } }),
  ]);
  const records = new Map(open.map(({ id, lineId, askedAt }) => [lineId, { id, askedAt }]));
  const topic = (lineId: string): Topic[] => [records.get(lineId) ?? []].flat();
  const current = lines.filter((line) => !line.announced);
  return {
    yours: current.filter(isYours).flatMap((line) => topic(line.id).map((known) => ({ ...known, deadline: line.deadline === null ? null : new Date(line.deadline) }))),
    off: [SALES_OFF, PAYOUTS_OFF].flatMap(topic),
    final: current.filter(({ tone, who }) => tone === "final" && who === "nobody").flatMap((line) => topic(line.id))[0] ?? null,
    withStripe: current.filter((line) => !isYours(line)).length,
    clearSince: open.length === 0 ? (last?.satisfiedAt ?? null) : null,
    notices,
  };
}

function isYours({ who, announced }: RequirementLine): boolean {
  return who === "you" && !announced;
}

async function tell(tx: Tx, account: ConnectedAccount, { kind, dueDays, topics }: NonNullable<NoticeDecision["notice"]>, lines: readonly RequirementLine[], sales: readonly Money[]): Promise<void> {
  const store = await tx.store.findUniqueOrThrow({ where: { id: account.storeId }, select: { name: true, owner: { select: { email: true, name: true } } } });
  const id = newId("accountNotice");
  await tx.accountNotice.create({ data: { id, accountId: account.id, storeId: account.storeId, kind, dueDays, lineIds: topics, createdAt: now() } });
  const letter = { subjectKey: id, to: store.owner.email, link: null, thread: `stripe.${account.id}`, cause: { cause: "account notice", causeId: id } } as const;
  const face = { creatorName: store.owner.name, storeName: store.name, accountName: accountName(account), url: `${env.appUrl}/settings/integrations/stripe` };
  if (kind === "clear") return void (await queueEmail(tx, { kind: "stripe-clear", ...letter, props: face }));
  const current = lines.filter((line) => !line.announced);
  const yours = current.filter(isYours).map(needOf);
  const props = { ...face, risk: moneyAtRisk({ account, lines, sales }) };
  if (current.some(({ tone, who }) => tone === "final" && who === "nobody")) return void (await queueEmail(tx, { kind: "stripe-closed", ...letter, props: { ...props, lines: current.map(needOf) } }));
  if (kind === "stopped") {
    await queueEmail(tx, { kind: "stripe-stopped", ...letter, props: { ...props, lines: current.map(needOf), salesOff: !account.chargesEnabled, payoutsOff: !account.payoutsEnabled } });
  } else if (kind === "reminder") {
    const deadline = new Date(lines.flatMap((line) => (isYours(line) && line.deadline !== null ? [line.deadline] : [])).sort()[0] ?? now());
    const daysLeft = Math.max(1, Math.ceil((deadline.getTime() - now().getTime()) / DAY));
    await queueEmail(tx, { kind: "stripe-reminder", ...letter, props: { ...props, lines: yours, daysLeft, deadline: formatDay(deadline) } });
  } else {
    await queueEmail(tx, { kind: "stripe-needs-you", ...letter, props: { ...props, lines: yours, ...(account.chargesEnabled && account.payoutsEnabled ? {} : { consequence: stoppedNow(account) }) } });
  }
}

async function salesOf(accountId: string): Promise<readonly Money[]> {
  const account = await db.connectedAccount.findUnique({ where: { id: accountId }, select: { storeId: true } });
  return account ? ((await recentSales(account.storeId)).get(accountId) ?? []) : [];
}
