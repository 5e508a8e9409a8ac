import type Stripe from 'stripe';
import { PLATFORM_ACCOUNT } from '../../engine/constants';
import { formatAmount, MAXIMUM_AMOUNT, minimumCharge } from '../../engine/currencies';
import { invalidParam, invalidRequest, StripeApiError, unsupported } from '../../engine/errors';
import { newId, randomText } from '../../engine/ids';
import { type Call, idOf, mergeMetadata, operation, referenced } from '../../engine/operation';
import { missing } from '../../engine/params';
import type { StoredLineItem, StoredPrice } from '../../engine/state';
import { couponIsValid } from '../coupons';
import { livingCustomer } from '../customers';
import { buildPrice } from '../price-object';
import { makeProduct } from '../product-object';
import { codeIsUsable } from '../promotion-codes';
import { applyDiscount } from './discounts';
import { sessionCreateParams } from './params';

type Params = Omit<Stripe.Checkout.SessionCreateParams, 'expand'>;
type CreateCall = Call<Params>;

const HOUR = 3600;

export const createSession = operation<Stripe.Checkout.SessionCreateParams>({
  name: 'checkout.sessions.create',
  method: 'POST',
  path: '/v1/checkout/sessions',
  params: sessionCreateParams,
  run(call) {
    checkMode(call.params);
    checkUrls(call.params);
    checkCustomer(call);
    const expiresAt = expiry(call);
    checkAccountCanCharge(call);
    const items = lineItems(call);
    const discount = discountOf(call);
    const session = build(call, items, expiresAt);
    const { payment_intent_data: payment, subscription_data: subscription } = call.params;
    call.engine.save(call.account, 'checkout.session', session);
    call.engine.onRollback(() => delete call.engine.state.sessions[session.id]);
    call.engine.state.sessions[session.id] = {
      account: call.account,
      lineItems: items,
      paymentIntentData: {
        applicationFeeAmount: payment?.application_fee_amount ?? null, metadata: mergeMetadata({}, payment?.metadata), description: payment?.description ?? null,
        receiptEmail: payment?.receipt_email ?? null, statementDescriptor: payment?.statement_descriptor ?? null, statementDescriptorSuffix: payment?.statement_descriptor_suffix ?? null,
        setupFutureUsage: payment?.setup_future_usage ?? null,
      },
      subscriptionData: {
        applicationFeePercent: subscription?.application_fee_percent ?? null, trialPeriodDays: subscription?.trial_period_days ?? null, metadata: mergeMetadata({}, subscription?.metadata),
        description: subscription?.description ?? null,
      },
      discount,
      pendingAuthentication: null,
    };
    applyDiscount(call.engine, session, discount ? (call.engine.find(call.account, 'coupon', discount.coupon) ?? null) : null);
    checkTotal(call, session);
    return session;
  },
});

function checkMode(params: Params): void {
  const { mode, line_items: items, payment_intent_data: payment, subscription_data: subscription } = params;
  if (mode === 'setup') throw unsupported('Checkout in setup mode');
  if (!items || items.length === 0) throw missing('line_items');
  if (mode === 'subscription') {
    if (payment) throw invalidRequest('You can not pass `payment_intent_data` in `subscription` mode.', { param: 'payment_intent_data' });
    if (params.invoice_creation) throw invalidRequest('You can only enable invoice creation when `mode` is set to `payment`. Invoices are created automatically when `mode` is set to `subscription`.', { param: 'invoice_creation' });
    if (params.customer_creation) throw invalidRequest('`customer_creation` can only be used in `payment` mode.', { param: 'customer_creation' });
    if (params.submit_type && params.submit_type !== 'subscribe' && params.submit_type !== 'auto') throw invalidRequest('You can not pass this `submit_type` in `subscription` mode.', { param: 'submit_type' });
  } else {
    if (subscription) throw invalidRequest('You can not pass `subscription_data` in `payment` mode.', { param: 'subscription_data' });
    if (params.payment_method_collection) throw invalidRequest('You can only set `payment_method_collection` if there are recurring prices.', { param: 'payment_method_collection' });
    if (payment?.capture_method === 'manual') throw unsupported('manual capture');
  }
  if (params.allow_promotion_codes !== undefined && params.discounts) {
    throw invalidRequest('You may only specify one of these parameters: allow_promotion_codes, discounts.', { code: 'parameters_exclusive', param: 'discounts' });
  }
  if (params.allowed_payment_method_types && params.excluded_payment_method_types) {
    throw invalidRequest('You may only specify one of these parameters: allowed_payment_method_types, excluded_payment_method_types.', { code: 'parameters_exclusive', param: 'excluded_payment_method_types' });
  }
}

function checkUrls(params: Params): void {
  const mode = params.ui_mode ?? 'hosted_page';
  if (mode === 'elements' || mode === 'form') throw unsupported(`Checkout with ui_mode ${mode}`);
  if (mode === 'embedded_page') {
    for (const param of ['success_url', 'cancel_url'] as const) if (params[param]) throw invalidRequest(`\`${param}\` is not supported when \`ui_mode\` is \`embedded_page\`.`, { param });
    const stays = params.redirect_on_completion === 'never';
    if (stays && params.return_url) throw invalidRequest('`return_url` cannot be used when `redirect_on_completion` is `never`.', { param: 'return_url' });
    if (!stays && !params.return_url) throw missing('return_url');
    return;
  }
  for (const param of ['return_url', 'redirect_on_completion'] as const) if (params[param]) throw invalidRequest(`\`${param}\` can only be used when \`ui_mode\` is \`embedded_page\`, \`elements\` or \`form\`.`, { param });
  if (!params.success_url) throw missing('success_url');
}

function checkCustomer(call: CreateCall): void {
  const { customer, customer_email: address, customer_creation: creation, customer_update: update } = call.params;
  if (customer && address) throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', { code: 'parameters_exclusive', param: 'customer_email' });
  if (customer && creation) throw invalidRequest('You may only specify one of these parameters: customer, customer_creation.', { code: 'parameters_exclusive', param: 'customer_creation' });
  if (update && !customer) throw invalidRequest('`customer_update` can only be used with `customer`.', { param: 'customer_update' });
  if (customer) livingCustomer(call, customer, 'customer');
}

function expiry(call: CreateCall): number {
  const now = call.engine.clock.seconds();
  const wanted = call.params.expires_at;
  if (wanted === undefined) return now + 24 * HOUR;
  if (wanted < now + HOUR / 2) throw invalidParam('expires_at', 'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.');
  // Stripe grants a little slack to clocks that run ahead.
  if (wanted > now + 24 * HOUR + 60) throw invalidParam('expires_at', 'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.');
  return wanted;
}

/** The refusals of STRIPE.md C: HTTP 400 without a code, told by their text alone. */
function checkAccountCanCharge(call: CreateCall): void {
  const record = call.engine.account(call.account);
  if (!record) return;
  const { account } = record;
  if (!account.business_profile?.name && !account.settings?.dashboard.display_name) throw invalidRequest('In order to use Checkout, you must set an account or business name at https://dashboard.stripe.com/account.');
  if (!account.charges_enabled) {
    throw invalidRequest(
      account.details_submitted
        ? 'This Connect account cannot currently make live charges. The `requirements.disabled_reason` property on the account will provide information about why this account is currently disabled. If you are the Connect user, please check the Stripe Dashboard.'
        : 'Your account cannot currently make charges. To find out why charges are currently disabled, look at the `requirements` hash on the account object (/v1/accounts/{ACCOUNT_ID}).',
    );
  }
  const fee = call.params.payment_intent_data?.application_fee_amount ?? call.params.subscription_data?.application_fee_percent;
  if (fee !== undefined && call.account === PLATFORM_ACCOUNT) {
    throw new StripeApiError(400, {
      type: 'invalid_request_error', param: 'payment_intent_data[application_fee_amount]',
      message: 'Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`).',
    });
  }
  if (call.params.automatic_tax?.enabled && !record.taxActive) {
    throw invalidRequest('Stripe Tax has not been activated on your account. Visit https://dashboard.stripe.com/settings/tax to get started.', { code: 'stripe_tax_inactive', param: 'automatic_tax[enabled]' });
  }
}

function lineItems(call: CreateCall): StoredLineItem[] {
  const given = call.params.line_items ?? [];
  const items = given.map((item, index) => {
    const at = `line_items[${index}]`;
    if (item.price && item.price_data) throw invalidRequest(`You may only specify one of these parameters: ${at}[price], ${at}[price_data].`, { code: 'parameters_exclusive', param: `${at}[price_data]` });
    if (!item.price && !item.price_data) throw missing(`${at}[price]`);
    if (item.quantity === undefined) throw missing(`${at}[quantity]`);
    const { price, name } = item.price ? existingPrice(call, item.price, `${at}[price]`) : inlinePrice(call, item, at);
    const amount = (price.unit_amount ?? 0) * item.quantity;
    const stored: StoredLineItem = {
      id: newId('li'), object: 'item', adjustable_quantity: null, amount_discount: 0, amount_subtotal: amount, amount_tax: 0, amount_total: amount, currency: price.currency, description: name,
      metadata: mergeMetadata({}, item.metadata), price, quantity: item.quantity,
    };
    return stored;
  });
  const currencies = [...new Set(items.map((item) => item.currency))];
  if (currencies.length > 1) throw invalidRequest(`All prices on a Checkout session must have a matching set of currencies. Got: ${currencies.join(', ')}.`, { param: 'line_items' });
  if (call.params.currency && currencies[0] !== call.params.currency) throw invalidRequest(`The currency of the Checkout Session (${call.params.currency}) does not match its prices (${currencies[0] ?? ''}).`, { param: 'currency' });
  const recurring = items.filter((item) => item.price.type === 'recurring');
  if (call.params.mode === 'payment' && recurring.length > 0) {
    throw invalidRequest('You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.', { param: 'mode' });
  }
  if (call.params.mode === 'subscription') {
    if (recurring.length === 0) throw invalidRequest('You must provide at least one recurring price in `subscription` mode when using prices.', { param: 'mode' });
    const rhythms = new Set(recurring.map((item) => `${item.price.recurring?.interval ?? ''} ${item.price.recurring?.interval_count ?? 1}`));
    if (rhythms.size > 1) throw invalidRequest('Checkout does not support multiple prices with different billing intervals.', { param: 'line_items' });
  }
  return items;
}

function existingPrice(call: CreateCall, id: string, at: string): { price: StoredPrice; name: string } {
  const price = referenced(call, 'price', id, at);
  if (!price.active) throw invalidRequest('The price specified is inactive. This field only accepts active prices.', { param: at });
  const product = call.engine.find(call.account, 'product', price.product);
  if (!product?.active) throw invalidRequest(`The price specified belongs to an inactive product (${price.product}). This field only accepts prices of active products.`, { param: at });
  return { price: structuredClone(price), name: product.name };
}

function inlinePrice(call: CreateCall, item: Stripe.Checkout.SessionCreateParams.LineItem, at: string): { price: StoredPrice; name: string } {
  const data = item.price_data;
  if (!data) throw missing(`${at}[price_data]`);
  if (data.product && data.product_data) throw invalidRequest(`You may only specify one of these parameters: ${at}[price_data][product], ${at}[price_data][product_data].`, { code: 'parameters_exclusive', param: `${at}[price_data][product_data]` });
  if (!data.product && !data.product_data) throw missing(`${at}[price_data][product_data]`);
  if (data.unit_amount === undefined) throw missing(`${at}[price_data][unit_amount]`);
  const product = data.product
    ? referenced(call, 'product', data.product, `${at}[price_data][product]`)
    : makeProduct(call, { ...data.product_data, name: data.product_data?.name ?? '', metadata: mergeMetadata({}, data.product_data?.metadata), tax_details: null, active: false });
  // Inline prices are real but never active: they cannot be used again.
  const { unit_amount_decimal: _decimal, product_data: _data, ...fields } = data;
  const price = buildPrice(call, { ...fields, product: product.id, active: false }, `${at}[price_data]`);
  call.engine.save(call.account, 'price', price);
  return { price: structuredClone(price), name: product.name };
}

function discountOf(call: CreateCall): { coupon: string; promotionCode: string | null } | null {
  const given = call.params.discounts?.[0];
  if (!given) return null;
  if (given.coupon && given.promotion_code) throw invalidRequest('You may only specify one of these parameters: discounts[0][coupon], discounts[0][promotion_code].', { code: 'parameters_exclusive', param: 'discounts[0][promotion_code]' });
  if (given.promotion_code) {
    const code = referenced(call, 'promotion_code', given.promotion_code, 'discounts[0][promotion_code]', 'promotion code');
    if (!codeIsUsable(call.engine, call.account, code)) throw invalidRequest('This promotion code is no longer valid: it expired, was used up or was deactivated.', { code: 'promotion_code_invalid', param: 'discounts[0][promotion_code]' });
    return { coupon: idOf(code.promotion.coupon) ?? '', promotionCode: code.id };
  }
  if (!given.coupon) throw missing('discounts[0][coupon]');
  const coupon = referenced(call, 'coupon', given.coupon, 'discounts[0][coupon]');
  if (!couponIsValid(call.engine, coupon)) throw invalidRequest(`Coupon expired: ${coupon.id}`, { code: 'coupon_expired', param: 'discounts[0][coupon]' });
  return { coupon: coupon.id, promotionCode: null };
}

function checkTotal(call: CreateCall, session: Stripe.Checkout.Session): void {
  const total = session.amount_total ?? 0;
  const currency = session.currency ?? 'usd';
  const least = minimumCharge(currency);
  if (total > 0 && total < least) {
    throw invalidRequest(`The Checkout Session's total amount due must add up to at least ${formatAmount(least, currency)} ${currency}`, { code: 'amount_too_small', param: 'line_items' });
  }
  if (total > MAXIMUM_AMOUNT) throw invalidRequest(`The Checkout Session's total amount must be no more than ${formatAmount(MAXIMUM_AMOUNT, currency)} ${currency}`, { code: 'amount_too_large', param: 'line_items' });
  const fee = call.params.payment_intent_data?.application_fee_amount;
  if (fee !== undefined && fee > total) {
    throw invalidRequest(`The application fee amount (${fee}) cannot be greater than the total amount of the Checkout Session (${total}).`, { param: 'payment_intent_data[application_fee_amount]' });
  }
}

function build(call: CreateCall, items: StoredLineItem[], expiresAt: number): Stripe.Checkout.Session {
  const { params, engine } = call;
  const id = `cs_test_${randomText(58)}`;
  const embedded = params.ui_mode === 'embedded_page';
  const invoice = params.invoice_creation;
  const text = (value: { message: string } | '' | null | undefined) => value || null;
  return {
    id, object: 'checkout.session', adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false }, after_expiration: null, allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null, amount_subtotal: 0, amount_total: 0,
    automatic_tax: {
      enabled: params.automatic_tax?.enabled ?? false, liability: params.automatic_tax?.enabled ? { type: 'self' } : null, provider: params.automatic_tax?.enabled ? 'stripe' : null,
      status: params.automatic_tax?.enabled ? 'requires_location_inputs' : null,
    },
    billing_address_collection: params.billing_address_collection ?? null, cancel_url: params.cancel_url ?? null, client_reference_id: params.client_reference_id ?? null,
    client_secret: embedded ? `${id}_secret_${randomText(48)}` : null, collected_information: null, consent: null,
    consent_collection: params.consent_collection
      ? {
          payment_method_reuse_agreement: params.consent_collection.payment_method_reuse_agreement ?? null, promotions: params.consent_collection.promotions ?? null,
          terms_of_service: params.consent_collection.terms_of_service ?? null,
        }
      : null,
    created: engine.clock.seconds(), currency: items[0]?.currency ?? null, currency_conversion: null, custom_fields: [],
    custom_text: {
      after_submit: text(params.custom_text?.after_submit), shipping_address: text(params.custom_text?.shipping_address), submit: text(params.custom_text?.submit),
      terms_of_service_acceptance: text(params.custom_text?.terms_of_service_acceptance),
    },
    customer: params.customer ?? null, customer_account: null, customer_creation: params.mode === 'subscription' ? (params.customer ? null : 'always') : params.customer ? null : (params.customer_creation ?? 'if_required'),
    customer_details: params.customer_email
      ? { address: null, business_name: null, email: params.customer_email, individual_name: null, name: null, phone: null, tax_exempt: 'none', tax_ids: null }
      : null,
    customer_email: params.customer_email ?? null, discounts: [], expires_at: expiresAt, integration_identifier: params.integration_identifier ?? null, invoice: null,
    invoice_creation: params.mode === 'payment'
      ? {
          enabled: invoice?.enabled ?? false,
          invoice_data: {
            account_tax_ids: null, custom_fields: null, description: invoice?.invoice_data?.description ?? null, footer: invoice?.invoice_data?.footer ?? null, issuer: null,
            metadata: mergeMetadata({}, invoice?.invoice_data?.metadata), rendering_options: null,
          },
        }
      : null,
    livemode: false, locale: params.locale ?? null, managed_payments: { enabled: false }, metadata: mergeMetadata({}, params.metadata), mode: params.mode ?? 'payment', origin_context: params.origin_context ?? null,
    payment_intent: null, payment_link: null, payment_method_collection: params.mode === 'subscription' ? (params.payment_method_collection ?? 'always') : 'if_required',
    payment_method_configuration_details: null, payment_method_options: {}, payment_method_types: ['card', 'sepa_debit'].filter((type) => methodIsOffered(type, params)),
    payment_status: 'unpaid', permissions: null, phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false }, recovered_from: null,
    ...(params.excluded_payment_method_types ? { excluded_payment_method_types: params.excluded_payment_method_types } : {}),
    ...(embedded ? { redirect_on_completion: params.redirect_on_completion ?? 'always', ...(params.return_url ? { return_url: params.return_url } : {}) } : {}),
    saved_payment_method_options: null, setup_intent: null, shipping_address_collection: null, shipping_cost: null, shipping_options: [], status: 'open', submit_type: params.submit_type ?? null,
    subscription: null, success_url: params.success_url ?? null,
    tax_id_collection: { enabled: params.tax_id_collection?.enabled ?? false, required: params.tax_id_collection?.required ?? 'never' },
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 }, ui_mode: params.ui_mode ?? 'hosted_page', url: embedded ? null : `${engine.publicBase}/checkout/${id}`, wallet_options: null,
  };
}

/** Cards and one delayed method are what the sandbox's checkout offers; filters apply to them as on Stripe. */
function methodIsOffered(type: string, params: Params): boolean {
  if (params.excluded_payment_method_types?.includes(type)) return false;
  return !params.allowed_payment_method_types || params.allowed_payment_method_types.includes(type);
}
