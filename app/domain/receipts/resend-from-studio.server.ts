import { db } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { mailName } from "~/domain/mail/mail-kinds";
import { sendMailAgain } from "~/domain/mail/send-again.server";
import { fail, ok, type Result } from "~/lib/result";
import type { StoreMail } from "./mail-of-store.server";
import { resendReceipt } from "./resend-receipt.server";

/** Somebody of the store sends a mail once more; written down as their deed. Receipts are made anew, so that they say what is true now. */
export async function resendFromStudio(mail: StoreMail, { storeId, actorId }: { storeId: string; actorId: string }): Promise<Result<{ to: string }, "kept_back" | "too_many" | "not_possible">> {
  const cause = { cause: "sent again by the creator", causeId: actorId };
  const receipt = mail.orderId !== null && (mail.kind === "receipt" || mail.kind === "welcome");
  const sent = receipt && mail.orderId ? await resendReceipt(mail.orderId, cause) : await sendMailAgain(mail.id, cause);
  if (!sent.ok) return fail(sent.error === "too_many" || sent.error === "kept_back" ? sent.error : "not_possible");
  const summary = `sent a mail again: ${mailName(mail.kind).toLowerCase()}`;
  await db.$transaction((tx) => audit(tx, { storeId, actorId, action: "mail.resend", subjectType: mail.orderId ? "order" : "email", subjectId: mail.orderId ?? mail.id, summary }));
  return ok(sent.value);
}
