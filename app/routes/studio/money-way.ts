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
export function moneyWay(order: PaidOrder, accountName: string): MoneyLine[] {
  const text = (amount: bigint) => formatMoney({ amount, currency: order.currency });
  const minus = (amount: bigint) => (amount === 0n ? text(0n) : `−${text(amount)}`);
  const { amountPaid, taxAmount, amountRefunded, applicationFee, stripeFee } = order;
  const left = amountPaid - amountRefunded - applicationFee - (stripeFee ?? 0n);
  return [
    { label: "The buyer paid", amount: text(amountPaid), ...(taxAmount > 0n ? { note: `of which tax ${text(taxAmount)}` } : {}) },
    stripeFee === null ? { label: "Stripe’s fee", amount: "Not known yet", note: "Stripe books it shortly after the payment." } : { label: "Stripe’s fee", amount: minus(stripeFee) },
    ...(applicationFee > 0n ? [{ label: "Fee of this platform", amount: minus(applicationFee) }] : []),
    ...(amountRefunded > 0n ? [{ label: "Back to the buyer", amount: minus(amountRefunded), note: "Stripe keeps its fee of the first payment." }] : []),
    { label: stripeFee === null ? `To ${accountName}, before Stripe’s fee` : `To ${accountName}`, amount: left < 0n ? `−${text(-left)}` : text(left), sum: true },
  ];
}
