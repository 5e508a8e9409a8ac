import { db } from "~/db.server";
import { recordTransition } from "~/domain/transitions.server";
import type { OutboxStatus } from "~/generated/prisma/enums";
import { now } from "~/lib/clock";

/** What became of a mail may only get more certain: a late "delivered" does not undo a bounce. */
const NEXT: Record<string, { to: OutboxStatus; from: OutboxStatus[] }> = {
  "email.delivered": { to: "delivered", from: ["sending", "sent"] },
  "email.bounced": { to: "bounced", from: ["sending", "sent", "delivered"] },
  "email.complained": { to: "complained", from: ["sending", "sent", "delivered"] },
  "email.failed": { to: "failed", from: ["sending", "sent"] },
  "email.suppressed": { to: "failed", from: ["sending", "sent"] },
};

/** Take one webhook of Resend's: stored once under its svix id, applied in the same transaction. */
export async function applyMailEvent(event: { id: string; type: string; emailId: string | null; payload: object }): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.mailEvent.createMany({
      data: { id: event.id, type: event.type, providerId: event.emailId, payload: event.payload, receivedAt: now() },
      skipDuplicates: true,
    });
    const change = NEXT[event.type];
    if (count === 0 || !change || !event.emailId) return;
    const mail = await tx.outboxEmail.findUnique({ where: { providerId: event.emailId }, select: { id: true, status: true } });
    if (!mail || !change.from.includes(mail.status)) return;
    await tx.outboxEmail.update({ where: { id: mail.id }, data: { status: change.to } });
    await recordTransition(tx, { subjectType: "email", subjectId: mail.id, from: mail.status, to: change.to, cause: event.type, causeId: event.id });
  });
}
