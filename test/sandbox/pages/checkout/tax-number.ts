import type Stripe from "stripe";
import type { CheckoutView } from "../../control/money";
import { SandboxError } from "../../engine/errors";
import { field } from "../kit/form";
import { html, type Html } from "../kit/html";
import type { Draft } from "./draft";

type TaxIdType = Stripe.Checkout.Session.CustomerDetails.TaxId.Type;

const EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");
const VAT = /^[A-Z]{2}[0-9A-Z+*]{2,13}$/;
const DIGITS = /^[0-9][0-9 ./-]{5,20}$/;
/** The kind of number a country's businesses have, as far as the sandbox knows it, and how one looks. https://docs.stripe.com/tax/checkout/tax-ids */
const OTHERS: Record<string, [TaxIdType, RegExp]> = {
  GB: ["gb_vat", VAT],
  CH: ["ch_vat", /^CHE[-0-9.]{9,12}( ?(MWST|TVA|IVA))?$/],
  NO: ["no_vat", /^[0-9]{9}MVA$/],
  US: ["us_ein", /^[0-9]{2}-?[0-9]{7}$/],
  AU: ["au_abn", DIGITS],
  BR: ["br_cnpj", DIGITS],
  IN: ["in_gst", /^[0-9]{2}[0-9A-Z]{13}$/],
  NZ: ["nz_gst", DIGITS],
};

function kindOf(country: string): [TaxIdType, RegExp] | undefined {
  return EU.includes(country) ? ["eu_vat", VAT] : OTHERS[country];
}

/** Where a session collects tax numbers: "I am buying as a business". Stripe asks by the country; here the country chosen below decides. */
export function taxNumberFields({ session }: CheckoutView, draft: Draft): Html | false {
  if (!session.tax_id_collection?.enabled) return false;
  return html`<details${(draft.business || draft.taxId || session.tax_id_collection.required !== "never") && html` open`}><summary>I am buying as a business</summary><div class="fields">
  ${field({ label: "Business name", name: "business", value: draft.business, autocomplete: "organization" })}
  ${field({ label: "Tax number", name: "tax_id", value: draft.taxId, hint: "For example NL123456789B01. What it is called follows from the country." })}</div></details>`;
}

/** What the buyer typed there, as the payment takes it. @throws {SandboxError} in words for the buyer */
export function taxNumberOf({ session }: CheckoutView, { business, taxId, country }: Draft): { business?: string; taxId?: { type: TaxIdType; value: string } } {
  const collected = session.tax_id_collection;
  if (!collected?.enabled) return {};
  const kind = kindOf(country);
  if (!taxId) {
    if (collected.required === "if_supported" && kind) throw new SandboxError("Enter your tax number.");
    return business ? { business } : {};
  }
  if (!kind) throw new SandboxError("The sandbox knows no tax numbers of this country. Leave the field empty, or choose another country.");
  const [type, form] = kind;
  const value = taxId.toUpperCase().trim();
  if (!form.test(value)) throw new SandboxError("Your tax number is not valid for this country.");
  if (!business) throw new SandboxError("Enter the name of your business.");
  return { business, taxId: { type, value } };
}
