import { memberLine } from "~/domain/memberships/member-line";
import { payPath } from "~/domain/memberships/pay-link";
import type { Invoice } from "~/generated/prisma/client";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

export interface InvoiceRow {
  id: string;
  title: string;
  day: string;
  amount: string;
  label: string;
  tone: "success" | "warning" | "neutral" | "danger";
  /** Of one that is not paid: why, and what comes next. */
  note: string | null;
  /** Where an open one is paid; null: nothing is to be paid, or it would open nothing. */
  payPath: string | null;
  /** Stripe's own PDF and page, where there are any. */
  pdfUrl: string | null;
  pageUrl: string | null;
}

/** An invoice of a membership as a line of a list. `payable`: it is to be paid, so that the membership is in order. */
export function invoiceRow(invoice: Invoice, payable: boolean): InvoiceRow {
  const money = (amount: bigint) => formatMoney({ amount, currency: invoice.currency });
  const open = invoice.status === "open" || invoice.status === "uncollectible";
  return {
    id: invoice.id,
    title: invoice.amountDue === 0n && invoice.billingReason === "subscription_create" ? "Free trial" : (REASON[invoice.billingReason] ?? "Membership"),
    day: formatDay(invoice.paidAt ?? invoice.createdAt),
    amount: money(open ? invoice.amountDue : invoice.amountPaid),
    ...stateOf(invoice, money, payable),
    note: open ? memberLine(invoice) || null : null,
    payPath: payable && invoice.status === "open" && invoice.amountDue > 0n ? payPath(invoice.id) : null,
    pdfUrl: invoice.pdfUrl,
    pageUrl: invoice.hostedUrl,
  };
}

const REASON: Record<string, string> = {
  subscription_create: "First payment",
  subscription_cycle: "Renewal",
  subscription_update: "Change of plan",
};

function stateOf({ status, amountRefunded, amountPaid }: Invoice, money: (amount: bigint) => string, payable: boolean): Pick<InvoiceRow, "label" | "tone"> {
  if (amountRefunded > 0n) return { label: amountRefunded >= amountPaid ? "Refunded" : `${money(amountRefunded)} refunded`, tone: "neutral" };
  switch (status) {
    case "paid":
      return { label: "Paid", tone: "success" };
    case "open":
      // Nobody asks for what a membership that is over still shows.
      return payable ? { label: "To be paid", tone: "warning" } : { label: "Not paid", tone: "neutral" };
    case "uncollectible":
      return { label: "Not paid", tone: "danger" };
    default:
      return { label: "Void", tone: "neutral" };
  }
}
