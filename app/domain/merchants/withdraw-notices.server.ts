import type { Tx } from "~/db.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { DAY, later } from "~/lib/clock";
import { BLIP_MS } from "./notices";
import { closeRequirements } from "./requirement-records.server";

/** The mails about what Stripe wants; the subject of each in the outbox is the id of its notice. */
export const NOTICE_MAILS = ["stripe-needs-you", "stripe-reminder", "stripe-stopped", "stripe-closed", "stripe-clear"] as const;

/**
 * Something was asked of an account or has ended: decide in ten minutes what the creator is told, and take back what waits in
 * the outbox, since it is no longer true. In the transaction that stores the account, with its row locked.
 */
export async function armNotice(tx: Tx, account: ConnectedAccount, at: Date): Promise<void> {
  await withdrawNotices(tx, account.id, at);
  const due = later(BLIP_MS, at);
  if (account.noticeCheckAt === null || account.noticeCheckAt > due) await tx.connectedAccount.update({ where: { id: account.id }, data: { noticeCheckAt: due } });
}

/** Mails that nobody has sent yet go, with the note that the creator was told. One that may have been sent stays noted. */
export async function withdrawNotices(tx: Tx, accountId: string, at: Date): Promise<void> {
  const recent = await tx.accountNotice.findMany({ where: { accountId, createdAt: { gt: later(-2 * DAY, at) } }, select: { id: true } });
  if (recent.length === 0) return;
  const waiting = await tx.outboxEmail.findMany({
    where: { kind: { in: [...NOTICE_MAILS] }, subjectKey: { in: recent.map(({ id }) => id) }, status: "pending" },
    select: { id: true, subjectKey: true, lastError: true },
  });
  for (const { id, subjectKey, lastError } of waiting) {
    const { count } = await tx.outboxEmail.deleteMany({ where: { id, status: "pending" } });
    // Without an answer nobody knows whether it went out.
    if (count > 0 && !lastError?.startsWith("no answer")) await tx.accountNotice.delete({ where: { id: subjectKey } });
  }
}

/** The connection has ended: nothing is asked any more and nothing more is told. In the transaction that ends it. */
export async function endNotices(tx: Tx, accountId: string, at: Date): Promise<void> {
  await withdrawNotices(tx, accountId, at);
  await closeRequirements(tx, accountId, at);
  await tx.connectedAccount.update({ where: { id: accountId }, data: { noticeCheckAt: null } });
}
