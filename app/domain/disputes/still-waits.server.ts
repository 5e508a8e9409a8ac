import type { Tx } from "~/db.server";
import type { MailSubject } from "~/domain/mail/send-again.server";
import { waitsForAnswer } from "./dispute";

/** Whether a mail about a dispute or a warning still asks its creator for something: one that was answered, or put aside, is no news. Of other mails: true. */
export async function stillWaits(tx: Tx, { kind, subject }: MailSubject): Promise<boolean> {
  const [id = ""] = subject.split(".");
  if (kind === "dispute-opened") return waitsForAnswer((await tx.dispute.findUnique({ where: { id }, select: { status: true } }))?.status ?? "");
  if (kind === "fraud-warning") return (await tx.fraudWarning.count({ where: { id, actionable: true, closedAt: null } })) > 0;
  return true;
}
