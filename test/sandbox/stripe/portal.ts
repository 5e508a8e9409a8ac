import type Stripe from "stripe";
import { invalidRequest } from "../engine/errors";
import { newId, randomText } from "../engine/ids";
import { applicationOf, mergeMetadata, operation, type Operation, page, paging, referenced, retrieve } from "../engine/operation";
import { boolean, clearable, hash, later, list, metadata, oneOf, required, text, url } from "../engine/params";
import { livingCustomer } from "./customers";

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;

const features = hash<Features>({
  customer_update: hash<NonNullable<Features["customer_update"]>>({
    enabled: required(boolean()),
    allowed_updates: clearable(list(oneOf("address", "email", "name", "phone", "shipping", "tax_id"))),
  }),
  invoice_history: hash<NonNullable<Features["invoice_history"]>>({ enabled: required(boolean()) }),
  payment_method_update: hash<NonNullable<Features["payment_method_update"]>>({ enabled: required(boolean()), payment_method_configuration: later }),
  subscription_cancel: hash<NonNullable<Features["subscription_cancel"]>>({
    enabled: required(boolean()),
    mode: oneOf("at_period_end", "immediately"),
    proration_behavior: oneOf("always_invoice", "create_prorations", "none"),
    cancellation_reason: later,
  }),
  subscription_pause: later,
  subscription_update: later,
});

const createConfiguration = operation<Stripe.BillingPortal.ConfigurationCreateParams>({
  name: "billingPortal.configurations.create",
  method: "POST",
  path: "/v1/billing_portal/configurations",
  params: {
    features: required(features),
    business_profile: hash<Stripe.BillingPortal.ConfigurationCreateParams.BusinessProfile>({
      headline: clearable(text(60)),
      privacy_policy_url: url(),
      terms_of_service_url: url(),
    }),
    default_return_url: clearable(url()),
    login_page: hash<Stripe.BillingPortal.ConfigurationCreateParams.LoginPage>({ enabled: required(boolean()) }),
    metadata: metadata(),
    name: clearable(text()),
  },
  run(call) {
    const { features: wanted, business_profile: profile, default_return_url: back, login_page: login, metadata: given, name } = call.params;
    const now = call.engine.clock.seconds();
    const id = newId("bpc");
    return call.engine.save(call.account, "billing_portal.configuration", {
      id,
      object: "billing_portal.configuration",
      active: true,
      application: applicationOf(call),
      business_profile: {
        headline: profile?.headline || null,
        privacy_policy_url: profile?.privacy_policy_url ?? null,
        terms_of_service_url: profile?.terms_of_service_url ?? null,
      },
      created: now,
      default_return_url: back || null,
      features: {
        customer_update: { allowed_updates: wanted.customer_update?.allowed_updates || [], enabled: wanted.customer_update?.enabled ?? false },
        invoice_history: { enabled: wanted.invoice_history?.enabled ?? false },
        payment_method_update: { enabled: wanted.payment_method_update?.enabled ?? false, payment_method_configuration: null },
        subscription_cancel: {
          cancellation_reason: { enabled: false, feedback_options: null, options: [] },
          enabled: wanted.subscription_cancel?.enabled ?? false,
          mode: wanted.subscription_cancel?.mode ?? "at_period_end",
          proration_behavior: wanted.subscription_cancel?.proration_behavior ?? "none",
        },
        subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
        subscription_update: {
          billing_cycle_anchor: null,
          default_allowed_updates: [],
          enabled: false,
          proration_behavior: "none",
          schedule_at_period_end: { conditions: [] },
          trial_update_behavior: "end_trial",
        },
      },
      is_default: false,
      livemode: false,
      login_page: { enabled: login?.enabled ?? false, url: login?.enabled ? `${call.engine.publicBase}/portal/login/${randomText(12)}` : null },
      metadata: mergeMetadata({}, given),
      name: name || null,
      updated: now,
    });
  },
});

const listConfigurations = operation<Stripe.BillingPortal.ConfigurationListParams>({
  name: "billingPortal.configurations.list",
  method: "GET",
  path: "/v1/billing_portal/configurations",
  params: { ...paging, active: boolean(), is_default: boolean() },
  run(call) {
    const { active, is_default: isDefault } = call.params;
    const rows = Object.values(call.engine.bucket(call.account)["billing_portal.configuration"]).filter(
      (row) => (active === undefined || row.active === active) && (isDefault === undefined || row.is_default === isDefault),
    );
    return page(rows, call.params, "/v1/billing_portal/configurations", "configuration");
  },
});

const createSession = operation<Stripe.BillingPortal.SessionCreateParams>({
  name: "billingPortal.sessions.create",
  method: "POST",
  path: "/v1/billing_portal/sessions",
  params: {
    customer: required(text()),
    configuration: text(),
    return_url: url(),
    locale: text(10),
    customer_account: later,
    flow_data: later,
    on_behalf_of: later,
    after_expiration: later,
  },
  run(call) {
    const { customer, configuration, return_url: back, locale } = call.params;
    livingCustomer(call, customer ?? "", "customer");
    const table = call.engine.bucket(call.account)["billing_portal.configuration"];
    const chosen = configuration
      ? referenced(call, "billing_portal.configuration", configuration, "configuration", "configuration")
      : Object.values(table).find((row) => row.is_default);
    if (!chosen) {
      throw invalidRequest(
        "No configuration provided and your test mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in test mode at https://dashboard.stripe.com/test/settings/billing/portal.",
      );
    }
    const id = newId("bps");
    return call.engine.save(call.account, "billing_portal.session", {
      id,
      object: "billing_portal.session",
      configuration: chosen.id,
      created: call.engine.clock.seconds(),
      customer: customer ?? "",
      customer_account: null,
      flow: null,
      livemode: false,
      locale: locale ?? null,
      on_behalf_of: null,
      return_url: back ?? chosen.default_return_url,
      url: `${call.engine.publicBase}/portal/${id}`,
    });
  },
});

export const portal: Operation[] = [
  createConfiguration,
  listConfigurations,
  retrieve("billingPortal.configurations.retrieve", "/v1/billing_portal/configurations/:id", "billing_portal.configuration", "configuration"),
  createSession,
];
