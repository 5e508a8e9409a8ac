import type { EmailKind, EmailPropsByKind } from "../../../emails";
import { Prisma, type Tx } from "~/db.server";
import { enqueueAll } from "~/jobs/queue.server";
import { recordTransitions } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import type { EmailTokenPurpose } from "~/generated/prisma/enums";
import type { StopLink } from "./stop-link";

/** The prop of each kind that is a link with a token: it is made when the mail is sent and never stored. */
export interface TokenLinkProp {
  receipt: "libraryUrl";
  "sign-in-link": "url";
  "verify-email": "url";
  "reset-password": "url";
  "dispute-closed": never;
  "dispute-opened": never;
  "fraud-warning": never;
  "refund-receipt": never;
  "paid-twice": never;
  "password-changed": never;
  "account-deleted": never;
  "change-email": "url";
  "email-changed": "url";
  "members-post": never;
  "merge-people": "url";
  "stripe-failover": never;
  "stripe-needs-you": never;
  "stripe-reminder": never;
  "stripe-stopped": never;
  "stripe-closed": never;
  "stripe-clear": never;
  "payout-failed": never;
  "sale-notice": never;
  "back-on-sale": never;
  "download-updated": never;
  "card-expiring": never;
  "membership-ended": never;
  "payment-action-required": never;
  "payment-failed": never;
  "plan-changed": never;
  "renewal-receipt": never;
  "renewals-failed": never;
  "trial-ending": never;
  certificate: never;
  "drip-lesson": never;
  gift: "libraryUrl";
  "mail-test": never;
  "mend-address": "url";
  "sale-digest": never;
  "team-invitation": "url";
  "team-joined": never;
  welcome: "libraryUrl";
}

export interface TokenLink {
  tokenId: string;
  purpose: EmailTokenPurpose;
}

export interface QueuedEmail<K extends EmailKind> {
  kind: K;
  /** What the mail is about; a second call with the same kind and subject adds nothing. */
  subjectKey: string;
  to: string;
  storeId?: string;
  orderId?: string;
  props: Omit<EmailPropsByKind[K], TokenLinkProp[K]>;
  /** The token behind the link prop, for kinds that have one. */
  link: TokenLinkProp[K] extends never ? null : TokenLink;
  /** Whose wish ends mails of this kind: the mailbox's own "unsubscribe" leads there. */
  stop?: StopLink;
  /** Somebody asked for this very mail a moment ago: it goes out also to an address that gave trouble before. */
  asked?: boolean;
  /** A name mails share that a mailbox should show as one conversation, e.g. `stripe.acn_…`. */
  thread?: string;
  cause: { cause: string; causeId?: string | null };
}

/** How a row's payload looks in the database. */
export interface OutboxPayload {
  props: Record<string, unknown>;
  link: TokenLink | null;
  thread?: string;
  stop?: StopLink;
  asked?: true;
}

export const LINK_PROP: { [K in EmailKind]: string | null } = {
  receipt: "libraryUrl",
  "sign-in-link": "url",
  "verify-email": "url",
  "reset-password": "url",
  "dispute-closed": null,
  "dispute-opened": null,
  "fraud-warning": null,
  "refund-receipt": null,
  "paid-twice": null,
  "password-changed": null,
  "account-deleted": null,
  "change-email": "url",
  "email-changed": "url",
  "members-post": null,
  "merge-people": "url",
  "stripe-failover": null,
  "stripe-needs-you": null,
  "stripe-reminder": null,
  "stripe-stopped": null,
  "stripe-closed": null,
  "stripe-clear": null,
  "payout-failed": null,
  "sale-notice": null,
  "back-on-sale": null,
  "download-updated": null,
  "card-expiring": null,
  "membership-ended": null,
  "payment-action-required": null,
  "payment-failed": null,
  "plan-changed": null,
  "renewal-receipt": null,
  "renewals-failed": null,
  "trial-ending": null,
  certificate: null,
  "drip-lesson": null,
  gift: "libraryUrl",
  "mail-test": null,
  "mend-address": "url",
  "sale-digest": null,
  "team-invitation": "url",
  "team-joined": null,
  welcome: "libraryUrl",
};

/** Any kind with its own props. */
type AnyEmail = { [K in EmailKind]: QueuedEmail<K> }[EmailKind];
/** The same to whoever only stores it. */
type StoredEmail = Omit<QueuedEmail<EmailKind>, "props" | "link"> & { props: object; link: TokenLink | null };

/**
 * Write a mail into the outbox in the transaction that makes it due, together with its job. Exactly one row exists for a
 * kind and subject, whoever calls and however often. Call `wake("send-email")` after the commit.
 */
export async function queueEmail<K extends EmailKind>(tx: Tx, email: QueuedEmail<K>): Promise<{ id: string; created: boolean }> {
  const [id] = await writeMails(tx, [email]);
  if (id) return { id, created: true };
  const former = await tx.outboxEmail.findUniqueOrThrow({ where: { kind_subjectKey: { kind: email.kind, subjectKey: email.subjectKey } }, select: { id: true } });
  return { id: former.id, created: false };
}

/** The same for several at once; what is null is left out. */
export async function queueEmails(tx: Tx, emails: readonly (AnyEmail | null)[]): Promise<void> {
  await writeMails(tx, emails.filter((email) => email !== null));
}

/** Answers the ids of those that were not there yet. */
async function writeMails(tx: Tx, emails: readonly StoredEmail[]): Promise<string[]> {
  if (emails.length === 0) return [];
  const written = await tx.outboxEmail.createManyAndReturn({ data: emails.map(rowOf), select: { id: true, kind: true, subjectKey: true }, skipDuplicates: true });
  if (written.length === 0) return [];
  const causeOf = (row: { kind: string; subjectKey: string }) => emails.find(({ kind, subjectKey }) => kind === row.kind && subjectKey === row.subjectKey)?.cause ?? { cause: "" };
  await recordTransitions(tx, written.map((row) => ({ subjectType: "email", subjectId: row.id, from: null, to: "pending", ...causeOf(row) })));
  await enqueueAll(tx, "send-email", written.map(({ id }) => ({ emailId: id })));
  return written.map(({ id }) => id);
}

function rowOf(email: StoredEmail): Prisma.OutboxEmailCreateManyInput {
  const payload: OutboxPayload = { props: email.props as Record<string, unknown>, link: email.link, ...(email.thread ? { thread: email.thread } : {}), ...(email.stop ? { stop: email.stop } : {}), ...(email.asked ? { asked: true } : {}) };
  return {
    id: newId("outboxEmail"),
    kind: email.kind,
    subjectKey: email.subjectKey,
    storeId: email.storeId ?? null,
    orderId: email.orderId ?? null,
    toAddress: email.to,
    payload: payload as unknown as Prisma.InputJsonValue,
    status: "pending",
    nextAttemptAt: now(),
    createdAt: now(),
  };
}
