import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { missingResource } from "../engine/errors";
import { operation, type Operation, page, paging } from "../engine/operation";
import { boolean, clearable, text } from "../engine/params";
import type { AccountRecord } from "../engine/state";

const SEPA = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ");
const EUROPE = [...SEPA, ..."CH CZ DK GB HU NO PL RO SE".split(" ")];
const EVERYWHERE = "*";

/** The methods the sandbox shows, where each is offered, and whether a new account has it on. */
const METHODS = {
  card: { countries: EVERYWHERE, on: true },
  apple_pay: { countries: EVERYWHERE, on: true },
  google_pay: { countries: EVERYWHERE, on: true },
  link: { countries: [...EUROPE, "US", "CA", "AU", "NZ", "JP", "SG", "HK", "MX"], on: true },
  // PayPal through Stripe: Europe only, and the holder has to link a PayPal account first.
  paypal: { countries: EUROPE.filter((country) => !["HR", "HU", "RO"].includes(country)), on: false },
  klarna: { countries: [...EUROPE, "US", "CA", "AU", "NZ"], on: true },
  sepa_debit: { countries: SEPA, on: false },
  ideal: { countries: EUROPE, on: true },
  bancontact: { countries: EUROPE, on: true },
  amazon_pay: { countries: [...SEPA, "US", "GB", "CH"], on: true },
  cashapp: { countries: ["US"], on: true },
  us_bank_account: { countries: ["US"], on: false },
} as const satisfies Record<string, { countries: "*" | readonly string[]; on: boolean }>;

export type MethodName = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as [MethodName, ...MethodName[]];

/** What buyers of this account see of a method, as its configuration says. */
export function methodState(record: AccountRecord, name: MethodName): { available: boolean; on: boolean } {
  const { countries, on } = METHODS[name];
  const offered = countries === EVERYWHERE || (countries as readonly string[]).includes(record.account.country ?? "US");
  const chosen = record.methods[name] ?? {};
  const wanted = chosen.on ?? (on && offered);
  // A method is there to be used when its capability works: PayPal has one of its own, the others come with cards.
  const able = record.account.capabilities?.card_payments === "active" && (name !== "paypal" || wanted);
  return { available: chosen.available ?? (offered && able), on: wanted };
}

function methodView(record: AccountRecord, name: MethodName): Stripe.PaymentMethodConfiguration.Card {
  const { available, on } = methodState(record, name);
  return { available: available && on, display_preference: { overridable: null, preference: on ? "on" : "off", value: on ? "on" : "off" } };
}

/** Every account has its own default; a connected one has a second that belongs to the platform and is what the platform's checkouts use. */
function configurationsOf(engine: Engine, record: AccountRecord, forPlatform: boolean): Stripe.PaymentMethodConfiguration[] {
  const suffix = record.account.id.replace(/^acct_/, "");
  const methods = Object.fromEntries(METHOD_NAMES.map((name) => [name, methodView(record, name)]));
  const common = { object: "payment_method_configuration" as const, active: true, is_default: true, livemode: false, name: "Default", ...methods };
  const own = { ...common, id: `pmc_${suffix}`, application: null, parent: null };
  if (!forPlatform) return [own];
  return [own, { ...common, id: `pmc_${suffix}Connect`, application: engine.keys.clientId, parent: "pmc_sandboxPlatform" }];
}

const listAll = operation<Stripe.PaymentMethodConfigurationListParams>({
  name: "paymentMethodConfigurations.list",
  method: "GET",
  path: "/v1/payment_method_configurations",
  params: { ...paging, active: boolean(), application: clearable(text()) },
  run(call) {
    const record = call.engine.account(call.account);
    const { active, application } = call.params;
    const rows = record ? configurationsOf(call.engine, record, call.onBehalf) : [];
    const wanted = rows.filter(
      (row) => (active === undefined || row.active === active) && (application === undefined || row.application === (application || null)),
    );
    return page(wanted, call.params, "/v1/payment_method_configurations", "payment_method_configuration");
  },
});

const retrieveOne = operation<Stripe.PaymentMethodConfigurationRetrieveParams>({
  name: "paymentMethodConfigurations.retrieve",
  method: "GET",
  path: "/v1/payment_method_configurations/:id",
  params: {},
  run(call) {
    const record = call.engine.account(call.account);
    const id = call.path.id ?? "";
    const found = record && configurationsOf(call.engine, record, call.onBehalf).find((row) => row.id === id);
    if (!found) throw missingResource("payment_method_configuration", id, "id");
    return found;
  },
});

export const paymentMethodConfigurations: Operation[] = [listAll, retrieveOne];
