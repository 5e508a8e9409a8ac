import { db, type Tx } from "~/db.server";
import { recordTransition } from "~/domain/transitions.server";
import type { OutboxStatus } from "~/generated/prisma/enums";
import { now } from "~/lib/clock";
import { addressProblem, clearAddressProblem, noteAddressProblem } from "./address-problem.server";

/**
 * What became of a mail may only get more certain: a late "delivered" does not undo a bounce. Resend also speaks of mails
 * that still wait here for another try, since the answer to the first one was lost.
 */
const NEXT: Record<string, { to: OutboxStatus; from: OutboxStatus[] }> = {
  "email.delivered": { to: "delivered", from: ["pending", "sending", "sent"] },
  "email.bounced": { to: "bounced", from: ["pending", "sending", "sent", "delivered"] },
  "email.complained": { to: "complained", from: ["pending", "sending", "sent", "delivered"] },
  "email.failed": { to: "failed", from: ["pending", "sending", "sent"] },
  "email.suppressed": { to: "suppressed", from: ["pending", "sending", "sent"] },
};

export interface MailEvent {
  /** The svix id: the same for every delivery of it. */
  id: string;
  type: string;
  emailId: string | null;
  /** Our own row, out of the mail's tag: Resend may tell of a mail before the answer to our call has given it its id. */
  outboxId: string | null;
  /** Of one that came back or was not sent: whether for good, and why. */
  reason?: { permanent: boolean; detail: string };
  payload: object;
}

/**
 * Take one webhook of Resend's: stored once under its svix id, applied in the same transaction. A mail that came back for good, or was
 * called spam, keeps back what would follow it to that address.
 */
export async function applyMailEvent({ id, type, emailId, outboxId, reason, payload }: MailEvent): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.mailEvent.createMany({ data: { id, type, providerId: emailId, payload, receivedAt: now() }, skipDuplicates: true });
    const change = NEXT[type];
    if (count === 0 || !change || !emailId) return;
    const mail = await tx.outboxEmail.findFirst({
      where: { OR: [{ providerId: emailId }, ...(outboxId ? [{ id: outboxId, providerId: null }] : [])] },
      select: { id: true, status: true, toAddress: true, createdAt: true },
    });
    if (!mail) return;
    const { count: changed } = await tx.outboxEmail.updateMany({ where: { id: mail.id, status: { in: change.from } }, data: { status: change.to, providerId: emailId, leaseUntil: null, lastError: reason?.detail || null } });
    if (changed > 0) await recordTransition(tx, { subjectType: "email", subjectId: mail.id, from: mail.status, to: change.to, cause: type, causeId: id });
    await aboutAddress(tx, type, mail, reason);
  });
}

async function aboutAddress(tx: Tx, type: string, mail: { toAddress: string; createdAt: Date }, reason: MailEvent["reason"]): Promise<void> {
  const detail = reason?.detail ?? "";
  if (type === "email.complained") await noteAddressProblem(tx, mail.toAddress, "complained", detail);
  // Resend's own list says no more than that something came back once: a complaint we know of stays one.
  else if (type === "email.suppressed" || (type === "email.bounced" && reason?.permanent !== false)) await noteAddressProblem(tx, mail.toAddress, "bounced", detail);
  else if (type === "email.delivered") {
    // An older mail that arrives late says nothing about what came back after it was written.
    const known = await addressProblem(mail.toAddress, tx);
    if (known && known.since < mail.createdAt) await clearAddressProblem(tx, mail.toAddress, "a delivered mail", "bounced");
  }
}
