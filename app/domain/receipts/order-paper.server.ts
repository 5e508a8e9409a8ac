import { db, type Db } from "~/db.server";
import { buyerFace, type BuyerFace } from "~/domain/mail/buyer-face";
import { storeFace } from "~/domain/mail/store-face";
import { planText, termsText } from "~/domain/memberships/plan-words";
import type { Order, Store } from "~/generated/prisma/client";
import { formatMoney } from "~/lib/money";
import { kindLabel } from "~/lib/offer-kind";

/** What a receipt and an invoice of an order both say. Amounts are formatted, texts plain. */
export interface OrderPaper {
  seller: { legalName: string; address?: string; taxId?: string; supportEmail: string };
  buyer: BuyerFace & { email: string };
  item: { title: string; kind: string; amount: string };
  subtotal: string;
  discount?: { label: string; amount: string };
  tax?: { label: string; amount: string };
  total: string;
  /** What went back of it since; left out when nothing did. */
  refunded?: string;
}

/** Put it together from the order as it is now. */
export async function orderPaper(order: Order, store: Store, client: Db = db): Promise<OrderPaper> {
  const money = (amount: bigint) => formatMoney({ amount, currency: order.currency });
  const { address } = storeFace(store);
  const before = money(order.amount + order.reduction);
  return {
    seller: { legalName: store.legalName, supportEmail: store.supportEmail, ...(address ? { address } : {}), ...(store.taxId ? { taxId: store.taxId } : {}) },
    buyer: { email: order.buyerEmail ?? "", ...buyerFace(order) },
    item: { title: order.offerTitle, kind: await kindOf(client, order), amount: before },
    subtotal: before,
    ...(order.reduction > 0n ? { discount: { label: order.reductionReason?.replace(/\.$/, "") ?? "Lowered", amount: `−${money(order.reduction)}` } } : {}),
    ...(order.taxAmount > 0n ? { tax: { label: "Tax", amount: money(order.taxAmount) } } : {}),
    total: money(order.amount === 0n ? 0n : order.amountPaid),
    ...(order.amountRefunded > 0n ? { refunded: money(order.amountRefunded) } : {}),
  };
}

/** "Course"; of a membership its tier and terms: "Membership · Studio, monthly · €0 today, then €9 a month from 5 December 2026". */
async function kindOf(client: Db, order: Order): Promise<string> {
  const kind = kindLabel(order.offerKind);
  if (!order.tierId) return kind;
  const tier = await client.tier.findUniqueOrThrow({ where: { id: order.tierId }, select: { title: true } });
  const plan = planText(tier.title, order.interval);
  if (!order.interval) return [kind, plan].join(" · ");
  const price = await client.price.findUniqueOrThrow({ where: { id: order.priceId }, select: { amount: true } });
  const membership = await client.subscription.findUnique({ where: { orderId: order.id }, select: { trialEndsAt: true } });
  const from = order.trialDays > 0 ? (membership?.trialEndsAt ?? null) : null;
  return [kind, plan, termsText({ amount: price.amount, currency: order.currency, interval: order.interval }, from)].join(" · ");
}
