import type Stripe from "stripe";
import { invalidRequest, unsupported } from "../engine/errors";
import { created, mergeMetadata, operation, type Operation, page, paging, referenced, retrieve, subject } from "../engine/operation";
import { boolean, clearable, currency, hash, integer, later, list, metadata, missing, oneOf, required, text } from "../engine/params";
import { interval, makePrice, priceRecurring } from "./price-object";
import { makeProduct } from "./product-object";

const create = operation<Stripe.PriceCreateParams>({
  name: "prices.create",
  method: "POST",
  path: "/v1/prices",
  params: {
    currency: required(currency()),
    active: boolean(),
    lookup_key: text(200),
    metadata: metadata(),
    nickname: text(),
    product: text(),
    tax_behavior: priceRecurring.taxBehavior,
    transfer_lookup_key: boolean(),
    unit_amount: priceRecurring.amount,
    product_data: hash<Stripe.PriceCreateParams.ProductData>({
      name: required(text()),
      active: boolean(),
      id: text(),
      metadata: metadata(),
      statement_descriptor: text(22),
      tax_code: text(),
      unit_label: text(12),
      tax_details: later,
    }),
    recurring: hash<Stripe.PriceCreateParams.Recurring>({
      interval: required(interval),
      interval_count: integer(1),
      trial_period_days: integer(0, 730),
      usage_type: oneOf("licensed", "metered"),
      meter: later,
    }),
    billing_scheme: oneOf("per_unit", "tiered"),
    currency_options: later,
    custom_unit_amount: later,
    tiers: later,
    tiers_mode: later,
    transform_quantity: later,
    unit_amount_decimal: later,
  },
  run(call) {
    const { product, product_data: data, lookup_key: lookup, transfer_lookup_key: transfer, recurring, billing_scheme: scheme, ...fields } = call.params;
    if (product && data)
      throw invalidRequest("You may only specify one of these parameters: product, product_data.", { code: "parameters_exclusive", param: "product_data" });
    if (scheme === "tiered") throw unsupported("tiered prices");
    if (recurring?.usage_type === "metered") throw unsupported("metered prices");
    const holder = lookup ? Object.values(call.engine.bucket(call.account).price).find((price) => price.lookup_key === lookup && price.active) : undefined;
    if (holder && !transfer) throw invalidRequest(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: "lookup_key" });
    if (fields.unit_amount === undefined) throw missing("unit_amount");
    if (!product && !data) throw missing("product");
    const owner = product
      ? referenced(call, "product", product, "product")
      : makeProduct(call, { ...data, name: data?.name ?? "", metadata: mergeMetadata({}, data?.metadata), tax_details: null });
    if (holder) holder.lookup_key = null;
    return makePrice(call, { ...fields, product: owner.id, ...(recurring ? { recurring } : {}), ...(lookup ? { lookup_key: lookup } : {}) });
  },
});

const update = operation<Stripe.PriceUpdateParams>({
  name: "prices.update",
  method: "POST",
  path: "/v1/prices/:id",
  params: {
    active: boolean(),
    lookup_key: text(200),
    metadata: clearable(metadata()),
    nickname: text(),
    tax_behavior: priceRecurring.taxBehavior,
    transfer_lookup_key: boolean(),
    currency_options: later,
  },
  run(call) {
    const price = subject(call, "price");
    const { metadata: given, transfer_lookup_key: transfer, lookup_key: lookup, tax_behavior: behaviour, ...rest } = call.params;
    const holder = lookup
      ? Object.values(call.engine.bucket(call.account).price).find((other) => other.lookup_key === lookup && other.id !== price.id)
      : undefined;
    if (holder && !transfer) throw invalidRequest(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: "lookup_key" });
    if (behaviour && price.tax_behavior !== "unspecified" && price.tax_behavior !== behaviour)
      throw invalidRequest("You cannot change the tax_behavior of a price once it is set.", { param: "tax_behavior" });
    if (rest.active === false && Object.values(call.engine.bucket(call.account).product).some((product) => product.default_price === price.id)) {
      throw invalidRequest("This price cannot be archived because it is the default price of its product.");
    }
    if (holder) holder.lookup_key = null;
    Object.assign(price, rest, lookup ? { lookup_key: lookup } : {}, behaviour ? { tax_behavior: behaviour } : {});
    price.metadata = mergeMetadata(price.metadata, given);
    call.engine.emit(call.account, "price.updated", price);
    return price;
  },
});

const listAll = operation<Stripe.PriceListParams>({
  name: "prices.list",
  method: "GET",
  path: "/v1/prices",
  params: {
    ...paging,
    ...created,
    active: boolean(),
    currency: currency(),
    lookup_keys: list(text(), 10),
    product: text(),
    type: oneOf("one_time", "recurring"),
    recurring: hash<Stripe.PriceListParams.Recurring>({ interval, usage_type: oneOf("licensed", "metered"), meter: text() }),
  },
  run(call) {
    const { active, currency: code, lookup_keys: lookups, product, type, recurring } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).price).filter(
      (price) =>
        (active === undefined || price.active === active) &&
        (!code || price.currency === code) &&
        (!lookups || (price.lookup_key !== null && lookups.includes(price.lookup_key))) &&
        (!product || price.product === product) &&
        (!type || price.type === type) &&
        (!recurring?.interval || price.recurring?.interval === recurring.interval) &&
        (!recurring?.usage_type || price.recurring?.usage_type === recurring.usage_type) &&
        !recurring?.meter,
    );
    return page(rows, call.params, "/v1/prices", "price");
  },
});

export const prices: Operation[] = [create, update, listAll, retrieve("prices.retrieve", "/v1/prices/:id", "price")];
