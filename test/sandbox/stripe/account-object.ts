import type Stripe from "stripe";
import { PLATFORM_ACCOUNT } from "../engine/constants";
import type { Engine } from "../engine/engine";
import { newId, randomText } from "../engine/ids";
import { type AccountRecord, emptyDetails } from "../engine/state";

type Requirements = Stripe.Account.Requirements;

/** The application as Stripe names our platform in `account.application.*` events. */
export function applicationObject(engine: Engine): Stripe.Application {
  return { id: engine.keys.clientId, object: "application", name: engine.applicationName };
}

export function noRequirements(): Requirements {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: [],
    disabled_reason: null,
    errors: [],
    eventually_due: [],
    past_due: [],
    pending_verification: [],
  };
}

/** What a fresh Standard account is asked for before it can do anything. */
const ONBOARDING_FIELDS = [
  "business_profile.product_description",
  "business_profile.support_phone",
  "business_profile.url",
  "business_type",
  "external_account",
  "individual.address.city",
  "individual.address.line1",
  "individual.address.postal_code",
  "individual.dob.day",
  "individual.dob.month",
  "individual.dob.year",
  "individual.email",
  "individual.first_name",
  "individual.last_name",
  "individual.phone",
  "settings.payments.statement_descriptor",
  "tos_acceptance.date",
  "tos_acceptance.ip",
];

const CURRENCY_OF: Readonly<Record<string, string>> = {
  US: "usd",
  GB: "gbp",
  CA: "cad",
  AU: "aud",
  NZ: "nzd",
  JP: "jpy",
  CH: "chf",
  SE: "sek",
  NO: "nok",
  DK: "dkk",
  PL: "pln",
  CZ: "czk",
  HU: "huf",
  RO: "ron",
  BR: "brl",
  MX: "mxn",
  SG: "sgd",
  HK: "hkd",
  IN: "inr",
  TH: "thb",
  MY: "myr",
  AE: "aed",
};

export function currencyOf(country: string): string {
  return CURRENCY_OF[country] ?? "eur";
}

export interface NewAccount {
  kind: "controlled" | "independent";
  email: string | null;
  country: string;
  currency?: string;
  businessName: string | null;
  url?: string | null;
  /** `complete` can charge at once; `new` still has all of Stripe's onboarding before it. */
  status: "complete" | "new";
  metadata?: Record<string, string>;
  heldByAnotherPlatform?: boolean;
  hidesRequirements?: boolean;
  id?: string;
}

export function makeAccount(engine: Engine, given: NewAccount): AccountRecord {
  const complete = given.status === "complete";
  const controlled = given.kind === "controlled";
  const due = complete ? [] : [...ONBOARDING_FIELDS];
  const now = engine.clock.seconds();
  const account: Stripe.Account = {
    id: given.id ?? `acct_1${randomText(15)}`,
    object: "account",
    business_profile: {
      mcc: complete ? "8299" : null,
      minority_owned_business_designation: null,
      name: given.businessName,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: given.email,
      support_phone: null,
      support_url: null,
      url: given.url ?? null,
    },
    business_type: complete ? "individual" : null,
    capabilities: { card_payments: complete ? "active" : "inactive", transfers: complete ? "active" : "inactive" },
    charges_enabled: complete,
    controller: controlled
      ? {
          fees: { payer: "account" },
          is_controller: true,
          losses: { payments: "stripe" },
          requirement_collection: "stripe",
          stripe_dashboard: { type: "full" },
          type: "application",
        }
      : { type: "account" },
    country: given.country,
    created: now,
    default_currency: given.currency ?? currencyOf(given.country),
    details_submitted: complete,
    email: given.email,
    future_requirements: noRequirements(),
    metadata: given.metadata ?? {},
    payouts_enabled: complete,
    requirements: {
      ...noRequirements(),
      currently_due: due,
      eventually_due: due,
      past_due: due,
      disabled_reason: complete ? null : "requirements.past_due",
    },
    settings: {
      bacs_debit_payments: { display_name: null, service_user_number: null },
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_issuing: { tos_acceptance: { date: null, ip: null } },
      card_payments: {
        decline_on: { avs_failure: false, cvc_failure: false },
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: given.businessName, timezone: "Etc/UTC" },
      invoices: { default_account_tax_ids: null, hosted_payment_method_save: "never" },
      payments: {
        statement_descriptor: complete && given.businessName ? given.businessName.toUpperCase().slice(0, 22) : null,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      payouts: { debit_negative_balances: true, schedule: { delay_days: 2, interval: "daily" }, statement_descriptor: null },
      sepa_debit_payments: {},
    },
    tos_acceptance: complete ? { date: now, ip: null, user_agent: null } : { date: null, ip: null, user_agent: null },
    type: "standard",
  };
  const record: AccountRecord = {
    account,
    kind: given.kind,
    heldByAnotherPlatform: given.heldByAnotherPlatform ?? false,
    connected: controlled,
    connectedAt: controlled ? now : null,
    hidesRequirements: given.hidesRequirements ?? false,
    taxActive: false,
    externalAccount: { id: newId("ba"), bankName: "STRIPE TEST BANK", last4: "6789", status: "new" },
    ...emptyDetails(),
  };
  engine.state.accounts[account.id] = record;
  engine.bucket(account.id);
  engine.touch();
  return record;
}

/** The account as our platform sees it (or it itself, with a key of its own): bank accounts only for who is in control, requirements only where Stripe shows them. */
export function accountView(record: AccountRecord, own = false): Stripe.Account {
  const { requirements, future_requirements: future, capabilities, ...rest } = record.account;
  const view: Stripe.Account = record.hidesRequirements ? rest : { ...rest, requirements, future_requirements: future, capabilities };
  if (record.kind === "controlled" || own) view.external_accounts = externalAccounts(record);
  return view;
}

/** The bank account that payouts go to. */
export function bankAccountOf(record: AccountRecord): Stripe.BankAccount {
  const { id, bankName, last4 } = record.externalAccount;
  return {
    id,
    object: "bank_account",
    account: record.account.id,
    account_holder_name: null,
    account_holder_type: null,
    account_type: null,
    available_payout_methods: record.instantPayouts ? ["instant", "standard"] : ["standard"],
    bank_name: bankName,
    country: record.account.country ?? "US",
    currency: record.account.default_currency ?? "usd",
    default_for_currency: true,
    fingerprint: id.slice(3, 19),
    last4,
    metadata: {},
    routing_number: "110000000",
    status: record.externalAccount.status,
  };
}

function externalAccounts(record: AccountRecord): Stripe.ApiList<Stripe.ExternalAccount> {
  const given = record.account.details_submitted ? [bankAccountOf(record)] : [];
  return { object: "list", data: given, has_more: false, url: `/v1/accounts/${record.account.id}/external_accounts` };
}

/** Tells the platform that the account changed. */
export function emitAccountUpdated(engine: Engine, id: string, previous?: object): void {
  const record = engine.account(id);
  if (!record || id === PLATFORM_ACCOUNT) return;
  engine.touch();
  engine.emit(id, "account.updated", accountView(record), previous ? { previous } : {});
}

/** One capability as an object of its own (`capability.updated`, `/v1/accounts/:id/capabilities`). */
export function capabilityView(record: AccountRecord, name: string): Stripe.Capability {
  const status = (record.account.capabilities as Record<string, string | undefined> | undefined)?.[name] ?? "unrequested";
  const from = (source: Requirements | Stripe.Account.FutureRequirements | undefined) => ({
    alternatives: source?.alternatives ?? [],
    current_deadline: source?.current_deadline ?? null,
    currently_due: source?.currently_due ?? [],
    disabled_reason: status === "active" ? null : (record.capabilityReasons[name] ?? (source?.disabled_reason ? "requirements.fields_needed" : null)),
    errors: source?.errors ?? [],
    eventually_due: source?.eventually_due ?? [],
    past_due: source?.past_due ?? [],
    pending_verification: source?.pending_verification ?? [],
  });
  return {
    id: name,
    object: "capability",
    account: record.account.id,
    requested: status !== "unrequested",
    requested_at: record.account.created ?? null,
    status,
    requirements: from(record.account.requirements),
    future_requirements: from(record.account.future_requirements),
  };
}
