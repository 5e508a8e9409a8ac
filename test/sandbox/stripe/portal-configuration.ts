import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { invalidRequest } from "../engine/errors";
import { newId, randomText } from "../engine/ids";
import { applicationOf, mergeMetadata, operation, type Operation, page, paging, retrieve, subject } from "../engine/operation";
import { boolean, clearable, hash, later, list, metadata, oneOf, required, text, url } from "../engine/params";

type Configuration = Stripe.BillingPortal.Configuration;
type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;
type ChangedFeatures = Stripe.BillingPortal.ConfigurationUpdateParams.Features;

const updates = clearable(list(oneOf("address", "email", "name", "phone", "shipping", "tax_id")));
const mode = oneOf("at_period_end", "immediately");
const prorations = oneOf("always_invoice", "create_prorations", "none");

const features = hash<Features>({
  customer_update: hash<NonNullable<Features["customer_update"]>>({ enabled: required(boolean()), allowed_updates: updates }),
  invoice_history: hash<NonNullable<Features["invoice_history"]>>({ enabled: required(boolean()) }),
  payment_method_update: hash<NonNullable<Features["payment_method_update"]>>({ enabled: required(boolean()), payment_method_configuration: later }),
  subscription_cancel: hash<NonNullable<Features["subscription_cancel"]>>({
    enabled: required(boolean()),
    mode,
    proration_behavior: prorations,
    cancellation_reason: later,
  }),
  subscription_pause: later,
  subscription_update: later,
});

const changedFeatures = hash<ChangedFeatures>({
  customer_update: hash<NonNullable<ChangedFeatures["customer_update"]>>({ enabled: boolean(), allowed_updates: updates }),
  invoice_history: hash<NonNullable<ChangedFeatures["invoice_history"]>>({ enabled: required(boolean()) }),
  payment_method_update: hash<NonNullable<ChangedFeatures["payment_method_update"]>>({ enabled: required(boolean()), payment_method_configuration: later }),
  subscription_cancel: hash<NonNullable<ChangedFeatures["subscription_cancel"]>>({
    enabled: boolean(),
    mode,
    proration_behavior: prorations,
    cancellation_reason: later,
  }),
  subscription_pause: later,
  subscription_update: later,
});

function applyFeatures(configuration: Configuration, wanted: Features | ChangedFeatures): void {
  const { customer_update: customer, invoice_history: history, payment_method_update: method, subscription_cancel: cancel } = wanted;
  const now = configuration.features;
  if (customer?.enabled !== undefined) now.customer_update.enabled = customer.enabled;
  if (customer?.allowed_updates !== undefined) now.customer_update.allowed_updates = customer.allowed_updates || [];
  if (history) now.invoice_history.enabled = history.enabled;
  if (method) now.payment_method_update.enabled = method.enabled;
  if (cancel?.enabled !== undefined) now.subscription_cancel.enabled = cancel.enabled;
  if (cancel?.mode) now.subscription_cancel.mode = cancel.mode;
  if (cancel?.proration_behavior) now.subscription_cancel.proration_behavior = cancel.proration_behavior;
}

/** A configuration in which nothing is allowed yet. */
function emptyConfiguration(engine: Engine, application: string | null): Configuration {
  const now = engine.clock.seconds();
  return {
    id: newId("bpc"),
    object: "billing_portal.configuration",
    active: true,
    application,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: now,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: false },
      payment_method_update: { enabled: false, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: false,
        mode: "at_period_end",
        proration_behavior: "none",
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
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: now,
  };
}

/**
 * The configuration that is there because somebody saved the portal's settings in the Dashboard; null where nobody has (`control.portal.setDefault`).
 * It is the account's own, also in the eyes of a platform.
 */
export function defaultConfiguration(engine: Engine, account: string): Configuration | null {
  if (!engine.account(account)?.portalDefault) return null;
  const existing = Object.values(engine.bucket(account)["billing_portal.configuration"]).find((row) => row.is_default);
  if (existing) return existing;
  const made = emptyConfiguration(engine, null);
  made.is_default = true;
  applyFeatures(made, {
    customer_update: { enabled: true, allowed_updates: ["email", "address", "phone", "tax_id"] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true },
  });
  return engine.save(account, "billing_portal.configuration", made);
}

const create = operation<Stripe.BillingPortal.ConfigurationCreateParams>({
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
    const made = emptyConfiguration(call.engine, applicationOf(call));
    applyFeatures(made, wanted);
    Object.assign(made, { default_return_url: back || null, metadata: mergeMetadata({}, given), name: name || null } satisfies Partial<Configuration>);
    made.business_profile = {
      headline: profile?.headline || null,
      privacy_policy_url: profile?.privacy_policy_url ?? null,
      terms_of_service_url: profile?.terms_of_service_url ?? null,
    };
    if (login?.enabled) made.login_page = { enabled: true, url: `${call.engine.publicBase}/portal/login/${randomText(12)}` };
    call.engine.save(call.account, "billing_portal.configuration", made);
    call.engine.emit(call.account, "billing_portal.configuration.created", made);
    return made;
  },
});

const update = operation<Stripe.BillingPortal.ConfigurationUpdateParams>({
  name: "billingPortal.configurations.update",
  method: "POST",
  path: "/v1/billing_portal/configurations/:id",
  params: {
    active: boolean(),
    business_profile: hash<Stripe.BillingPortal.ConfigurationUpdateParams.BusinessProfile>({
      headline: clearable(text(60)),
      privacy_policy_url: clearable(url()),
      terms_of_service_url: clearable(url()),
    }),
    default_return_url: clearable(url()),
    features: changedFeatures,
    metadata: clearable(metadata()),
    name: clearable(text()),
    login_page: later,
  },
  run(call) {
    const configuration = subject(call, "billing_portal.configuration", "configuration");
    const { active, business_profile: profile, default_return_url: back, features: wanted, metadata: given, name } = call.params;
    if (active === false && configuration.is_default) throw invalidRequest("You cannot deactivate the default configuration.", { param: "active" });
    call.engine.guard(configuration);
    if (active !== undefined) configuration.active = active;
    if (back !== undefined) configuration.default_return_url = back || null;
    if (name !== undefined) configuration.name = name || null;
    if (profile?.headline !== undefined) configuration.business_profile.headline = profile.headline || null;
    if (profile?.privacy_policy_url !== undefined) configuration.business_profile.privacy_policy_url = profile.privacy_policy_url || null;
    if (profile?.terms_of_service_url !== undefined) configuration.business_profile.terms_of_service_url = profile.terms_of_service_url || null;
    if (wanted) applyFeatures(configuration, wanted);
    configuration.metadata = mergeMetadata(configuration.metadata, given);
    configuration.updated = call.engine.clock.seconds();
    call.engine.emit(call.account, "billing_portal.configuration.updated", configuration);
    return configuration;
  },
});

const listAll = operation<Stripe.BillingPortal.ConfigurationListParams>({
  name: "billingPortal.configurations.list",
  method: "GET",
  path: "/v1/billing_portal/configurations",
  params: { ...paging, active: boolean(), is_default: boolean() },
  run(call) {
    const { active, is_default: isDefault } = call.params;
    defaultConfiguration(call.engine, call.account);
    const rows = Object.values(call.engine.bucket(call.account)["billing_portal.configuration"]).filter(
      (row) => (active === undefined || row.active === active) && (isDefault === undefined || row.is_default === isDefault),
    );
    return page(rows, call.params, "/v1/billing_portal/configurations", "configuration");
  },
});

export const portalConfigurations: Operation[] = [
  create,
  update,
  listAll,
  retrieve("billingPortal.configurations.retrieve", "/v1/billing_portal/configurations/:id", "billing_portal.configuration", "configuration"),
];
