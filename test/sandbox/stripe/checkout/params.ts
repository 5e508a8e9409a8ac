import type Stripe from "stripe";
import { MAXIMUM_AMOUNT } from "../../engine/currencies";
import type { Call } from "../../engine/operation";
import {
  boolean,
  clearable,
  currency,
  decimal,
  email,
  hash,
  integer,
  later,
  list,
  metadata,
  oneOf,
  required,
  type Shape,
  text,
  timestamp,
  url,
} from "../../engine/params";
import { priceRecurring } from "../price-object";

type Create = Stripe.Checkout.SessionCreateParams;
type LineItem = Stripe.Checkout.SessionCreateParams.LineItem;

const productData = hash<Stripe.Checkout.SessionCreateParams.LineItem.PriceData.ProductData>({
  name: required(text(250)),
  description: text(40_000),
  images: list(url(), 8),
  metadata: metadata(),
  tax_code: text(),
  unit_label: text(12),
  tax_details: later,
});

const lineItem = hash<LineItem>({
  price: text(),
  quantity: integer(1, 999_999),
  metadata: metadata(),
  adjustable_quantity: later,
  tax_rates: later,
  price_data: hash<LineItem["price_data"] & object>({
    currency: required(currency()),
    product: text(),
    product_data: productData,
    recurring: priceRecurring.recurring,
    tax_behavior: priceRecurring.taxBehavior,
    unit_amount: integer(0, MAXIMUM_AMOUNT),
    unit_amount_decimal: later,
  }),
});

const message = (max = 1200) => clearable(hash<Stripe.Checkout.SessionCreateParams.CustomText.Submit>({ message: required(text(max)) }));

const invoiceData = hash<Stripe.Checkout.SessionCreateParams.InvoiceCreation.InvoiceData>({
  description: text(1500),
  footer: text(),
  metadata: metadata(),
  account_tax_ids: later,
  custom_fields: later,
  issuer: later,
  rendering_options: later,
});

const methodTypes = list(text(40));

const LOCALES = [
  "auto",
  "bg",
  "cs",
  "da",
  "de",
  "el",
  "en",
  "en-GB",
  "es",
  "es-419",
  "et",
  "fi",
  "fil",
  "fr",
  "fr-CA",
  "hi-IN",
  "hr",
  "hu",
  "id",
  "it",
  "ja",
  "ko",
  "lt",
  "lv",
  "ms",
  "mt",
  "nb",
  "nl",
  "pl",
  "pt",
  "pt-BR",
  "ro",
  "ru",
  "sk",
  "sl",
  "sv",
  "th",
  "tr",
  "vi",
  "zh",
  "zh-HK",
  "zh-TW",
] as const;

/** Every parameter of `POST /v1/checkout/sessions`, checked against the SDK's type. */
export const sessionCreateParams: Shape<Omit<Create, "expand">> = {
  mode: required(oneOf("payment", "subscription", "setup")),
  ui_mode: oneOf("hosted_page", "embedded_page", "elements", "form"),
  line_items: list(lineItem, 100),
  success_url: url(),
  cancel_url: url(),
  return_url: url(),
  redirect_on_completion: oneOf("always", "if_required", "never"),
  client_reference_id: text(200),
  metadata: metadata(),
  currency: currency(),
  customer: text(),
  customer_email: email(),
  customer_creation: oneOf("always", "if_required"),
  customer_update: hash<Stripe.Checkout.SessionCreateParams.CustomerUpdate>({
    address: oneOf("auto", "never"),
    name: oneOf("auto", "never"),
    shipping: oneOf("auto", "never"),
  }),
  expires_at: timestamp(),
  locale: oneOf(...LOCALES),
  submit_type: oneOf("auto", "book", "donate", "pay", "subscribe"),
  allow_promotion_codes: boolean(),
  discounts: list(hash<Stripe.Checkout.SessionCreateParams.Discount>({ coupon: text(), promotion_code: text() }), 1),
  automatic_tax: hash<Stripe.Checkout.SessionCreateParams.AutomaticTax>({ enabled: required(boolean()), liability: later }),
  billing_address_collection: oneOf("auto", "required"),
  phone_number_collection: hash<Stripe.Checkout.SessionCreateParams.PhoneNumberCollection>({ enabled: required(boolean()) }),
  tax_id_collection: hash<Stripe.Checkout.SessionCreateParams.TaxIdCollection>({ enabled: required(boolean()), required: oneOf("if_supported", "never") }),
  consent_collection: hash<Stripe.Checkout.SessionCreateParams.ConsentCollection>({
    terms_of_service: oneOf("none", "required"),
    promotions: oneOf("auto", "none"),
    payment_method_reuse_agreement: hash<Stripe.Checkout.SessionCreateParams.ConsentCollection.PaymentMethodReuseAgreement>({
      position: required(oneOf("auto", "hidden")),
    }),
  }),
  custom_text: hash<Stripe.Checkout.SessionCreateParams.CustomText>({
    submit: message(),
    after_submit: message(),
    shipping_address: message(),
    terms_of_service_acceptance: message(),
  }),
  invoice_creation: hash<Stripe.Checkout.SessionCreateParams.InvoiceCreation>({ enabled: required(boolean()), invoice_data: invoiceData }),
  payment_method_collection: oneOf("always", "if_required"),
  payment_method_configuration: text(),
  allowed_payment_method_types: methodTypes,
  excluded_payment_method_types: methodTypes,
  payment_intent_data: hash<Stripe.Checkout.SessionCreateParams.PaymentIntentData>({
    application_fee_amount: integer(1, MAXIMUM_AMOUNT),
    description: text(1000),
    metadata: metadata(),
    receipt_email: email(),
    setup_future_usage: oneOf("off_session", "on_session"),
    statement_descriptor: text(22),
    statement_descriptor_suffix: text(22),
    capture_method: oneOf("automatic", "automatic_async", "manual"),
    on_behalf_of: later,
    shipping: later,
    transfer_data: later,
    transfer_group: later,
  }),
  subscription_data: hash<Stripe.Checkout.SessionCreateParams.SubscriptionData>({
    application_fee_percent: decimal(0, 100),
    description: text(500),
    metadata: metadata(),
    trial_period_days: integer(1, 730),
    billing_cycle_anchor: later,
    billing_cycle_anchor_config: later,
    billing_mode: later,
    default_tax_rates: later,
    invoice_settings: later,
    on_behalf_of: later,
    pending_invoice_item_interval: later,
    proration_behavior: later,
    transfer_data: later,
    trial_end: later,
    trial_settings: hash<Stripe.Checkout.SessionCreateParams.SubscriptionData.TrialSettings>({
      end_behavior: required(
        hash<Stripe.Checkout.SessionCreateParams.SubscriptionData.TrialSettings.EndBehavior>({
          missing_payment_method: required(oneOf("cancel", "create_invoice", "pause")),
        }),
      ),
    }),
  }),
  adaptive_pricing: hash<Stripe.Checkout.SessionCreateParams.AdaptivePricing>({ enabled: boolean() }),
  origin_context: oneOf("mobile_app", "web"),
  integration_identifier: text(),
  name_collection: later,
  after_expiration: later,
  branding_settings: later,
  custom_fields: later,
  customer_account: later,
  managed_payments: later,
  optional_items: later,
  payment_method_data: later,
  payment_method_options: later,
  permissions: later,
  saved_payment_method_options: later,
  setup_intent_data: hash<Stripe.Checkout.SessionCreateParams.SetupIntentData>({ description: text(1000), metadata: metadata(), on_behalf_of: later }),
  shipping_address_collection: later,
  shipping_options: later,
  wallet_options: later,
};

export type Params = Omit<Stripe.Checkout.SessionCreateParams, "expand">;

export type CreateCall = Call<Params>;
