import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { invalidRequest } from "../engine/errors";
import { randomText } from "../engine/ids";
import { created, mergeMetadata, operation, type Operation, page, paging, retrieve, subject } from "../engine/operation";
import { clearable, currency, decimal, hash, integer, later, list, metadata, missing, oneOf, text, timestamp } from "../engine/params";

/** `valid` is what Stripe computes on every read. */
export function couponIsValid(engine: Engine, coupon: Stripe.Coupon): boolean {
  const inTime = coupon.redeem_by === null || coupon.redeem_by > engine.clock.seconds();
  return inTime && (coupon.max_redemptions === null || coupon.times_redeemed < coupon.max_redemptions);
}

/** Brings the stored `valid` up to date with the clock. */
export function refreshCoupons(engine: Engine): void {
  for (const { coupon } of Object.values(engine.state.buckets)) for (const one of Object.values(coupon)) one.valid = couponIsValid(engine, one);
}

const create = operation<Stripe.CouponCreateParams>({
  name: "coupons.create",
  method: "POST",
  path: "/v1/coupons",
  params: {
    amount_off: integer(1),
    applies_to: hash<Stripe.CouponCreateParams.AppliesTo>({ products: list(text()) }),
    currency: currency(),
    duration: oneOf("forever", "once", "repeating"),
    duration_in_months: integer(1),
    id: text(200),
    max_redemptions: integer(1),
    metadata: clearable(metadata()),
    name: text(40),
    percent_off: decimal(0.01, 100),
    redeem_by: timestamp(),
    currency_options: later,
  },
  run(call) {
    const { engine, account, params } = call;
    if (params.amount_off === undefined && params.percent_off === undefined) throw missing("percent_off");
    if (params.amount_off !== undefined && params.percent_off !== undefined)
      throw invalidRequest("You may only specify one of these parameters: amount_off, percent_off.", { code: "parameters_exclusive", param: "percent_off" });
    if (params.amount_off !== undefined && !params.currency) throw missing("currency");
    if (params.duration === "repeating" && params.duration_in_months === undefined) throw missing("duration_in_months");
    if (params.duration !== "repeating" && params.duration_in_months !== undefined)
      throw invalidRequest("`duration_in_months` can only be set when `duration` is `repeating`.", { param: "duration_in_months" });
    if (params.redeem_by !== undefined && params.redeem_by <= engine.clock.seconds())
      throw invalidRequest("redeem_by must be in the future.", { param: "redeem_by" });
    const id = params.id ?? randomText(8);
    if (engine.find(account, "coupon", id)) throw invalidRequest("Coupon already exists.", { code: "resource_already_exists" });
    const coupon: Stripe.Coupon = {
      id,
      object: "coupon",
      amount_off: params.amount_off ?? null,
      created: engine.clock.seconds(),
      currency: params.amount_off === undefined ? null : (params.currency ?? null),
      duration: params.duration ?? "once",
      duration_in_months: params.duration_in_months ?? null,
      livemode: false,
      max_redemptions: params.max_redemptions ?? null,
      metadata: mergeMetadata({}, params.metadata),
      name: params.name ?? null,
      percent_off: params.percent_off ?? null,
      redeem_by: params.redeem_by ?? null,
      times_redeemed: 0,
      valid: true,
      ...(params.applies_to?.products ? { applies_to: { products: params.applies_to.products } } : {}),
    };
    engine.save(account, "coupon", coupon);
    engine.emit(account, "coupon.created", coupon);
    return coupon;
  },
});

const update = operation<Stripe.CouponUpdateParams>({
  name: "coupons.update",
  method: "POST",
  path: "/v1/coupons/:id",
  params: { metadata: clearable(metadata()), name: text(40), currency_options: later },
  run(call) {
    const coupon = subject(call, "coupon");
    if (call.params.name !== undefined) coupon.name = call.params.name;
    coupon.metadata = mergeMetadata(coupon.metadata, call.params.metadata);
    call.engine.emit(call.account, "coupon.updated", coupon);
    return coupon;
  },
});

const listAll = operation<Stripe.CouponListParams>({
  name: "coupons.list",
  method: "GET",
  path: "/v1/coupons",
  params: { ...paging, ...created },
  run: (call) => page(Object.values(call.engine.bucket(call.account).coupon), call.params, "/v1/coupons", "coupon"),
});

const remove = operation<Stripe.CouponDeleteParams>({
  name: "coupons.del",
  method: "DELETE",
  path: "/v1/coupons/:id",
  params: {},
  run(call) {
    const coupon = subject(call, "coupon");
    const bucket = call.engine.bucket(call.account);
    delete bucket.coupon[coupon.id];
    for (const code of Object.values(bucket.promotion_code)) if (code.promotion.coupon === coupon.id) code.active = false;
    call.engine.emit(call.account, "coupon.deleted", coupon);
    return { id: coupon.id, object: "coupon", deleted: true } satisfies Stripe.DeletedCoupon;
  },
});

export const coupons: Operation[] = [create, update, listAll, remove, retrieve("coupons.retrieve", "/v1/coupons/:id", "coupon")];
