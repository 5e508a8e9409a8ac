import type Stripe from "stripe";
import { randomText } from "../../engine/ids";
import { mergeMetadata } from "../../engine/operation";
import type { StoredLineItem } from "../../engine/tables";
import type { CreateCall, Params } from "./params";

/** The open session as the API answers it; totals are filled in by `applyDiscount`. */
export function buildSession(call: CreateCall, items: StoredLineItem[], expiresAt: number): Stripe.Checkout.Session {
  const { params, engine } = call;
  const id = `cs_test_${randomText(58)}`;
  const setup = params.mode === "setup";
  const embedded = params.ui_mode === "embedded_page";
  const invoice = params.invoice_creation;
  const text = (value: { message: string } | "" | null | undefined) => value || null;
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: setup ? null : 0,
    amount_total: setup ? null : 0,
    automatic_tax: {
      enabled: params.automatic_tax?.enabled ?? false,
      liability: params.automatic_tax?.enabled ? { type: "self" } : null,
      provider: params.automatic_tax?.enabled ? "stripe" : null,
      status: params.automatic_tax?.enabled ? "requires_location_inputs" : null,
    },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: embedded ? `${id}_secret_${randomText(48)}` : null,
    collected_information: null,
    consent: null,
    consent_collection: params.consent_collection
      ? {
          payment_method_reuse_agreement: params.consent_collection.payment_method_reuse_agreement ?? null,
          promotions: params.consent_collection.promotions ?? null,
          terms_of_service: params.consent_collection.terms_of_service ?? null,
        }
      : null,
    created: engine.clock.seconds(),
    currency: items[0]?.currency ?? params.currency ?? null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: text(params.custom_text?.after_submit),
      shipping_address: text(params.custom_text?.shipping_address),
      submit: text(params.custom_text?.submit),
      terms_of_service_acceptance: text(params.custom_text?.terms_of_service_acceptance),
    },
    customer: params.customer ?? null,
    customer_account: null,
    customer_creation:
      params.mode === "subscription" ? (params.customer ? null : "always") : params.customer ? null : (params.customer_creation ?? "if_required"),
    customer_details: params.customer_email
      ? { address: null, business_name: null, email: params.customer_email, individual_name: null, name: null, phone: null, tax_exempt: "none", tax_ids: null }
      : null,
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: expiresAt,
    integration_identifier: params.integration_identifier ?? null,
    invoice: null,
    invoice_creation:
      params.mode === "payment"
        ? {
            enabled: invoice?.enabled ?? false,
            invoice_data: {
              account_tax_ids: null,
              custom_fields: null,
              description: invoice?.invoice_data?.description ?? null,
              footer: invoice?.invoice_data?.footer ?? null,
              issuer: null,
              metadata: mergeMetadata({}, invoice?.invoice_data?.metadata),
              rendering_options: null,
            },
          }
        : null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: { enabled: false },
    metadata: mergeMetadata({}, params.metadata),
    mode: params.mode ?? "payment",
    origin_context: params.origin_context ?? null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: params.mode === "subscription" ? (params.payment_method_collection ?? "always") : setup ? "always" : "if_required",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card", "sepa_debit"].filter((type) => methodIsOffered(type, params)),
    payment_status: setup ? "no_payment_required" : "unpaid",
    permissions: null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    ...(params.excluded_payment_method_types ? { excluded_payment_method_types: params.excluded_payment_method_types } : {}),
    ...(embedded ? { redirect_on_completion: params.redirect_on_completion ?? "always", ...(params.return_url ? { return_url: params.return_url } : {}) } : {}),
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    tax_id_collection: { enabled: params.tax_id_collection?.enabled ?? false, required: params.tax_id_collection?.required ?? "never" },
    total_details: setup ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: params.ui_mode ?? "hosted_page",
    url: embedded ? null : `${engine.publicBase}/checkout/${id}`,
    wallet_options: null,
  };
}

/** Cards and one delayed method are what the sandbox's checkout offers; filters apply to them as on Stripe. */
export function methodIsOffered(type: string, params: Params): boolean {
  if (params.excluded_payment_method_types?.includes(type)) return false;
  return !params.allowed_payment_method_types || params.allowed_payment_method_types.includes(type);
}
