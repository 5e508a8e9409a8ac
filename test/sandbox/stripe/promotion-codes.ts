import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { invalidRequest } from "../engine/errors";
import { newId, randomText } from "../engine/ids";
import { created, idOf, mergeMetadata, operation, type Operation, page, paging, referenced, retrieve, subject } from "../engine/operation";
import { boolean, clearable, currency, hash, integer, later, metadata, missing, oneOf, required, text, timestamp } from "../engine/params";
import { couponIsValid } from "./coupons";
import { livingCustomer } from "./customers";

/** Whether somebody could use this code now. */
export function codeIsUsable(engine: Engine, account: string, code: Stripe.PromotionCode): boolean {
  const coupon = engine.find(account, "coupon", idOf(code.promotion.coupon) ?? "");
  const inTime = code.expires_at === null || code.expires_at > engine.clock.seconds();
  const left = code.max_redemptions === null || code.times_redeemed < code.max_redemptions;
  return code.active && inTime && left && coupon !== undefined && couponIsValid(engine, coupon);
}

const create = operation<Stripe.PromotionCodeCreateParams>({
  name: "promotionCodes.create",
  method: "POST",
  path: "/v1/promotion_codes",
  params: {
    promotion: required(hash<Stripe.PromotionCodeCreateParams.Promotion>({ type: required(oneOf("coupon")), coupon: text() })),
    active: boolean(),
    code: text(500),
    customer: text(),
    customer_account: later,
    expires_at: timestamp(),
    max_redemptions: integer(1),
    metadata: metadata(),
    restrictions: hash<Stripe.PromotionCodeCreateParams.Restrictions>({
      first_time_transaction: boolean(),
      minimum_amount: integer(1),
      minimum_amount_currency: currency(),
      currency_options: later,
    }),
  },
  run(call) {
    const { engine, account, params } = call;
    if (!params.promotion.coupon) throw missing("promotion[coupon]");
    const coupon = referenced(call, "coupon", params.promotion.coupon, "promotion[coupon]");
    const code = params.code ?? randomText(8).toUpperCase();
    if (!/^[a-zA-Z0-9-]+$/.test(code)) throw invalidRequest("Promotion codes may only contain letters, digits and dashes.", { param: "code" });
    const taken = Object.values(engine.bucket(account).promotion_code).some((other) => other.active && other.code.toLowerCase() === code.toLowerCase());
    if (taken) throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, { code: "resource_already_exists" });
    if (params.customer) livingCustomer(call, params.customer, "customer");
    if (params.expires_at !== undefined && params.expires_at <= engine.clock.seconds())
      throw invalidRequest("expires_at must be in the future.", { param: "expires_at" });
    if (params.restrictions?.minimum_amount !== undefined && !params.restrictions.minimum_amount_currency)
      throw missing("restrictions[minimum_amount_currency]");
    const promotionCode: Stripe.PromotionCode = {
      id: newId("promo"),
      object: "promotion_code",
      active: params.active ?? true,
      code,
      created: engine.clock.seconds(),
      customer: params.customer ?? null,
      customer_account: null,
      expires_at: params.expires_at ?? null,
      livemode: false,
      max_redemptions: params.max_redemptions ?? null,
      metadata: mergeMetadata({}, params.metadata),
      promotion: { type: "coupon", coupon: coupon.id },
      restrictions: {
        first_time_transaction: params.restrictions?.first_time_transaction ?? false,
        minimum_amount: params.restrictions?.minimum_amount ?? null,
        minimum_amount_currency: params.restrictions?.minimum_amount_currency ?? null,
      },
      times_redeemed: 0,
    };
    engine.save(account, "promotion_code", promotionCode);
    engine.emit(account, "promotion_code.created", promotionCode);
    return promotionCode;
  },
});

const update = operation<Stripe.PromotionCodeUpdateParams>({
  name: "promotionCodes.update",
  method: "POST",
  path: "/v1/promotion_codes/:id",
  params: { active: boolean(), metadata: clearable(metadata()), restrictions: later },
  run(call) {
    const code = subject(call, "promotion_code", "promotion code");
    if (call.params.active !== undefined) {
      const coupon = call.engine.find(call.account, "coupon", idOf(code.promotion.coupon) ?? "");
      if (call.params.active && !coupon?.valid)
        throw invalidRequest("This promotion code cannot be activated because its coupon is not valid.", { param: "active" });
      code.active = call.params.active;
    }
    code.metadata = mergeMetadata(code.metadata, call.params.metadata);
    call.engine.emit(call.account, "promotion_code.updated", code);
    return code;
  },
});

const listAll = operation<Stripe.PromotionCodeListParams>({
  name: "promotionCodes.list",
  method: "GET",
  path: "/v1/promotion_codes",
  params: { ...paging, ...created, active: boolean(), code: text(), coupon: text(), customer: text(), customer_account: later },
  run(call) {
    const { active, code, coupon, customer } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).promotion_code).filter(
      (row) =>
        (active === undefined || codeIsUsable(call.engine, call.account, row) === active) &&
        (!code || row.code.toLowerCase() === code.toLowerCase()) &&
        (!coupon || row.promotion.coupon === coupon) &&
        (!customer || row.customer === customer),
    );
    return page(rows, call.params, "/v1/promotion_codes", "promotion code");
  },
});

export const promotionCodes: Operation[] = [
  create,
  update,
  listAll,
  retrieve("promotionCodes.retrieve", "/v1/promotion_codes/:id", "promotion_code", "promotion code"),
];
