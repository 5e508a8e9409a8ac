import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";

export interface RecurringPrice {
  /** Idempotency keys of the product and of the price: the same call twice makes one. */
  productKey: string;
  priceKey: string;
  /** prod_… that is there already; null: it is made. */
  productId: string | null;
  /** As it stands on invoices. */
  name: string;
  /** Minor units a period. */
  amount: bigint;
  /** Lower-case ISO 4217. */
  currency: string;
  interval: "month" | "year";
  /** Our own id, so that a person who looks at Stripe's Dashboard can find it again. */
  priceId: string;
}

export interface AtStripe {
  stripeProductId: string;
  stripePriceId: string;
}

/**
 * A recurring price, with its product, on the creator's account: https://docs.stripe.com/api/prices/create. Prices at Stripe
 * never change their amount, like ours.
 */
export async function createRecurringPrice(access: AccountAccess, wanted: RecurringPrice): Promise<Result<AtStripe, StripeFailure>> {
  let { productId } = wanted;
  if (!productId) {
    const product = await onAccount(access, (stripe, options) => stripe.products.create({ name: wanted.name }, { ...options, idempotencyKey: wanted.productKey }));
    if (!product.ok) return product;
    productId = product.value.id;
  }
  const product = productId;
  const price = await onAccount(access, (stripe, options) =>
    stripe.prices.create(
      { product, currency: wanted.currency, unit_amount: Number(wanted.amount), recurring: { interval: wanted.interval }, metadata: { price_id: wanted.priceId } },
      { ...options, idempotencyKey: wanted.priceKey },
    ),
  );
  return price.ok ? ok({ stripeProductId: product, stripePriceId: price.value.id }) : price;
}

/**
 * Put a price that somebody archived in Stripe's Dashboard back to use, with its product. `gone`: it, or its product, is not
 * there any more and must be made anew.
 */
export async function reviveRecurringPrice(access: AccountAccess, { stripeProductId, stripePriceId }: AtStripe): Promise<Result<"usable" | "gone", StripeFailure>> {
  const product = await onAccount(access, (stripe, options) => stripe.products.update(stripeProductId, { active: true }, options));
  if (!product.ok) return product.error.kind === "not_found" ? ok("gone") : product;
  const price = await onAccount(access, (stripe, options) => stripe.prices.update(stripePriceId, { active: true }, options));
  if (!price.ok) return price.error.kind === "not_found" ? ok("gone") : price;
  return ok("usable");
}
