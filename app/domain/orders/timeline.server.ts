import { db } from "~/db.server";
import { mailName } from "~/domain/mail/mail-kinds";
import type { EventStatus, OutboxStatus } from "~/generated/prisma/enums";

/** One thing that happened about an order, at an instant (UTC). */
export type TimelineEntry = { id: string; at: Date } & (
  | { kind: "state"; subject: string; to: string; cause: string; causeId: string | null }
  | { kind: "session"; stripeId: string | null; uiMode: string; status: string; expiresAt: Date }
  | { kind: "event"; eventId: string; type: string; status: EventStatus; note: string | null }
  | { kind: "mail"; name: string; to: string; toState: OutboxStatus | string; cause: string }
  | { kind: "download"; file: string; offer: string }
  | { kind: "refund"; amount: bigint; currency: string; status: string; settled: boolean; failure: string | null; by: string | null }
  | { kind: "dispute"; amount: bigint; currency: string; status: string; closed: boolean; dueBy: Date | null }
  | { kind: "warning"; outcome: string | null; closed: boolean }
  | { kind: "invoice"; amount: bigint; currency: string; status: string; reason: string; failure: string | null; paid: boolean }
  | { kind: "note"; author: string; text: string }
  | { kind: "deed"; actor: string; summary: string }
);

/** How much of one sort is read at most: the newest of it. An order with more has a membership of many years. */
const MOST = 100;
const NEWEST = { take: MOST } as const;

/** What the timeline is asked of: an order with the ids that belong to it. The caller has checked whose it is. */
export interface TimelineSubject {
  id: string;
  storeId: string;
  offerId: string;
  /** Null: free or given, so Stripe knows nothing of it. */
  account: { stripeAccountId: string } | null;
  stripePaymentIntentId: string | null;
  stripeChargeId: string | null;
  grants: readonly { id: string }[];
  sessions: readonly { id: string; stripeSessionId: string | null; uiMode: string; status: string; createdAt: Date; expiresAt: Date }[];
  subscription: { id: string; stripeSubscriptionId: string } | null;
  licenses: readonly { id: string }[];
}

/**
 * All that is known of an order in the order of time, oldest first: its own states and those of its access, keys and membership;
 * checkouts, Stripe's events, mails with what became of them, downloads, money that went back, disputes, renewals, notes and who did what.
 * A fixed number of queries.
 */
export async function timelineOf(order: TimelineSubject): Promise<TimelineEntry[]> {
  const orderId = order.id;
  const subscriptionId = order.subscription?.id ?? null;
  const [mails, refunds, disputes, warnings, invoices, notes, deeds, downloads] = await Promise.all([
    db.outboxEmail.findMany({ where: { orderId }, orderBy: { createdAt: "desc" }, ...NEWEST, select: { id: true, kind: true, toAddress: true } }),
    db.refund.findMany({ where: { OR: [{ orderId }, ...(subscriptionId ? [{ invoice: { subscriptionId } }] : [])] }, orderBy: { createdAt: "desc" }, ...NEWEST }),
    db.dispute.findMany({ where: { OR: [{ orderId }, ...(subscriptionId ? [{ invoice: { subscriptionId } }] : [])] }, orderBy: { openedAt: "desc" }, ...NEWEST }),
    db.fraudWarning.findMany({ where: { OR: [{ orderId }, ...(subscriptionId ? [{ invoice: { subscriptionId } }] : [])] }, orderBy: { createdAt: "desc" }, ...NEWEST }),
    subscriptionId ? db.invoice.findMany({ where: { subscriptionId, billingReason: { not: "subscription_create" }, status: { not: "draft" } }, orderBy: { createdAt: "desc" }, ...NEWEST }) : [],
    db.note.findMany({ where: { orderId }, orderBy: { createdAt: "desc" }, ...NEWEST }),
    db.auditEntry.findMany({ where: { subjectType: "order", subjectId: orderId, storeId: order.storeId }, orderBy: { at: "desc" }, ...NEWEST }),
    db.download.findMany({ where: { orderId }, orderBy: { at: "desc" }, ...NEWEST }),
  ]);
  const subjects = [
    { subjectType: "order", subjectId: orderId },
    { subjectType: "grant", subjectId: { in: order.grants.map((grant) => grant.id) } },
    { subjectType: "license", subjectId: { in: order.licenses.map((license) => license.id) } },
    { subjectType: "email", subjectId: { in: mails.map((mail) => mail.id) } },
    ...(subscriptionId ? [{ subjectType: "subscription", subjectId: subscriptionId }] : []),
  ];
  const account = order.account?.stripeAccountId ?? null;
  const objects = [...order.sessions.map((session) => session.stripeSessionId), order.stripePaymentIntentId, order.stripeChargeId, order.subscription?.stripeSubscriptionId, ...disputes.map((dispute) => dispute.stripeDisputeId), ...refunds.map((refund) => refund.stripeRefundId), ...invoices.map((invoice) => invoice.stripeInvoiceId)].filter((id): id is string => Boolean(id));
  const [transitions, events, people, files, offers] = await Promise.all([
    db.transition.findMany({ where: { OR: subjects }, orderBy: [{ at: "desc" }, { id: "desc" }], take: 3 * MOST }),
    account
      ? db.stripeEvent.findMany({
          where: { stripeAccountId: account, OR: [{ objectId: { in: objects } }, { subjectKey: { in: [orderId, ...objects].map((id) => `${account}/${id}`) } }] },
          orderBy: { receivedAt: "desc" }, ...NEWEST, select: { id: true, type: true, status: true, note: true, receivedAt: true },
        })
      : [],
    db.user.findMany({ where: { id: { in: [...new Set([...notes.map((note) => note.authorId), ...refunds.flatMap((refund) => refund.byUserId ?? [])])] } }, select: { id: true, name: true } }),
    db.storedFile.findMany({ where: { id: { in: [...new Set(downloads.map((download) => download.fileId))] } }, select: { id: true, fileName: true } }),
    db.offer.findMany({ where: { id: { in: [...new Set(downloads.map((download) => download.offerId))] } }, select: { id: true, title: true } }),
  ]);
  const name = new Map(people.map((person) => [person.id, person.name]));
  const file = new Map(files.map((one) => [one.id, one.fileName]));
  const title = new Map(offers.map((offer) => [offer.id, offer.title]));
  const mail = new Map(mails.map((one) => [one.id, one]));
  const entries: TimelineEntry[] = [
    ...transitions.map((one): TimelineEntry => {
      const about = one.subjectType === "email" ? mail.get(one.subjectId) : undefined;
      return about
        ? { id: one.id, at: one.at, kind: "mail", name: mailName(about.kind), to: about.toAddress, toState: one.toState, cause: one.cause }
        : { id: one.id, at: one.at, kind: "state", subject: one.subjectType, to: one.toState, cause: one.cause, causeId: one.causeId };
    }),
    ...order.sessions.map((one): TimelineEntry => ({ id: one.id, at: one.createdAt, kind: "session", stripeId: one.stripeSessionId, uiMode: one.uiMode, status: one.status, expiresAt: one.expiresAt })),
    ...events.map((one): TimelineEntry => ({ id: one.id, at: one.receivedAt, kind: "event", eventId: one.id, type: one.type, status: one.status, note: one.note })),
    ...downloads.map((one): TimelineEntry => ({ id: one.id, at: one.at, kind: "download", file: file.get(one.fileId) ?? "a file that is gone", offer: title.get(one.offerId) ?? "" })),
    ...refunds.flatMap((one): TimelineEntry[] => {
      const facts = { kind: "refund" as const, amount: one.amount, currency: one.currency, failure: one.failure, by: one.byUserId ? (name.get(one.byUserId) ?? "Somebody") : null };
      const asked: TimelineEntry = { id: one.id, at: one.createdAt, ...facts, status: "asked", settled: false };
      return one.settledAt ? [asked, { id: `${one.id}.end`, at: one.settledAt, ...facts, status: one.status, settled: true }] : [asked];
    }),
    ...disputes.flatMap((one): TimelineEntry[] => {
      const facts = { kind: "dispute" as const, amount: one.amount, currency: one.currency, status: one.status, dueBy: one.dueBy };
      const opened: TimelineEntry = { id: one.id, at: one.openedAt, ...facts, closed: false };
      return one.closedAt ? [opened, { id: `${one.id}.end`, at: one.closedAt, ...facts, closed: true }] : [opened];
    }),
    ...warnings.flatMap((one): TimelineEntry[] => {
      const opened: TimelineEntry = { id: one.id, at: one.createdAt, kind: "warning", outcome: null, closed: false };
      return one.closedAt ? [opened, { id: `${one.id}.end`, at: one.closedAt, kind: "warning", outcome: one.outcome, closed: true }] : [opened];
    }),
    ...invoices.map((one): TimelineEntry => ({ id: one.id, at: one.paidAt ?? one.createdAt, kind: "invoice", amount: one.amountPaid > 0n ? one.amountPaid : one.amountDue, currency: one.currency, status: one.status, reason: one.billingReason, failure: one.failure, paid: one.paidAt !== null })),
    ...notes.map((one): TimelineEntry => ({ id: one.id, at: one.createdAt, kind: "note", author: name.get(one.authorId) ?? "Somebody", text: one.text })),
    ...deeds.map((one): TimelineEntry => ({ id: one.id, at: one.at, kind: "deed", actor: one.actorName, summary: one.summary })),
  ];
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime() || rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1));
}

/** Of one instant: that it was begun comes first; what was heard before what it changed, and that before what was told of it. */
function rankOf(entry: TimelineEntry): number {
  return entry.kind === "state" && entry.to === "pending" ? -1 : RANK[entry.kind];
}

const RANK: Record<TimelineEntry["kind"], number> = { session: 0, event: 1, invoice: 2, refund: 2, dispute: 2, warning: 2, state: 3, mail: 4, download: 5, deed: 6, note: 7 };
