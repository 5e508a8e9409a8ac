import { paymentCurrencies } from "../country-specs";
import type Stripe from "stripe";
import { invalidRequest } from "../../engine/errors";
import { newId } from "../../engine/ids";
import { idOf, mergeMetadata, referenced } from "../../engine/operation";
import { missing } from "../../engine/params";
import type { StoredLineItem, StoredPrice } from "../../engine/tables";
import { couponIsValid } from "../coupons";
import { buildPrice } from "../price-object";
import { makeProduct } from "../product-object";
import { codeIsUsable } from "../promotion-codes";
import type { CreateCall } from "./params";

/** Resolves the lines: existing prices are looked up, inline ones made. @throws {StripeApiError} for anything that cannot be sold */
export function lineItems(call: CreateCall): StoredLineItem[] {
  const given = call.params.line_items ?? [];
  const items = given.map((item, index) => {
    const at = `line_items[${index}]`;
    if (item.price && item.price_data)
      throw invalidRequest(`You may only specify one of these parameters: ${at}[price], ${at}[price_data].`, {
        code: "parameters_exclusive",
        param: `${at}[price_data]`,
      });
    if (!item.price && !item.price_data) throw missing(`${at}[price]`);
    if (item.quantity === undefined) throw missing(`${at}[quantity]`);
    const { price, name } = item.price ? existingPrice(call, item.price, `${at}[price]`) : inlinePrice(call, item, at);
    // During a trial nothing is due for what recurs: Checkout's totals are those of today.
    const free = price.type === "recurring" && call.params.subscription_data?.trial_period_days !== undefined;
    const amount = free ? 0 : (price.unit_amount ?? 0) * item.quantity;
    const stored: StoredLineItem = {
      id: newId("li"),
      object: "item",
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price.currency,
      description: name,
      metadata: mergeMetadata({}, item.metadata),
      price,
      quantity: item.quantity,
    };
    return stored;
  });
  const currencies = [...new Set(items.map((item) => item.currency))];
  if (currencies.length > 1)
    throw invalidRequest(`All prices on a Checkout session must have a matching set of currencies. Got: ${currencies.join(", ")}.`, { param: "line_items" });
  const country = call.engine.account(call.account)?.account.country ?? "US";
  const charges = paymentCurrencies(country);
  const foreign = currencies.find((code) => !charges.includes(code));
  if (foreign)
    throw invalidRequest(`Invalid currency: ${foreign}. Stripe currently supports these currencies for accounts in ${country}: ${charges.join(", ")}`, { param: "line_items" });
  if (call.params.currency && items.length > 0 && currencies[0] !== call.params.currency)
    throw invalidRequest(`The currency of the Checkout Session (${call.params.currency}) does not match its prices (${currencies[0] ?? ""}).`, {
      param: "currency",
    });
  const recurring = items.filter((item) => item.price.type === "recurring");
  if (call.params.mode === "payment" && recurring.length > 0) {
    throw invalidRequest("You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.", {
      param: "mode",
    });
  }
  if (call.params.mode === "subscription") {
    if (recurring.length === 0)
      throw invalidRequest("You must provide at least one recurring price in `subscription` mode when using prices.", { param: "mode" });
    const rhythms = new Set(recurring.map((item) => `${item.price.recurring?.interval ?? ""} ${item.price.recurring?.interval_count ?? 1}`));
    if (rhythms.size > 1) throw invalidRequest("Checkout does not support multiple prices with different billing intervals.", { param: "line_items" });
  }
  return items;
}

export function existingPrice(call: CreateCall, id: string, at: string): { price: StoredPrice; name: string } {
  const price = referenced(call, "price", id, at);
  if (!price.active) throw invalidRequest("The price specified is inactive. This field only accepts active prices.", { param: at });
  const product = call.engine.find(call.account, "product", price.product);
  if (!product?.active)
    throw invalidRequest(`The price specified belongs to an inactive product (${price.product}). This field only accepts prices of active products.`, {
      param: at,
    });
  return { price: structuredClone(price), name: product.name };
}

export function inlinePrice(call: CreateCall, item: Stripe.Checkout.SessionCreateParams.LineItem, at: string): { price: StoredPrice; name: string } {
  const data = item.price_data;
  if (!data) throw missing(`${at}[price_data]`);
  if (data.product && data.product_data)
    throw invalidRequest(`You may only specify one of these parameters: ${at}[price_data][product], ${at}[price_data][product_data].`, {
      code: "parameters_exclusive",
      param: `${at}[price_data][product_data]`,
    });
  if (!data.product && !data.product_data) throw missing(`${at}[price_data][product_data]`);
  if (data.unit_amount === undefined) throw missing(`${at}[price_data][unit_amount]`);
  const product = data.product
    ? referenced(call, "product", data.product, `${at}[price_data][product]`)
    : makeProduct(call, {
        ...data.product_data,
        name: data.product_data?.name ?? "",
        metadata: mergeMetadata({}, data.product_data?.metadata),
        tax_details: null,
        active: false,
      });
  // Inline prices are real but never active: they cannot be used again.
  const { currency, unit_amount, recurring, tax_behavior } = data;
  const price = buildPrice(
    call,
    { currency, unit_amount, product: product.id, active: false, ...(recurring ? { recurring } : {}), ...(tax_behavior ? { tax_behavior } : {}) },
    `${at}[price_data]`,
  );
  call.engine.save(call.account, "price", price);
  return { price: structuredClone(price), name: product.name };
}

/** The one coupon or promotion code the session starts with. */
export function discountOf(call: CreateCall): { coupon: string; promotionCode: string | null } | null {
  const given = call.params.discounts?.[0];
  if (!given) return null;
  if (given.coupon && given.promotion_code)
    throw invalidRequest("You may only specify one of these parameters: discounts[0][coupon], discounts[0][promotion_code].", {
      code: "parameters_exclusive",
      param: "discounts[0][promotion_code]",
    });
  if (given.promotion_code) {
    const code = referenced(call, "promotion_code", given.promotion_code, "discounts[0][promotion_code]", "promotion code");
    if (!codeIsUsable(call.engine, call.account, code))
      throw invalidRequest("This promotion code is no longer valid: it expired, was used up or was deactivated.", {
        code: "promotion_code_invalid",
        param: "discounts[0][promotion_code]",
      });
    return { coupon: idOf(code.promotion.coupon) ?? "", promotionCode: code.id };
  }
  if (!given.coupon) throw missing("discounts[0][coupon]");
  const coupon = referenced(call, "coupon", given.coupon, "discounts[0][coupon]");
  if (!couponIsValid(call.engine, coupon)) throw invalidRequest(`Coupon expired: ${coupon.id}`, { code: "coupon_expired", param: "discounts[0][coupon]" });
  return { coupon: coupon.id, promotionCode: null };
}
