import { db, type Db } from "~/db.server";
import { allThatOpen } from "~/domain/access/can-open.server";
import { refundChoice, type AccessChoice } from "~/domain/access/refund-choice.server";
import { refundsEndMembership } from "~/domain/memberships/refunds-end.server";
import { refundsEndAccess } from "~/domain/orders/settle-access.server";
import { now } from "~/lib/clock";
import type { PaymentTarget } from "./payment-target.server";

/** What becomes of what a payment had opened. */
export interface AccessAfter {
  /** Whether the payment's own order opens it now (a membership: has not ended), and will when the refund is done. */
  before: boolean;
  after: boolean;
  /** The person has the same open by something else. */
  elsewhere: boolean;
}

/**
 * What refunds of a payment mean for what it opened, by the same rules by which access follows them (orders/settle-access,
 * memberships/refunds-end). Nothing is written.
 * @param back minor units of the payment that will have gone back in all
 * @param next what is chosen with a refund that is about to be asked for; left out: as the refunds that are there say
 */
export async function accessAfter(target: PaymentTarget, { back, next }: { back: bigint; next?: AccessChoice }, client: Db = db): Promise<AccessAfter> {
  const { home } = target;
  const by = home.userId ? await allThatOpen(home.userId, home.offerId, client) : [];
  const elsewhere = by.some(({ orderId }) => orderId !== home.id);
  if (home.interval !== null) return { ...(await ofMembership(target, back, next, client)), elsewhere };
  const before = by.some(({ orderId }) => orderId === home.id);
  const ends = refundsEndAccess(await refundChoice(client, { orderId: home.id }, next), back >= target.amountPaid ? "refunded" : "partially_refunded");
  return { before, after: !ends && (before || (await canComeBack(client, home))), elsewhere };
}

/** What a refund had taken, and would be open again if no refund took it. */
async function canComeBack(client: Db, { id: orderId, offerId }: PaymentTarget["home"]): Promise<boolean> {
  const taken = { orderId, offerId, revokedKind: "refunded", suspendedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }] };
  return (await client.grant.count({ where: taken })) > 0;
}

async function ofMembership({ home, invoice, amountPaid }: PaymentTarget, back: bigint, access: AccessChoice | undefined, client: Db): Promise<Pick<AccessAfter, "before" | "after">> {
  const membership = await client.subscription.findUnique({ where: { orderId: home.id }, select: { id: true, endedAt: true, currentPeriodEnd: true } });
  if (!membership || membership.endedAt) return { before: false, after: false };
  const covering = membership.currentPeriodEnd
    ? await client.invoice.findMany({
        where: { subscriptionId: membership.id, status: "paid", amountPaid: { gt: 0n }, periodEnd: { gte: membership.currentPeriodEnd } },
        select: { id: true, amountPaid: true, amountRefunded: true },
      })
    : [];
  const whole = covering.length > 0 && covering.every((one) => (one.id === invoice?.id ? back >= amountPaid : one.amountRefunded >= one.amountPaid));
  const next = access && invoice ? { invoiceId: invoice.id, access } : undefined;
  return { before: true, after: !(await refundsEndMembership(client, membership.id, whole ? covering.map(({ id }) => id) : null, next)) };
}
