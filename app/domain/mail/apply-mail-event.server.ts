import { db } from "~/db.server";
import { recordTransition } from "~/domain/transitions.server";
import type { OutboxStatus } from "~/generated/prisma/enums";
import { now } from "~/lib/clock";

/**
 * What became of a mail may only get more certain: a late "delivered" does not undo a bounce. Resend also speaks of mails
 * that still wait here for another try, since the answer to the first one was lost.
 */
const NEXT: Record<string, { to: OutboxStatus; from: OutboxStatus[] }> = {
  "email.delivered": { to: "delivered", from: ["pending", "sending", "sent"] },
  "email.bounced": { to: "bounced", from: ["pending", "sending", "sent", "delivered"] },
  "email.complained": { to: "complained", from: ["pending", "sending", "sent", "delivered"] },
  "email.failed": { to: "failed", from: ["pending", "sending", "sent"] },
  "email.suppressed": { to: "failed", from: ["pending", "sending", "sent"] },
};

export interface MailEvent {
  /** The svix id: the same for every delivery of it. */
  id: string;
  type: string;
  emailId: string | null;
  /** Our own row, out of the mail's tag: Resend may tell of a mail before the answer to our call has given it its id. */
  outboxId: string | null;
  payload: object;
}

/** Take one webhook of Resend's: stored once under its svix id, applied in the same transaction. */
export async function applyMailEvent({ id, type, emailId, outboxId, payload }: MailEvent): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.mailEvent.createMany({ data: { id, type, providerId: emailId, payload, receivedAt: now() }, skipDuplicates: true });
    const change = NEXT[type];
    if (count === 0 || !change || !emailId) return;
    const mail = await tx.outboxEmail.findFirst({
      where: { OR: [{ providerId: emailId }, ...(outboxId ? [{ id: outboxId, providerId: null }] : [])] },
      select: { id: true, status: true },
    });
    if (!mail) return;
    const { count: changed } = await tx.outboxEmail.updateMany({ where: { id: mail.id, status: { in: change.from } }, data: { status: change.to, providerId: emailId, leaseUntil: null, lastError: null } });
    if (changed > 0) await recordTransition(tx, { subjectType: "email", subjectId: mail.id, from: mail.status, to: change.to, cause: type, causeId: id });
  });
}
