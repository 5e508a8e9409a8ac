import { recurringText } from "~/domain/memberships/price-words";
import type { BillingInterval } from "~/generated/prisma/enums";
import { DAY, later } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

/** An order as far as its price goes. `price`: the price it was made at. */
export interface PricedOrder {
  amount: bigint;
  amountPaid: bigint;
  currency: string;
  interval: BillingInterval | null;
  trialDays: number;
  createdAt: Date;
  paidAt: Date | null;
  price: { amount: bigint };
}

/** What stands beside an order while it is paid and after: an amount, what it is, and of a membership what comes later. */
export interface AmountWords {
  amount: string;
  label: string;
  later: string | null;
}

/** Pure. `paid`: the money has arrived (or, in a trial, nothing was to be paid). */
export function amountWords(order: PricedOrder, paid: boolean): AmountWords {
  const { currency, interval } = order;
  const money = (amount: bigint) => formatMoney({ amount, currency });
  if (!interval) {
    if (order.amount === 0n) return { amount: "Free", label: "Price", later: null };
    return paid ? { amount: money(order.amountPaid), label: "Paid", later: null } : { amount: money(order.amount), label: "To pay, once", later: null };
  }
  const rate = recurringText({ amount: order.price.amount, currency, interval });
  if (order.trialDays > 0) {
    const first = formatDay(later(order.trialDays * DAY, order.paidAt ?? order.createdAt));
    return { amount: money(0n), label: paid ? "Paid today" : "To pay today", later: `Then ${rate} from ${first}, until you cancel.` };
  }
  return { amount: money(paid ? order.amountPaid : order.amount), label: paid ? "Paid" : "To pay today", later: `Then ${rate}, until you cancel.` };
}
