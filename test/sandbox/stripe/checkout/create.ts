import type Stripe from "stripe";
import { formatAmount, MAXIMUM_AMOUNT, minimumCharge } from "../../engine/currencies";
import { invalidParam, invalidRequest, StripeApiError, unsupported } from "../../engine/errors";
import { applicationOf, mergeMetadata, operation } from "../../engine/operation";
import { missing } from "../../engine/params";
import { livingCustomer } from "../customers";
import { applyDiscount } from "./discounts";
import { discountOf, lineItems } from "./line-items";
import { type CreateCall, type Params, sessionCreateParams } from "./params";
import { makeSetupIntent } from "../setup-intents";
import { buildSession } from "./session-object";

const HOUR = 3600;

export const createSession = operation<Stripe.Checkout.SessionCreateParams>({
  name: "checkout.sessions.create",
  method: "POST",
  path: "/v1/checkout/sessions",
  params: sessionCreateParams,
  run(call) {
    checkMode(call.params);
    checkUrls(call.params);
    checkCustomer(call);
    const expiresAt = expiry(call);
    checkAccountCanCharge(call);
    const items = lineItems(call);
    const discount = discountOf(call);
    const session = buildSession(call, items, expiresAt);
    if (session.mode === "setup") session.setup_intent = makeSetupIntent(call, session, call.params.setup_intent_data).id;
    const { payment_intent_data: payment, subscription_data: subscription } = call.params;
    call.engine.save(call.account, "checkout.session", session);
    call.engine.onRollback(() => delete call.engine.state.sessions[session.id]);
    call.engine.state.sessions[session.id] = {
      account: call.account,
      application: applicationOf(call),
      lineItems: items,
      paymentIntentData: {
        applicationFeeAmount: payment?.application_fee_amount ?? null,
        metadata: mergeMetadata({}, payment?.metadata),
        description: payment?.description ?? null,
        receiptEmail: payment?.receipt_email ?? null,
        statementDescriptor: payment?.statement_descriptor ?? null,
        statementDescriptorSuffix: payment?.statement_descriptor_suffix ?? null,
        setupFutureUsage: payment?.setup_future_usage ?? null,
      },
      subscriptionData: {
        applicationFeePercent: subscription?.application_fee_percent ?? null,
        trialPeriodDays: subscription?.trial_period_days ?? null,
        ...(subscription?.trial_settings ? { missingPaymentMethod: subscription.trial_settings.end_behavior.missing_payment_method } : {}),
        metadata: mergeMetadata({}, subscription?.metadata),
        description: subscription?.description ?? null,
      },
      discount,
      pendingAuthentication: null,
    };
    if (session.mode === "setup") return session;
    applyDiscount(call.engine, session, discount ? (call.engine.find(call.account, "coupon", discount.coupon) ?? null) : null);
    checkTotal(call, session);
    return session;
  },
});

function checkMode(params: Params): void {
  const { mode, line_items: items, payment_intent_data: payment, subscription_data: subscription } = params;
  if (mode === "setup") return checkSetup(params);
  if (params.setup_intent_data) throw invalidRequest(`You can not pass \`setup_intent_data\` in \`${mode ?? ""}\` mode.`, { param: "setup_intent_data" });
  if (!items || items.length === 0) throw missing("line_items");
  if (mode === "subscription") {
    if (payment) throw invalidRequest("You can not pass `payment_intent_data` in `subscription` mode.", { param: "payment_intent_data" });
    if (params.invoice_creation)
      throw invalidRequest(
        "You can only enable invoice creation when `mode` is set to `payment`. Invoices are created automatically when `mode` is set to `subscription`.",
        { param: "invoice_creation" },
      );
    if (params.customer_creation) throw invalidRequest("`customer_creation` can only be used in `payment` mode.", { param: "customer_creation" });
    if (params.submit_type && params.submit_type !== "subscribe" && params.submit_type !== "auto")
      throw invalidRequest("You can not pass this `submit_type` in `subscription` mode.", { param: "submit_type" });
  } else {
    if (subscription) throw invalidRequest("You can not pass `subscription_data` in `payment` mode.", { param: "subscription_data" });
    if (params.payment_method_collection)
      throw invalidRequest("You can only set `payment_method_collection` if there are recurring prices.", { param: "payment_method_collection" });
    if (payment?.capture_method === "manual") throw unsupported("manual capture");
  }
  if (params.allow_promotion_codes !== undefined && params.discounts) {
    throw invalidRequest("You may only specify one of these parameters: allow_promotion_codes, discounts.", {
      code: "parameters_exclusive",
      param: "discounts",
    });
  }
  if (params.allowed_payment_method_types && params.excluded_payment_method_types) {
    throw invalidRequest("You may only specify one of these parameters: allowed_payment_method_types, excluded_payment_method_types.", {
      code: "parameters_exclusive",
      param: "excluded_payment_method_types",
    });
  }
}

/** A page that takes payment details and no money: nothing about money may be said. */
function checkSetup(params: Params): void {
  const foreign = ["line_items", "payment_intent_data", "subscription_data", "invoice_creation", "discounts", "allow_promotion_codes", "submit_type"] as const;
  for (const param of foreign) if (params[param] !== undefined) throw invalidRequest(`You can not pass \`${param}\` in \`setup\` mode.`, { param });
  // Which methods are offered depends on it, as long as nobody lists them.
  if (!params.currency && !params.allowed_payment_method_types) throw missing("currency");
}

function checkUrls(params: Params): void {
  const mode = params.ui_mode ?? "hosted_page";
  if (mode === "elements" || mode === "form") throw unsupported(`Checkout with ui_mode ${mode}`);
  if (mode === "embedded_page") {
    for (const param of ["success_url", "cancel_url"] as const)
      if (params[param]) throw invalidRequest(`\`${param}\` is not supported when \`ui_mode\` is \`embedded_page\`.`, { param });
    const stays = params.redirect_on_completion === "never";
    if (stays && params.return_url) throw invalidRequest("`return_url` cannot be used when `redirect_on_completion` is `never`.", { param: "return_url" });
    if (!stays && !params.return_url) throw missing("return_url");
    return;
  }
  for (const param of ["return_url", "redirect_on_completion"] as const)
    if (params[param]) throw invalidRequest(`\`${param}\` can only be used when \`ui_mode\` is \`embedded_page\`, \`elements\` or \`form\`.`, { param });
  if (!params.success_url) throw missing("success_url");
}

function checkCustomer(call: CreateCall): void {
  const { customer, customer_email: address, customer_creation: creation, customer_update: update } = call.params;
  if (customer && address)
    throw invalidRequest("You may only specify one of these parameters: customer, customer_email.", { code: "parameters_exclusive", param: "customer_email" });
  if (customer && creation)
    throw invalidRequest("You may only specify one of these parameters: customer, customer_creation.", {
      code: "parameters_exclusive",
      param: "customer_creation",
    });
  if (update && !customer) throw invalidRequest("`customer_update` can only be used with `customer`.", { param: "customer_update" });
  if (customer) livingCustomer(call, customer, "customer");
}

function expiry(call: CreateCall): number {
  const now = call.engine.clock.seconds();
  if (call.params.expires_at === undefined) return now + 24 * HOUR;
  // The app usually lives in real time even when this clock was moved: then its deadlines move along, and a sale stays possible after a look into
  // the future. An app that moved its own clock too (the demo's seed) means the moment as it stands.
  const asked = call.params.expires_at;
  const fits = asked >= now + HOUR / 2 && asked <= now + 24 * HOUR + 60;
  const wanted = fits ? asked : asked + Math.round(call.engine.state.clockOffsetMs / 1000);
  if (wanted < now + HOUR / 2) throw invalidParam("expires_at", "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.");
  // Stripe grants a little slack to clocks that run ahead.
  if (wanted > now + 24 * HOUR + 60) throw invalidParam("expires_at", "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.");
  return wanted;
}

/** The refusals of STRIPE.md C: HTTP 400 without a code, told by their text alone. */
function checkAccountCanCharge(call: CreateCall): void {
  const record = call.engine.account(call.account);
  if (!record) return;
  const { account } = record;
  if (!account.business_profile?.name && !account.settings?.dashboard.display_name)
    throw invalidRequest("In order to use Checkout, you must set an account or business name at https://dashboard.stripe.com/account.");
  if (!account.charges_enabled) {
    throw invalidRequest(
      account.details_submitted && call.onBehalf
        ? "This Connect account cannot currently make live charges. The `requirements.disabled_reason` property on the account will provide information about why this account is currently disabled. If you are the Connect user, please check the Stripe Dashboard."
        : "Your account cannot currently make charges. To find out why charges are currently disabled, look at the `requirements` hash on the account object (/v1/accounts/{ACCOUNT_ID}).",
    );
  }
  const fee = call.params.payment_intent_data?.application_fee_amount ?? call.params.subscription_data?.application_fee_percent;
  if (fee !== undefined && !call.onBehalf) {
    throw new StripeApiError(400, {
      type: "invalid_request_error",
      param: "payment_intent_data[application_fee_amount]",
      message:
        "Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`).",
    });
  }
  if (call.params.automatic_tax?.enabled && !record.taxActive) {
    throw invalidRequest("Stripe Tax has not been activated on your account. Visit https://dashboard.stripe.com/settings/tax to get started.", {
      code: "stripe_tax_inactive",
      param: "automatic_tax[enabled]",
    });
  }
}

function checkTotal(call: CreateCall, session: Stripe.Checkout.Session): void {
  const total = session.amount_total ?? 0;
  const currency = session.currency ?? "usd";
  const least = minimumCharge(currency);
  if (total > 0 && total < least) {
    throw invalidRequest(`The Checkout Session's total amount due must add up to at least ${formatAmount(least, currency)} ${currency}`, {
      code: "amount_too_small",
      param: "line_items",
    });
  }
  if (total > MAXIMUM_AMOUNT)
    throw invalidRequest(`The Checkout Session's total amount must be no more than ${formatAmount(MAXIMUM_AMOUNT, currency)} ${currency}`, {
      code: "amount_too_large",
      param: "line_items",
    });
  const fee = call.params.payment_intent_data?.application_fee_amount;
  if (fee !== undefined && fee > total) {
    throw invalidRequest(`The application fee amount (${fee}) cannot be greater than the total amount of the Checkout Session (${total}).`, {
      param: "payment_intent_data[application_fee_amount]",
    });
  }
}
