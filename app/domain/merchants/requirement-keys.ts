import { INTERVENTIONS } from "./interventions";

/** Where in the creator's own Stripe Dashboard something is done. */
export type Place = "verification" | "business" | "bank" | "payment_methods" | "support";

/** One thing asked for. Several of Stripe's keys (day, month, year) are one thing to a person: they share `group`. */
export interface AskedFor {
  group: string;
  /** A noun phrase that begins with a capital: "Your date of birth". */
  what: string;
  /** Why Stripe wants such a thing, one sentence. */
  why: string;
  place: Place;
}

const IDENTITY = "By law Stripe must know who it pays before it moves money.";
const BUSINESS = "Stripe must know what business it takes payments for.";
const OWNERS = "The law asks Stripe to know who owns and runs a company.";
const AGREEMENT = "Stripe may only work for accounts that have accepted its terms.";
const BANK = "Stripe needs a bank account in the business's name to pay you out.";
const BUYER = "Your buyers see it beside the charge, so that they recognise it and do not dispute it.";

type Phrase = (whose: string, country: string | null) => string;

/** Topics of a person (or the account holder), by the longest path that fits. `whose` is "your", "the owner's" … */
const PERSON: Record<string, Phrase> = {
  first_name: (whose) => `${whose} full legal name`,
  last_name: (whose) => `${whose} full legal name`,
  full_name_aliases: (whose) => `Other names in ${whose} papers`,
  maiden_name: (whose) => `${whose} name at birth`,
  dob: (whose) => `${whose} date of birth`,
  address: (whose) => `${whose} home address`,
  registered_address: (whose) => `${whose} registered address`,
  email: (whose) => `${whose} email address`,
  phone: (whose) => `${whose} phone number`,
  id_number: (whose, country) => `${whose} ${idNumberName(country)}`,
  id_number_secondary: (whose) => `A second number from ${whose} identity papers`,
  ssn_last_4: (whose) => `The last four digits of ${whose} Social Security number`,
  nationality: (whose) => `${whose} nationality`,
  political_exposure: (whose) => `Whether public office is among ${whose} roles`,
  gender: (whose) => `${whose} gender as in the identity papers`,
  "relationship.title": (whose) => `${whose} job title`,
  "relationship.percent_ownership": (whose) => `${whose} share in the company`,
  relationship: (whose) => `${whose} role in the business`,
  "verification.document": (whose) => `A photo of ${whose} identity document (passport, ID card or driving licence)`,
  "verification.additional_document": (whose) => `A second document that shows ${whose} name and address (for example a utility bill)`,
  "verification.proof_of_liveness": (whose) => `A short selfie check of ${whose} face`,
  "documents.company_authorization": (whose) => `A paper that proves ${whose} right to act for the company`,
  "documents.passport": (whose) => `A photo of ${whose} passport`,
  "documents.visa": (whose) => `A photo of ${whose} visa`,
};

const COMPANY: Record<string, { what: string | ((country: string | null) => string); why: string }> = {
  name: { what: "The company's registered name", why: BUSINESS },
  phone: { what: "The company's phone number", why: BUSINESS },
  address: { what: "The company's registered address", why: BUSINESS },
  tax_id: { what: (country) => `The company's ${taxIdName(country)}`, why: BUSINESS },
  tax_id_registrar: { what: "The office that issued the company's tax number", why: BUSINESS },
  vat_id: { what: "The company's VAT number", why: BUSINESS },
  registration_number: { what: "The company's registration number", why: BUSINESS },
  registration_date: { what: "The date the company was registered", why: BUSINESS },
  structure: { what: "The company's legal form", why: BUSINESS },
  export_license_id: { what: "The company's export licence number", why: "It is needed to take payments from buyers abroad." },
  export_purpose_code: { what: "The purpose code of what the company exports", why: "It is needed to take payments from buyers abroad." },
  owners_provided: { what: "A complete list of the company's owners", why: OWNERS },
  directors_provided: { what: "A complete list of the company's directors", why: OWNERS },
  executives_provided: { what: "A complete list of the company's executives", why: OWNERS },
  ownership_declaration: { what: "Your confirmation that the list of owners is right", why: OWNERS },
  ownership_exemption_reason: { what: "Why the company need not name its owners", why: OWNERS },
  directorship_declaration: { what: "Your confirmation that the list of directors is right", why: OWNERS },
  representative_declaration: { what: "Your confirmation that you may act for the company", why: OWNERS },
  "verification.document": { what: "A document that proves the company exists (for example an extract from the company register)", why: BUSINESS },
};

const DOCUMENTS: Record<string, { what: string; why: string }> = {
  bank_account_ownership_verification: { what: "A document that shows the bank account is the business's own", why: BANK },
  company_license: { what: "The company's licence", why: BUSINESS },
  company_memorandum_of_association: { what: "The company's memorandum of association", why: OWNERS },
  company_ministerial_decree: { what: "The ministerial decree that founded the company", why: BUSINESS },
  company_registration_verification: { what: "An extract from the company register", why: BUSINESS },
  company_tax_id_verification: { what: "A document that shows the company's tax number", why: BUSINESS },
  proof_of_address: { what: "A document that proves the business's address", why: BUSINESS },
  proof_of_registration: { what: "Proof that the business is registered", why: BUSINESS },
  proof_of_ultimate_beneficial_ownership: { what: "Proof of who owns the company in the end", why: OWNERS },
};

const ACCOUNT: Record<string, { what: string; why: string; place: Place }> = {
  "business_profile.mcc": { what: "The trade your business is in", why: BUSINESS, place: "business" },
  "business_profile.name": { what: "The public name of your business", why: BUYER, place: "business" },
  "business_profile.product_description": { what: "A short description of what you sell", why: BUSINESS, place: "business" },
  "business_profile.support_phone": { what: "A phone number your buyers can call", why: "Card networks want buyers to be able to reach you.", place: "business" },
  "business_profile.support_email": { what: "An email address your buyers can write to", why: "Card networks want buyers to be able to reach you.", place: "business" },
  "business_profile.support_url": { what: "A page where your buyers find help", why: "Card networks want buyers to be able to reach you.", place: "business" },
  "business_profile.url": { what: "The address of your website (your store's address will do)", why: "Stripe looks at it to see what you sell.", place: "business" },
  "business_profile.annual_revenue": { what: "Roughly what your business earns in a year", why: BUSINESS, place: "business" },
  "business_profile.estimated_worker_count": { what: "Roughly how many people work in your business", why: BUSINESS, place: "business" },
  "business_profile.minority_owned_business_designation": { what: "An answer on minority ownership", why: "The law asks Stripe to ask; you may decline to say.", place: "business" },
  business_profile: { what: "Something about your business", why: BUSINESS, place: "business" },
  business_type: { what: "Whether you sell as a person or as a company", why: BUSINESS, place: "verification" },
  external_account: { what: "Your bank account for payouts", why: BANK, place: "bank" },
  bank_account: { what: "Your bank account for payouts", why: BANK, place: "bank" },
  tos_acceptance: { what: "Your agreement to Stripe's terms", why: AGREEMENT, place: "verification" },
  "settings.payments.statement_descriptor": { what: "The name on your buyers' card statements", why: BUYER, place: "business" },
  "settings.card_payments.statement_descriptor_prefix": { what: "The short name on your buyers' card statements", why: BUYER, place: "business" },
  settings: { what: "One of your Stripe account's settings", why: "Stripe cannot take payments without it.", place: "verification" },
};

/** People by their place in the key; a `person_…` is somebody named in Stripe whom we do not know by name. */
const PEOPLE: Record<string, { whose: string; group: string; why: string }> = {
  individual: { whose: "your", group: "individual", why: IDENTITY },
  representative: { whose: "the account representative's", group: "representative", why: IDENTITY },
  owners: { whose: "each owner's", group: "owners", why: OWNERS },
  directors: { whose: "each director's", group: "directors", why: OWNERS },
  executives: { whose: "each executive's", group: "executives", why: OWNERS },
};

/**
 * One of Stripe's requirement keys in words. Total: a key nobody has seen yet gets a line that names its area.
 * @param people the `person_…` ids of this account in order, to tell two of them apart
 * https://docs.stripe.com/connect/required-verification-information
 */
export function describeKey(key: string, country: string | null, people: readonly string[] = []): AskedFor {
  const [head = "", ...rest] = key.split(".");
  const path = rest.join(".");
  if (head.startsWith("interv_")) return intervention(head, rest);
  if (head.startsWith("person_")) {
    const who = people.length > 1 ? `Person ${people.indexOf(head) + 1} of ${people.length} named in your Stripe account` : "Somebody named in your Stripe account";
    const asked = person({ whose: "their", group: head, why: OWNERS }, path, country, "them");
    return { ...asked, what: `${who}: ${asked.what.charAt(0).toLowerCase()}${asked.what.slice(1)}` };
  }
  const known = Object.hasOwn(PEOPLE, head) ? PEOPLE[head] : undefined;
  if (known) return person(known, path, country, known.whose === "your" ? "you" : known.whose.replace(/'s$/, ""));
  if (head === "company") {
    const found = longest(COMPANY, path);
    if (!found) return { group: `company.${path}`, what: "Something about your company", why: BUSINESS, place: "verification" };
    const { what, why } = found.value;
    return { group: `company.${found.topic}`, what: typeof what === "string" ? what : what(country), why, place: "verification" };
  }
  if (head === "documents") {
    const found = longest(DOCUMENTS, path);
    return { group: `documents.${found?.topic ?? path}`, ...(found?.value ?? { what: "A document about your business", why: BUSINESS }), place: "verification" };
  }
  const found = longest(ACCOUNT, key);
  if (found) return { group: found.topic, ...found.value };
  return { group: key, what: "Something we have no name for yet; Stripe's own page names it", why: "Stripe asks for it on your account.", place: "verification" };
}

function person(who: { whose: string; group: string; why: string }, path: string, country: string | null, name: string): AskedFor {
  const found = longest(PERSON, stripScript(path));
  const what = found ? found.value(who.whose, country) : `Something about ${name}`;
  return { group: `${who.group}.${found ? groupOf(found.topic) : path}`, what: capital(what), why: who.why, place: "verification" };
}

/** `interv_….<kind>.<form|support>`: a question of Stripe's own risk team. */
function intervention(head: string, [kind = "", way]: string[]): AskedFor {
  const known = Object.hasOwn(INTERVENTIONS, kind) ? INTERVENTIONS[kind] : undefined;
  return {
    group: `${head}.${kind}`,
    what: known?.what ?? "An answer to a question from Stripe's review team",
    why: known?.why ?? "Stripe is looking at your business and needs to hear from you before it goes on.",
    place: way === "support" ? "support" : "verification",
  };
}

/** First and last name are asked for together. */
function groupOf(topic: string): string {
  return topic === "last_name" ? "first_name" : topic;
}

/** `address_kana.line1` is the address, written in another script. */
function stripScript(path: string): string {
  return path.replace(/_(kana|kanji)(?=\.|$)/, "");
}

/** The entry for the longest beginning of `path`, cut at dots. */
function longest<T>(table: Record<string, T>, path: string): { topic: string; value: T } | null {
  for (let topic = stripScript(path); topic; topic = topic.slice(0, Math.max(0, topic.lastIndexOf(".")))) {
    if (Object.hasOwn(table, topic)) return { topic, value: table[topic] as T };
  }
  return null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function idNumberName(country: string | null): string {
  const names: Record<string, string> = { US: "Social Security number (SSN)", CA: "Social Insurance Number (SIN)", GB: "National Insurance number" };
  return (country && names[country]) || "national identity or tax number";
}

function taxIdName(country: string | null): string {
  const names: Record<string, string> = {
    US: "Employer Identification Number (EIN)", CA: "Business Number (BN)", GB: "company number (CRN) or Unique Taxpayer Reference (UTR)",
    AU: "Australian Business Number (ABN) or company number (ACN)", NZ: "New Zealand Business Number (NZBN)",
  };
  return (country && names[country]) || "registration or tax number";
}
