import type Stripe from "stripe";
import { invalidRequest } from "../engine/errors";
import { created, mergeMetadata, operation, type Operation, page, paging, referenced, retrieve, subject } from "../engine/operation";
import { boolean, clearable, hash, later, list, metadata, oneOf, required, text, url } from "../engine/params";
import { makePrice, priceRecurring } from "./price-object";
import { makeProduct } from "./product-object";

const images = list(url(), 8);
const marketing = list(hash<Stripe.ProductCreateParams.MarketingFeature>({ name: required(text(80)) }), 15);

const create = operation<Stripe.ProductCreateParams>({
  name: "products.create",
  method: "POST",
  path: "/v1/products",
  params: {
    name: required(text()),
    active: boolean(),
    description: text(40_000),
    id: text(),
    images,
    marketing_features: marketing,
    metadata: metadata(),
    shippable: boolean(),
    statement_descriptor: text(22),
    tax_code: text(),
    unit_label: text(12),
    url: url(),
    type: oneOf("good", "service"),
    package_dimensions: later,
    tax_details: later,
    default_price_data: hash<Stripe.ProductCreateParams.DefaultPriceData>({
      currency: required(priceRecurring.currency),
      recurring: priceRecurring.recurring,
      unit_amount: priceRecurring.amount,
      tax_behavior: priceRecurring.taxBehavior,
      metadata: metadata(),
      currency_options: later,
      custom_unit_amount: later,
      unit_amount_decimal: later,
    }),
  },
  run(call) {
    const { default_price_data: priceData, id, metadata: given, ...fields } = call.params;
    if (id !== undefined && call.engine.find(call.account, "product", id)) throw invalidRequest("Product already exists.", { code: "resource_already_exists" });
    const product = makeProduct(call, { ...fields, tax_details: null, ...(id ? { id } : {}), metadata: mergeMetadata({}, given) });
    if (priceData) product.default_price = makePrice(call, { ...priceData, product: product.id }).id;
    return product;
  },
});

const update = operation<Stripe.ProductUpdateParams>({
  name: "products.update",
  method: "POST",
  path: "/v1/products/:id",
  params: {
    active: boolean(),
    default_price: text(),
    description: clearable(text(40_000)),
    images: clearable(images),
    marketing_features: clearable(marketing),
    metadata: clearable(metadata()),
    name: text(),
    shippable: boolean(),
    statement_descriptor: text(22),
    tax_code: clearable(text()),
    unit_label: clearable(text(12)),
    url: clearable(url()),
    package_dimensions: later,
    tax_details: later,
  },
  run(call) {
    const product = subject(call, "product");
    const {
      description,
      images: pictures,
      marketing_features: features,
      metadata: given,
      tax_code: taxCode,
      unit_label: unit,
      url: link,
      default_price: price,
      ...rest
    } = call.params;
    if (price !== undefined && referenced(call, "price", price, "default_price").product !== product.id) {
      throw invalidRequest("default_price must belong to this product.", { param: "default_price" });
    }
    Object.assign(product, rest, price === undefined ? {} : { default_price: price }, { updated: call.engine.clock.seconds() });
    if (description !== undefined) product.description = description || null;
    if (pictures !== undefined) product.images = pictures || [];
    if (features !== undefined) product.marketing_features = features || [];
    if (taxCode !== undefined) product.tax_code = taxCode || null;
    if (unit !== undefined) product.unit_label = unit || null;
    if (link !== undefined) product.url = link || null;
    product.metadata = mergeMetadata(product.metadata, given);
    call.engine.emit(call.account, "product.updated", product);
    return product;
  },
});

const listAll = operation<Stripe.ProductListParams>({
  name: "products.list",
  method: "GET",
  path: "/v1/products",
  params: { ...paging, ...created, active: boolean(), ids: list(text()), shippable: boolean(), type: oneOf("good", "service"), url: text() },
  run(call) {
    const { active, ids, shippable, type, url: link } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).product).filter(
      (product) =>
        (active === undefined || product.active === active) &&
        (!ids || ids.includes(product.id)) &&
        (shippable === undefined || product.shippable === shippable) &&
        (!type || product.type === type) &&
        (!link || product.url === link),
    );
    return page(rows, call.params, "/v1/products", "product");
  },
});

const remove = operation<Stripe.ProductDeleteParams>({
  name: "products.del",
  method: "DELETE",
  path: "/v1/products/:id",
  params: {},
  run(call) {
    const product = subject(call, "product");
    const { product: products, price: prices } = call.engine.bucket(call.account);
    if (Object.values(prices).some((price) => price.product === product.id))
      throw invalidRequest("This product cannot be deleted because it has one or more user-created prices.");
    delete products[product.id];
    call.engine.emit(call.account, "product.deleted", product);
    return { id: product.id, object: "product", deleted: true } satisfies Stripe.DeletedProduct;
  },
});

export const products: Operation[] = [create, update, listAll, remove, retrieve("products.retrieve", "/v1/products/:id", "product")];
