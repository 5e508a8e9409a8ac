import type { Engine } from "../engine/engine";
import { newId } from "../engine/ids";
import type { Mail, MailEventType } from "../engine/state";
import { bareAddress } from "./validate";

export interface MailEventDetail {
  bounce?: { type: string; subType: string; message: string };
  failed?: { reason: string };
  suppressed?: { type: string; message: string };
}

const HARD_BOUNCE = { type: "Permanent", subType: "General", message: "The recipient's email provider sent a hard bounce message." };

/** What follows a send by itself: delivered, or what Resend's own test addresses stand for. */
export function deliverMail(engine: Engine, mail: Mail): void {
  const recipients = mail.to.map((address) => bareAddress(address) ?? "");
  if (recipients.some((address) => engine.state.mail.suppressed.includes(address))) {
    mailEvent(engine, mail, "email.suppressed", {
      suppressed: { type: "OnAccountSuppressionList", message: "This address bounced or complained before, so nothing was sent." },
    });
    return;
  }
  mailEvent(engine, mail, "email.sent");
  if (!engine.state.mail.autoDeliver) return;
  const local = recipients.find((address) => address.endsWith("@resend.dev"))?.split(/[+@]/)[0];
  if (local === "bounced") {
    mailEvent(engine, mail, "email.bounced", { bounce: HARD_BOUNCE });
    return;
  }
  mailEvent(engine, mail, "email.delivered");
  if (local === "complained") mailEvent(engine, mail, "email.complained");
}

/** Records what happened to a mail and tells the app by webhook. */
export function mailEvent(engine: Engine, mail: Mail, type: MailEventType, detail: MailEventDetail = {}): void {
  const at = new Date(engine.clock.now()).toISOString();
  mail.events.push({ type, at });
  mail.lastEvent = type.slice("email.".length);
  if (type === "email.bounced" || type === "email.complained") {
    for (const address of mail.to) {
      const bare = bareAddress(address);
      if (bare && !engine.state.mail.suppressed.includes(bare)) engine.state.mail.suppressed.push(bare);
    }
  }
  const full: MailEventDetail =
    type === "email.bounced" ? { bounce: HARD_BOUNCE, ...detail } : type === "email.failed" ? { failed: { reason: "unknown" }, ...detail } : detail;
  const data = {
    created_at: mail.createdAt,
    email_id: mail.id,
    message_id: mail.messageId,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    ...(mail.tags.length > 0 ? { tags: Object.fromEntries(mail.tags.map((tag) => [tag.name, tag.value])) } : {}),
    ...full,
  };
  engine.touch();
  engine.webhooks.enqueueResend(newId("msg", 27), type, JSON.stringify({ type, created_at: at, data }));
}
