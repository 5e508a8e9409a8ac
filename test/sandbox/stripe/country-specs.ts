import type Stripe from "stripe";
import { CURRENCIES } from "../engine/currencies";
import { invalidRequest } from "../engine/errors";
import { operation, type Operation, page, paging } from "../engine/operation";
import { currencyOf } from "./account-object";

/** Where accounts can be opened, as far as the sandbox offers it. */
export const COUNTRIES = "AE AT AU BE BG BR CA CH CY CZ DE DK EE ES FI FR GB GR HK HR HU IE IN IT JP LT LU LV MT MX MY NL NO NZ PL PT RO SE SG SI SK TH US".split(" ");

/** Countries whose accounts charge in a few currencies only; all others charge in everything Stripe knows. */
const ONLY: Readonly<Record<string, readonly string[]>> = { BR: ["brl"] };

const PAYS_OUT_IN_FOREIGN: Readonly<Record<string, readonly string[]>> = { CH: ["eur", "gbp", "usd"], GB: ["eur", "usd"], NO: ["eur", "sek"], SE: ["eur", "nok"], DK: ["eur"], HK: ["usd"], SG: ["usd"] };

/** Lower-case currencies an account of this country may charge in, its own first. */
export function paymentCurrencies(country: string): readonly string[] {
  const own = currencyOf(country);
  return ONLY[country] ?? [own, ...[...CURRENCIES].filter((code) => code !== own).sort()];
}

function specOf(country: string): Stripe.CountrySpec {
  const own = currencyOf(country);
  const person = ["individual.address.city", "individual.address.line1", "individual.dob.day", "individual.dob.month", "individual.dob.year", "individual.email", "individual.first_name", "individual.last_name"];
  const business = ["business_profile.mcc", "business_profile.url", "business_type", "external_account", "tos_acceptance.date", "tos_acceptance.ip"];
  return {
    id: country,
    object: "country_spec",
    default_currency: own,
    supported_bank_account_currencies: Object.fromEntries([own, ...(PAYS_OUT_IN_FOREIGN[country] ?? [])].map((code) => [code, [country]])),
    supported_payment_currencies: [...paymentCurrencies(country)],
    supported_payment_methods: country === "US" ? ["ach", "card", "stripe"] : ["card", "stripe"],
    supported_transfer_countries: country === "BR" || country === "IN" ? [country] : COUNTRIES,
    verification_fields: {
      individual: { minimum: [...business, ...person], additional: ["individual.verification.document"] },
      company: {
        minimum: [...business, "company.address.city", "company.address.line1", "company.name", "company.phone", "company.tax_id", "representative.email", "representative.first_name", "representative.last_name"],
        additional: ["company.verification.document", "representative.verification.document"],
      },
    },
  };
}

const listAll = operation<Stripe.CountrySpecListParams>({
  name: "countrySpecs.list",
  method: "GET",
  path: "/v1/country_specs",
  params: { ...paging },
  run: (call) => page([...COUNTRIES].reverse().map(specOf), call.params, "/v1/country_specs", "country spec"),
});

const retrieveOne = operation<Stripe.CountrySpecRetrieveParams>({
  name: "countrySpecs.retrieve",
  method: "GET",
  path: "/v1/country_specs/:country",
  params: {},
  run(call) {
    const country = call.path.country ?? "";
    if (!COUNTRIES.includes(country))
      throw invalidRequest(`Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'. A full list of country codes is available at https://stripe.com/global.`, { param: "country" });
    return specOf(country);
  },
});

export const countrySpecs: Operation[] = [listAll, retrieveOne];
