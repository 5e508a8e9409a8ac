import type Stripe from "stripe";
import { newId } from "../engine/ids";
import type { Call } from "../engine/operation";

/** Also used for the `product_data` of a price. */
export function makeProduct(call: Call<unknown>, fields: { name: string } & Partial<Stripe.Product>): Stripe.Product {
  const now = call.engine.clock.seconds();
  const product: Stripe.Product = {
    id: newId("prod", 14),
    object: "product",
    active: true,
    created: now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: now,
    url: null,
    ...fields,
  };
  call.engine.save(call.account, "product", product);
  call.engine.emit(call.account, "product.created", product);
  return product;
}
