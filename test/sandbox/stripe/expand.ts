import { PLATFORM_ACCOUNT } from "../engine/constants";
import type { Engine } from "../engine/engine";
import { StripeApiError } from "../engine/errors";
import type { TableName } from "../engine/tables";
import { bankAccountOf } from "./account-object";

type Json = Record<string, unknown>;
/** How a field becomes an object: looked up by its id in a table, or made on demand (includable fields). */
type Target = TableName | { platform: TableName } | ((engine: Engine, account: string, object: Json) => unknown);

const MAX_LEVELS = 4;

const MAKERS: Record<string, Record<string, Target>> = {
  "checkout.session": {
    payment_intent: "payment_intent",
    customer: "customer",
    invoice: "invoice",
    subscription: "subscription",
    setup_intent: "setup_intent",
    "discounts.coupon": "coupon",
    "discounts.promotion_code": "promotion_code",
    line_items: (engine, _account, object) => {
      const id = String(object.id);
      return { object: "list", data: engine.state.sessions[id]?.lineItems ?? [], has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
    },
    "total_details.breakdown": (engine, account, object) => ({ discounts: discountBreakdown(engine, account, object), taxes: [] }),
  },
  payment_intent: { latest_charge: "charge", customer: "customer", payment_method: "payment_method" },
  charge: {
    payment_intent: "payment_intent",
    customer: "customer",
    balance_transaction: "balance_transaction",
    failure_balance_transaction: "balance_transaction",
    application_fee: { platform: "application_fee" },
    refunds: (engine, account, object) => {
      const data = Object.values(engine.bucket(account).refund)
        .filter((refund) => refund.charge === object.id)
        .reverse();
      return { object: "list", data, has_more: false, url: `/v1/charges/${String(object.id)}/refunds` };
    },
  },
  refund: {
    charge: "charge",
    payment_intent: "payment_intent",
    balance_transaction: "balance_transaction",
    failure_balance_transaction: "balance_transaction",
    payment_method: "payment_method",
    customer: "customer",
  },
  dispute: { charge: "charge", payment_intent: "payment_intent" },
  "radar.early_fraud_warning": { charge: "charge", payment_intent: "payment_intent" },
  price: { product: "product" },
  product: { default_price: "price" },
  promotion_code: { "promotion.coupon": "coupon", customer: "customer" },
  coupon: {},
  customer: { "invoice_settings.default_payment_method": "payment_method" },
  setup_intent: { customer: "customer", payment_method: "payment_method" },
  subscription: { customer: "customer", latest_invoice: "invoice", default_payment_method: "payment_method" },
  subscription_item: {},
  invoice: {
    customer: "customer",
    default_payment_method: "payment_method",
    "parent.subscription_details.subscription": "subscription",
    payments: (engine, account, object) => {
      const data = Object.values(engine.bucket(account).invoice_payment).filter((payment) => payment.invoice === object.id);
      return { object: "list", data, has_more: false, url: "/v1/invoice_payments" };
    },
  },
  invoice_payment: { invoice: "invoice", "payment.payment_intent": "payment_intent", "payment.charge": "charge" },
  balance_transaction: {
    source: (engine, account, object) => {
      const id = String(object.source);
      const table = (
        { ch: "charge", py: "charge", re: "refund", po: "payout", dp: "dispute", fee: "application_fee" } as Record<string, TableName | undefined>
      )[id.split("_")[0] ?? ""];
      return (table && engine.find(account, table, id)) ?? object.source;
    },
  },
  payout: {
    balance_transaction: "balance_transaction",
    failure_balance_transaction: "balance_transaction",
    destination: (engine, account, object) => {
      const record = engine.account(account);
      return record && record.externalAccount.id === object.destination ? bankAccountOf(record) : object.destination;
    },
  },
  payment_method: { customer: "customer" },
  application_fee: { balance_transaction: "balance_transaction" },
  discount: { "source.coupon": "coupon", promotion_code: "promotion_code", customer: "customer" },
};

function discountBreakdown(engine: Engine, account: string, session: Json): unknown[] {
  const discount = engine.state.sessions[String(session.id)]?.discount;
  const amount = (session.total_details as { amount_discount?: number } | null)?.amount_discount ?? 0;
  if (!discount || amount === 0) return [];
  const coupon = engine.find(account, "coupon", discount.coupon);
  return [
    {
      amount,
      discount: {
        id: `di_${String(session.id).slice(-24)}`,
        object: "discount",
        checkout_session: session.id,
        customer: session.customer ?? null,
        customer_account: null,
        end: null,
        invoice: null,
        invoice_item: null,
        promotion_code: discount.promotionCode,
        source: { type: "coupon", coupon },
        start: session.created,
        subscription: null,
        subscription_item: null,
      },
    },
  ];
}

/**
 * Copies an answer with the asked-for fields expanded (https://docs.stripe.com/api/expanding_objects).
 * @throws {StripeApiError} 400 for a property that does not exist or cannot be expanded
 */
export function expand(engine: Engine, account: string, answer: object, paths: readonly string[]): Json {
  const copy = JSON.parse(JSON.stringify(answer)) as Json;
  for (const path of paths) {
    const parts = path.split(".");
    if (parts.filter((part) => part !== "data").length > MAX_LEVELS)
      throw refuse(path, `You cannot expand more than ${MAX_LEVELS} levels of a property. Property: ${path}`);
    walk(engine, account, copy, copy, parts, path);
  }
  return copy;
}

/** @param owner the nearest object that has a type of its own; field names are counted from there */
function walk(engine: Engine, account: string, owner: Json, at: unknown, parts: string[], path: string, prefix = ""): void {
  if (parts.length === 0 || at === null || at === undefined) return;
  if (Array.isArray(at)) {
    for (const item of at) walk(engine, account, isTyped(item) ? item : owner, item, parts, path, isTyped(item) ? "" : prefix);
    return;
  }
  if (typeof at !== "object") throw refuse(path, `This property cannot be expanded (${path}).`);
  const here = at as Json;
  const [head = "", ...rest] = parts;
  if (here.object === "list") {
    if (head !== "data") throw refuse(path, `This property cannot be expanded (${head}). You may want to try expanding 'data.${head}' instead.`);
    walk(engine, account, owner, here.data, rest, path, prefix);
    return;
  }
  const name = prefix === "" ? head : `${prefix}.${head}`;
  const targets = MAKERS[String(owner.object)];
  const target = targets?.[name];
  if (target !== undefined) {
    here[head] = resolve(engine, account, owner, here[head], target);
    const next = here[head];
    walk(engine, account, isTyped(next) ? next : owner, next, rest, path, isTyped(next) ? "" : name);
    return;
  }
  const inner = here[head];
  const leadsOn = Object.keys(targets ?? {}).some((key) => key.startsWith(`${name}.`)) || (rest.length > 0 && typeof inner === "object");
  if (!leadsOn) throw refuse(path, `This property cannot be expanded (${name}).`);
  walk(engine, account, isTyped(inner) ? inner : owner, inner, rest, path, isTyped(inner) ? "" : name);
}

function isTyped(value: unknown): value is Json {
  return typeof value === "object" && value !== null && "object" in value && (value as Json).object !== "list";
}

function resolve(engine: Engine, account: string, owner: Json, value: unknown, target: Target): unknown {
  const copy = (found: unknown) => (found === undefined ? value : (JSON.parse(JSON.stringify(found)) as unknown));
  if (typeof target === "function") return copy(target(engine, account, owner));
  if (typeof value !== "string") return value;
  return copy(typeof target === "string" ? engine.find(account, target, value) : engine.find(PLATFORM_ACCOUNT, target.platform, value));
}

function refuse(path: string, message: string): StripeApiError {
  return new StripeApiError(400, { type: "invalid_request_error", message, param: `expand[${path}]` }, false);
}
