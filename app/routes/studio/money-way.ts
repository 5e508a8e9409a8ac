import type { BesideOrder } from "~/domain/books/beside-order.server";
import { formatMoney } from "~/lib/money";

export interface PaidOrder {
  currency: string;
  /** All in minor units. */
  amountPaid: bigint;
  taxAmount: bigint;
  amountRefunded: bigint;
  applicationFee: bigint;
  /** Null until Stripe has booked the payment. */
  stripeFee: bigint | null;
}

export interface MoneyLine {
  label: string;
  /** Formatted, with a minus where money goes. */
  amount: string;
  note?: string;
  /** The last line: what is left. */
  sum?: true;
}

/** The way of a sale's money from the buyer to the creator's Stripe account, line by line. Nothing is guessed. */
export function moneyWay(order: PaidOrder, { feeBack, disputed, disputeFees }: BesideOrder, accountName: string): MoneyLine[] {
  const text = (amount: bigint) => formatMoney({ amount, currency: order.currency });
  const { amountPaid, taxAmount, amountRefunded, applicationFee, stripeFee } = order;
  const left = amountPaid - amountRefunded - applicationFee + feeBack - (stripeFee ?? 0n) - disputed - disputeFees;
  return [
    { label: "The buyer paid", amount: text(amountPaid), ...(taxAmount > 0n ? { note: `of which tax ${text(taxAmount)}` } : {}) },
    stripeFee === null ? { label: "Stripe’s fee", amount: "Not known yet", note: "Stripe books it shortly after the payment." } : { label: "Stripe’s fee", amount: text(-stripeFee) },
    ...(applicationFee > 0n ? [{ label: "Fee of this platform", amount: text(-applicationFee) }] : []),
    ...(amountRefunded > 0n ? [{ label: "Back to the buyer", amount: text(-amountRefunded), note: "Stripe keeps its fee of the first payment." }] : []),
    ...(feeBack > 0n ? [{ label: "Fee of this platform, given back", amount: text(feeBack) }] : []),
    ...(disputed !== 0n ? [{ label: "Taken by the buyer’s bank", amount: text(-disputed) }] : []),
    ...(disputeFees > 0n ? [{ label: "Stripe’s fee for the dispute", amount: text(-disputeFees) }] : []),
    { label: stripeFee === null ? `To ${accountName}, before Stripe’s fee` : `To ${accountName}`, amount: text(left), sum: true },
  ];
}
