import { sql } from "~/db.server";
import { AGAIN_KINDS } from "~/domain/mail/mail-kinds";
import { sendMailAgain } from "~/domain/mail/send-again.server";
import type { OutboxStatus } from "~/generated/prisma/enums";
import { fail, ok, type Result } from "~/lib/result";
import { resendReceipt } from "./resend-receipt.server";

/** A mail about something of a person's. */
export interface OwnMail {
  id: string;
  kind: string;
  /** What it is about, as it was sold. */
  title: string;
  orderId: string | null;
  toAddress: string;
  status: OutboxStatus;
  /** UTC. */
  createdAt: Date;
  sentAt: Date | null;
}

/** Mails a page shows. */
const MOST = 50;

/**
 * What stores wrote to a person about their orders (also what was given to them), their memberships and certificates, and can be sent once
 * more: of copies the newest, newest first. Not news. One query.
 */
export function ownMails(viewer: { id: string; email: string }): Promise<OwnMail[]> {
  return read(viewer, null);
}

/** Have one of them sent once more: to where the person is reached now, also if mail came back from there. `not_found`: none of theirs. */
export async function resendOwn(viewer: { id: string; email: string }, emailId: string): Promise<Result<{ to: string }, "not_found" | "too_many">> {
  const [mail] = await read(viewer, emailId);
  if (!mail) return fail("not_found");
  const cause = { cause: "The buyer asked for it again", causeId: viewer.id };
  const receipt = mail.orderId !== null && (mail.kind === "receipt" || mail.kind === "welcome");
  const sent = receipt && mail.orderId ? await resendReceipt(mail.orderId, cause, { asked: true }) : await sendMailAgain(mail.id, cause, { asked: true });
  if (sent.ok) return ok(sent.value);
  return fail(sent.error === "too_many" ? "too_many" : "not_found");
}

async function read({ id: userId, email }: { id: string; email: string }, emailId: string | null): Promise<OwnMail[]> {
  const { rows } = await sql<OwnMail>(
    `SELECT * FROM (
       SELECT DISTINCT ON (kind, split_part(key, '#', 1)) id, kind, title, "orderId", "toAddress", status, "createdAt", "sentAt" FROM (
         SELECT e.id, e.kind, e.subject_key AS key, o.offer_title AS title, e.order_id AS "orderId", e.to_address AS "toAddress", e.status, e.created_at AS "createdAt", e.sent_at AS "sentAt"
           FROM orders o JOIN outbox_emails e ON e.order_id = o.id
          WHERE o.user_id = $1 AND e.store_id = o.store_id AND e.kind = ANY($3)
         UNION ALL
         SELECT e.id, e.kind, e.subject_key, c.course_title, NULL, e.to_address, e.status, e.created_at, e.sent_at
           FROM outbox_emails e JOIN certificates c ON c.id = split_part(e.subject_key, '#', 1)
          WHERE e.to_address = $2 AND e.kind = 'certificate' AND c.user_id = $1
       ) mine WHERE $4::text IS NULL OR id = $4
       ORDER BY kind, split_part(key, '#', 1), "createdAt" DESC, id DESC
     ) newest ORDER BY "createdAt" DESC, id DESC LIMIT ${MOST}`,
    [userId, email, [...AGAIN_KINDS], emailId],
  );
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt), sentAt: row.sentAt && new Date(row.sentAt) }));
}
