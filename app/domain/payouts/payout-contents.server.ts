import { db, type Prisma } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { listPayoutLines, readPayout, type BalanceLine, type PayoutState } from "~/integrations/stripe/balance.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { fail, ok, type Result } from "~/lib/result";
import { trouble, type MoneyTrouble } from "./money-overview.server";

/** The sale of this store behind a line. */
export interface LineSale {
  orderId: string;
  number: number | null;
  title: string;
  buyer: string | null;
  /** A later payment of a membership. */
  renewal: boolean;
}

export interface PayoutLine extends BalanceLine {
  /** Null: nothing that was sold here. */
  sale: LineSale | null;
}

/** What a payout is made of. */
export interface PayoutContents {
  lines: PayoutLine[];
  /** For the lines after these; null: these are all, so that they add up to the payout. */
  next: string | null;
}

/** Lines a page shows at once, and what Stripe gives in one answer. */
const PAGE = 300;
const ANSWER = 100;

/** A payout of a connected account as Stripe has it now; `not_found`: it has no such payout. Calls Stripe. */
export async function payoutOf(account: ConnectedAccount, payoutId: string): Promise<Result<PayoutState, MoneyTrouble | { kind: "not_found" }>> {
  const read = await readPayout(accessOf(account), payoutId);
  if (read.ok) return read;
  return fail(isMissing(read.error) ? { kind: "not_found" } : trouble(read.error));
}

/**
 * A page of what is in a payout, each line with the order it belongs to. Stripe keeps no such list for one that was asked for by hand:
 * then `by_hand`. Calls Stripe, never inside a transaction.
 * @param after a line's id (txn_…): those after it
 */
export async function payoutContents(account: ConnectedAccount, payout: Pick<PayoutState, "id" | "automatic">, after: string | null): Promise<Result<PayoutContents, MoneyTrouble | { kind: "by_hand" } | { kind: "not_found" }>> {
  if (!payout.automatic) return fail({ kind: "by_hand" });
  const lines: BalanceLine[] = [];
  let next: string | null = after;
  do {
    const read = await listPayoutLines(accessOf(account), payout.id, { after: next, limit: ANSWER });
    if (!read.ok) return fail(isMissing(read.error) ? { kind: "not_found" } : trouble(read.error));
    lines.push(...read.value.rows);
    next = read.value.next;
  } while (next && lines.length < PAGE);
  const sales = await salesBehind(account, lines);
  return ok({ lines: lines.map((line) => ({ ...line, sale: sales.get(line.id) ?? null })), next });
}

/** All pages one after another, for a file. The last thing given may be a failure. */
export async function* allPayoutLines(account: ConnectedAccount, payout: Pick<PayoutState, "id" | "automatic">): AsyncGenerator<Result<PayoutLine[], MoneyTrouble | { kind: "by_hand" } | { kind: "not_found" }>> {
  let after: string | null = null;
  do {
    const page: Result<PayoutContents, MoneyTrouble | { kind: "by_hand" } | { kind: "not_found" }> = await payoutContents(account, payout, after);
    yield page.ok ? ok(page.value.lines) : page;
    if (!page.ok) return;
    after = page.value.next;
  } while (after);
}

export interface PayoutSums {
  payments: { count: number; amount: bigint };
  back: { count: number; amount: bigint };
  other: { count: number; amount: bigint };
  stripeFee: bigint;
  platformFee: bigint;
  /** Of all of it together: the payout's amount. */
  net: bigint;
}

/** What lines come to, so that it can be checked against the payout. Minor units with the account's sign; fees below zero. Pure. */
export function sumLines(lines: readonly BalanceLine[]): PayoutSums {
  const sums: PayoutSums = { payments: { count: 0, amount: 0n }, back: { count: 0, amount: 0n }, other: { count: 0, amount: 0n }, stripeFee: 0n, platformFee: 0n, net: 0n };
  for (const line of lines) {
    const part = sums[partOf(line)];
    part.count += 1;
    part.amount += line.amount;
    sums.stripeFee -= line.stripeFee;
    sums.platformFee -= line.platformFee;
    sums.net += line.net;
  }
  return sums;
}

/** What a line counts as: money of a buyer, money that goes back to one (or comes back after all), anything else. */
export function partOf({ category, type }: Pick<BalanceLine, "category" | "type">): "payments" | "back" | "other" {
  if (category === "charge" || type === "charge" || type === "payment") return "payments";
  return BACK.has(category) || BACK.has(type) ? "back" : "other";
}

/** https://docs.stripe.com/reports/reporting-categories */
const BACK: ReadonlySet<string> = new Set(["refund", "partial_capture_reversal", "refund_failure", "payment_refund", "payment_failure_refund", "charge_failure", "dispute", "dispute_reversal"]);

/**
 * The orders behind lines, by the line's id: through the payment, else through what we know of the charge, refund or dispute itself. Of
 * renewals it is the one the membership was joined by. Orders that are put aside have one too.
 */
async function salesBehind(account: ConnectedAccount, lines: readonly BalanceLine[]): Promise<Map<string, LineSale>> {
  const payments = [...new Set(lines.flatMap(({ paymentIntentId }) => paymentIntentId ?? []))];
  const sources = [...new Set(lines.flatMap(({ sourceId }) => sourceId ?? []))];
  if (payments.length + sources.length === 0) return new Map();
  const by = { storeId: account.storeId, OR: [{ stripePaymentIntentId: { in: payments } }, { stripeChargeId: { in: sources } }] };
  const owner = { order: { select: ORDER }, invoice: { select: INVOICE } } as const;
  const [orders, invoices, refunds, disputes] = await Promise.all([
    db.order.findMany({ where: by, select: ORDER }),
    db.invoice.findMany({ where: by, select: INVOICE }),
    db.refund.findMany({ where: { storeId: account.storeId, stripeRefundId: { in: sources } }, select: { stripeRefundId: true, ...owner } }),
    db.dispute.findMany({ where: { storeId: account.storeId, stripeDisputeId: { in: sources } }, select: { stripeDisputeId: true, ...owner } }),
  ]);
  const found = new Map<string, LineSale>();
  const put = (keys: readonly (string | null)[], sale: LineSale | null) => {
    if (sale) for (const key of keys) if (key) found.set(key, sale);
  };
  const either = ({ order, invoice }: { order: SoldOrder | null; invoice: SoldInvoice | null }) => (order ? saleOf(order, false) : invoice && saleOf(invoice.subscription.order, true));
  for (const invoice of invoices) put([invoice.stripePaymentIntentId, invoice.stripeChargeId], saleOf(invoice.subscription.order, true));
  for (const order of orders) put([order.stripePaymentIntentId, order.stripeChargeId], saleOf(order, false));
  for (const refund of refunds) put([refund.stripeRefundId], either(refund));
  for (const dispute of disputes) put([dispute.stripeDisputeId], either(dispute));
  return new Map(lines.flatMap((line) => {
    const sale = found.get(line.paymentIntentId ?? "") ?? found.get(line.sourceId ?? "");
    return sale ? [[line.id, sale] as const] : [];
  }));
}

const ORDER = { id: true, number: true, offerTitle: true, buyerName: true, buyerEmail: true, stripePaymentIntentId: true, stripeChargeId: true } as const;
const INVOICE = { stripePaymentIntentId: true, stripeChargeId: true, subscription: { select: { order: { select: ORDER } } } } as const;
type SoldOrder = Prisma.OrderGetPayload<{ select: typeof ORDER }>;
type SoldInvoice = Prisma.InvoiceGetPayload<{ select: typeof INVOICE }>;

function saleOf(order: SoldOrder, renewal: boolean): LineSale {
  return { orderId: order.id, number: order.number, title: order.offerTitle, buyer: order.buyerName ?? order.buyerEmail, renewal };
}

function isMissing({ kind }: StripeFailure): boolean {
  return kind === "not_found";
}
