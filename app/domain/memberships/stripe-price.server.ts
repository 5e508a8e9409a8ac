import { db } from "~/db.server";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { createRecurringPrice, reviveRecurringPrice } from "~/integrations/stripe/recurring-prices.server";
import { newId } from "~/lib/ids";
import { ok, type Result } from "~/lib/result";

/**
 * `price_…` of one of our recurring prices on an account, made at its first use: one product a tier, one price a price. Two at
 * once make one, by the idempotency keys and by our own row.
 */
export async function stripePriceFor(access: AccountAccess, connectedAccountId: string, priceId: string): Promise<Result<string, StripeFailure>> {
  const known = await db.stripePrice.findUnique({ where: { connectedAccountId_priceId: { connectedAccountId, priceId } } });
  if (known) return ok(known.stripePriceId);
  return make(access, connectedAccountId, priceId, "");
}

/**
 * Somebody archived or deleted the price in Stripe's Dashboard: put it back, or make another. Answers with `price_…`, which
 * may be another one than before. Members who pay by a deleted one go on: Stripe never really deletes a price in use.
 */
export async function mendStripePrice(access: AccountAccess, connectedAccountId: string, priceId: string): Promise<Result<string, StripeFailure>> {
  const key = { connectedAccountId_priceId: { connectedAccountId, priceId } };
  const known = await db.stripePrice.findUnique({ where: key });
  if (!known) return make(access, connectedAccountId, priceId, "");
  const revived = await reviveRecurringPrice(access, known);
  if (!revived.ok) return revived;
  if (revived.value === "usable") return ok(known.stripePriceId);
  await db.stripePrice.deleteMany({ where: { connectedAccountId, priceId, stripePriceId: known.stripePriceId } });
  // Stripe would repeat its answer of the first time under the first key.
  return make(access, connectedAccountId, priceId, `_${newId("price")}`);
}

async function make(access: AccountAccess, connectedAccountId: string, priceId: string, again: string): Promise<Result<string, StripeFailure>> {
  const price = await db.price.findUniqueOrThrow({ where: { id: priceId }, include: { offer: { select: { title: true } }, tier: { select: { title: true } } } });
  if (!price.interval) throw new Error(`Price ${priceId} is not a recurring one`);
  const sibling = again ? null : await db.stripePrice.findFirst({ where: { connectedAccountId, price: { tierId: price.tierId, offerId: price.offerId } }, select: { stripeProductId: true } });
  const made = await createRecurringPrice(access, {
    productKey: `product_${connectedAccountId}_${price.tierId ?? price.offerId}${again}`,
    priceKey: `price_${connectedAccountId}_${priceId}${again}`,
    productId: sibling?.stripeProductId ?? null,
    name: price.tier ? `${price.offer.title}: ${price.tier.title}` : price.offer.title,
    amount: price.amount,
    currency: price.currency,
    interval: price.interval,
    priceId,
  });
  if (!made.ok) return made;
  await db.stripePrice.createMany({ data: { connectedAccountId, priceId, ...made.value }, skipDuplicates: true });
  const { stripePriceId } = await db.stripePrice.findUniqueOrThrow({ where: { connectedAccountId_priceId: { connectedAccountId, priceId } } });
  return ok(stripePriceId);
}
