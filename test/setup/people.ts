import { db } from "~/db.server";
import { emailTokenUrl } from "~/domain/people/email-tokens.server";
import type { OutboxPayload } from "~/domain/mail/outbox.server";
import type { EmailKind } from "../../emails";
import { normaliseEmail } from "~/lib/email";

/** Mails due to an address, oldest first: what a mailbox would show. */
export async function mailsTo(email: string): Promise<{ kind: EmailKind; props: Record<string, unknown>; link: string | null }[]> {
  const rows = await db.outboxEmail.findMany({ where: { toAddress: normaliseEmail(email) }, orderBy: { id: "asc" } });
  return rows.map((row) => {
    const { props, link } = row.payload as unknown as OutboxPayload;
    return { kind: row.kind as EmailKind, props, link: link && emailTokenUrl(link.tokenId, link.purpose) };
  });
}

/** The token in the newest mail of a kind to an address. Throws when there is none. */
export async function tokenMailedTo(email: string, kind: EmailKind): Promise<string> {
  const mail = (await mailsTo(email)).findLast((one) => one.kind === kind);
  const token = mail?.link?.split("/").at(-1);
  if (!token) throw new Error(`No ${kind} with a link went to ${email}`);
  return token;
}
