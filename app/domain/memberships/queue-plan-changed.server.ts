import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { formatDay, formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import type { MemberLetter } from "./member-letter.server";
import { planText } from "./plan-words";
import { recurringText } from "./price-words";
import type { InvoiceChange } from "./store-invoices.server";

/**
 * Tell the member that the plan has changed, whoever changed it: in the transaction that writes it, once a change.
 * @param former the tier and price before
 */
export async function queuePlanChanged(tx: Tx, letter: MemberLetter, former: { priceId: string; tierId: string }, changes: readonly InvoiceChange[], cause: Cause): Promise<void> {
  const { row, common, plan, rate, address, manageUrl } = letter;
  const before = await tx.price.findUniqueOrThrow({ where: { id: former.priceId } });
  const tier = await tx.tier.findUniqueOrThrow({ where: { id: former.tierId }, select: { title: true } });
  // What was charged for the change itself, if anything was.
  const charge = changes.find(({ row: invoice, former: known }) => invoice.billingReason === "subscription_update" && invoice.status === "paid" && known?.status !== "paid" && invoice.amountPaid > 0n);
  const until = row.status === "trialing" ? row.trialEndsAt : row.currentPeriodEnd;
  await queueEmail(tx, {
    kind: "plan-changed",
    subjectKey: `${row.id}.${row.version}`,
    ...address,
    props: {
      ...common,
      from: `${planText(tier.title, before.interval)}, ${recurringText(before)}`,
      to: `${plan}, ${rate}`,
      changedOn: formatMoment(now()),
      ...(charge ? { charged: formatMoney({ amount: charge.row.amountPaid, currency: charge.row.currency }) } : {}),
      next: until ? `${rate}, next on ${formatDay(until)}` : rate,
      manageUrl,
    },
    link: null,
    cause,
  });
}
