import type { Tx } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { phaseOf } from "~/domain/access/dispute-phase";
import { queueEmail } from "~/domain/mail/outbox.server";
import { dashboardUrl } from "~/domain/merchants/dashboard-url.server";
import type { PaymentTarget } from "~/domain/refunds/payment-target.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { Dispute, FraudWarning } from "~/generated/prisma/client";
import { DAY, now } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { disputeReason, fraudWords, waitsForAnswer } from "./dispute";

/** Disputes that were opened and decided before anybody looked are no news. */
const OLD_NEWS_MS = 60 * DAY;

/** The page of Stripe's Dashboard on which a payment is answered for. */
export function paymentUrl({ account, paymentIntentId }: Pick<PaymentTarget, "account" | "paymentIntentId">): string {
  return dashboardUrl(account, `payments/${paymentIntentId}`);
}

/**
 * Tell the creator of a dispute: when it opens (a bank's question that becomes a dispute is news again), and when it ends. One
 * mail each, whatever is told how often, as one conversation in the mailbox. Access follows the dispute already.
 */
export async function tellOfDispute(tx: Tx, target: PaymentTarget, dispute: Dispute, cause: Cause): Promise<void> {
  if (dispute.openedAt.getTime() < now().getTime() - OLD_NEWS_MS && dispute.closedAt) return;
  const phase = phaseOf(dispute.status);
  const { to, storeId, orderId, common } = await about(tx, target, dispute);
  const mail = { to, storeId, orderId, link: null, thread: `dispute.${dispute.id}`, cause } as const;
  if (phase === "open" || phase === "inquiry") {
    await queueEmail(tx, {
      ...mail,
      kind: "dispute-opened",
      subjectKey: phase === "inquiry" ? `${dispute.id}.inquiry` : dispute.id,
      props: {
        ...common,
        inquiry: phase === "inquiry",
        reason: disputeReason(dispute.reason),
        ...(dispute.dueBy && waitsForAnswer(dispute.status) ? { dueBy: formatMoment(dispute.dueBy) } : {}),
        stripeUrl: paymentUrl(target),
      },
    });
    return;
  }
  const open = target.home.userId !== null && (await canOpen(target.home.userId, target.home.offerId, tx));
  await queueEmail(tx, { ...mail, kind: "dispute-closed", subjectKey: `${dispute.id}.${phase}`, props: { ...common, outcome: phase, open } });
}

/** Tell the creator that a bank fears fraud, once a warning, as long as a refund still helps. */
export async function tellOfWarning(tx: Tx, target: PaymentTarget, warning: FraudWarning, cause: Cause): Promise<void> {
  if (!warning.actionable || warning.closedAt) return;
  const { to, storeId, orderId, common } = await about(tx, target, { amount: target.amountPaid - target.amountRefunded, currency: target.currency });
  const { orderUrl, ...props } = common;
  const query = new URLSearchParams({ reason: "fraudulent", ...(target.order || !target.invoice ? {} : { invoice: target.invoice.id }) });
  await queueEmail(tx, {
    kind: "fraud-warning", subjectKey: warning.id, to, storeId, orderId,
    props: { ...props, reason: fraudWords(warning.fraudType), refundUrl: `${orderUrl}/refund?${query}` },
    link: null, cause,
  });
}

async function about(tx: Tx, { home }: PaymentTarget, money: { amount: bigint; currency: string }) {
  const store = await tx.store.findUniqueOrThrow({ where: { id: home.storeId }, select: { name: true, owner: { select: { email: true, name: true } } } });
  return {
    to: store.owner.email,
    storeId: home.storeId,
    orderId: home.id,
    common: {
      creatorName: store.owner.name,
      storeName: store.name,
      offerTitle: home.offerTitle,
      orderNumber: home.number === null ? home.id : String(home.number),
      buyer: [home.buyerName, home.buyerEmail].filter(Boolean).join(", ") || "not known any more",
      amount: formatMoney(money),
      orderUrl: `${env.appUrl}/studio/orders/${home.id}`,
    },
  };
}
