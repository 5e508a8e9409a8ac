import { renderEmail, type EmailKind, type EmailMessage } from "../../../emails";
import { db } from "~/db.server";
import { emailTokenUrl } from "~/domain/people/email-tokens.server";
import { env } from "~/env.server";
import type { OutgoingMail } from "~/integrations/mail/outgoing";
import type { MailFailure } from "~/integrations/mail/resend.server";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { LINK_PROP, type OutboxPayload } from "./outbox.server";
import { stopUrl, type StopLink } from "./stop-link";

/** A row of the outbox as it was claimed. */
export interface Claimed {
  id: string;
  kind: EmailKind;
  to_address: string;
  payload: OutboxPayload;
  attempts: number;
  created_at: Date | string;
  store_id: string | null;
  order_id: string | null;
}

/** The mail as it goes out. One that cannot be rendered is a failed try like any other, so that nothing waits behind it. */
export async function writeLetter(row: Claimed): Promise<Result<OutgoingMail, MailFailure>> {
  try {
    const rendered = await renderEmail(messageOf(row));
    const replyTo = row.store_id ? (await db.store.findUnique({ where: { id: row.store_id }, select: { supportEmail: true } }))?.supportEmail : undefined;
    return ok({ to: row.to_address, ...rendered, ...(replyTo ? { replyTo } : {}), ...headersOf(row.payload), tags: [{ name: "kind", value: row.kind }, { name: "outbox", value: row.id }] });
  } catch (error) {
    log.error({ err: error, emailId: row.id, kind: row.kind }, "a mail could not be written");
    return fail({ retry: true, retryAfterSeconds: null, detail: "The mail could not be written." });
  }
}

function messageOf(row: Claimed): EmailMessage {
  const { props, link } = row.payload;
  const linkProp = LINK_PROP[row.kind];
  const filled = link && linkProp ? { ...props, [linkProp]: emailTokenUrl(link.tokenId, link.purpose) } : props;
  return { kind: row.kind, props: filled } as unknown as EmailMessage;
}

function headersOf({ thread, stop }: OutboxPayload): Pick<OutgoingMail, "headers"> {
  const headers = { ...threadHeaders(thread), ...(stop ? stopHeaders(stop) : {}) };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

/** One click in the mailbox itself (RFC 2369 and 8058). */
function stopHeaders(stop: StopLink): Record<string, string> {
  return { "List-Unsubscribe": `<${stopUrl(stop)}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

/** Mails of one thread answer to the same message, which need not exist: that is how mailboxes tell (RFC 5322, 3.6.4). */
function threadHeaders(thread: string | undefined): Record<string, string> {
  if (!thread) return {};
  const root = `<${thread}@${new URL(env.appUrl).hostname}>`;
  return { "In-Reply-To": root, References: root };
}
