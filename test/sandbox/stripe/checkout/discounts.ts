import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import type { StoredLineItem } from "../../engine/tables";

/**
 * Spreads a coupon over line items: a percentage line by line (half up), an amount in proportion with the rest on the largest remainders.
 * @returns what each line is reduced by, in minor units
 */
export function discountPerLine(coupon: Stripe.Coupon | null, items: readonly Pick<StoredLineItem, "amount_subtotal" | "price">[]): number[] {
  const products = coupon?.applies_to?.products;
  const bases = items.map((item) => (coupon && (!products || products.includes(item.price.product)) ? item.amount_subtotal : 0));
  if (!coupon) return bases.map(() => 0);
  if (coupon.percent_off !== null) {
    const percent = coupon.percent_off;
    return bases.map((base) => Math.round((base * percent) / 100));
  }
  const total = bases.reduce((sum, base) => sum + base, 0);
  const off = Math.min(coupon.amount_off ?? 0, total);
  if (total === 0) return bases.map(() => 0);
  const exact = bases.map((base) => (base * off) / total);
  const shares = exact.map(Math.floor);
  const byRemainder = exact.map((value, index) => ({ index, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  let missing = off - shares.reduce((sum, share) => sum + share, 0);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    missing -= 1;
  }
  return shares;
}

/** Recomputes a session's lines and totals for the coupon it has now (or none). */
export function applyDiscount(engine: Engine, session: Stripe.Checkout.Session, coupon: Stripe.Coupon | null): void {
  const record = engine.state.sessions[session.id];
  if (!record) return;
  const reductions = discountPerLine(coupon, record.lineItems);
  for (const [index, item] of record.lineItems.entries()) {
    item.amount_discount = reductions[index] ?? 0;
    item.amount_total = item.amount_subtotal - item.amount_discount;
  }
  const sum = (pick: (item: StoredLineItem) => number) => record.lineItems.reduce((total, item) => total + pick(item), 0);
  session.amount_subtotal = sum((item) => item.amount_subtotal);
  session.amount_total = sum((item) => item.amount_total);
  session.total_details = { amount_discount: sum((item) => item.amount_discount), amount_shipping: 0, amount_tax: 0 };
  session.discounts = record.discount
    ? [{ coupon: record.discount.promotionCode ? null : record.discount.coupon, promotion_code: record.discount.promotionCode }]
    : [];
  engine.touch();
}
