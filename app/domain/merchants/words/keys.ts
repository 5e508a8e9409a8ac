import { companyNumber, personNumber } from "./numbers";

/** Why Stripe wants such a thing. */
export const WHY = {
  identity: "By law Stripe must know who it pays before it moves money.",
  business: "Stripe must know what business it takes payments for.",
  owners: "The law asks Stripe to know who owns and runs a company.",
  agreement: "Stripe may only work for accounts that have accepted its terms.",
  bank: "Stripe needs a bank account in the business's name to pay you out.",
  buyer: "Your buyers see it beside the charge, so that they recognise it and do not dispute it.",
  reach: "Card networks want buyers to be able to reach you.",
  export: "It is needed to take payments from buyers abroad.",
  unknown: "Stripe asks for it on your account.",
};

export interface PersonTopic {
  /** @param whose "your", "each owner's": the whole begins with a capital afterwards */
  of: (given: { whose: string; country: string | null }) => string;
  /** After "Ada Lovelace (director): ", so it begins with a small letter. */
  alone: (given: { country: string | null }) => string;
}

function topic(alone: string, of: (whose: string) => string = (whose) => `${whose} ${alone}`): PersonTopic {
  return { of: ({ whose }) => of(whose), alone: () => alone };
}

/** Of a person or the account holder, by the longest beginning of a key that fits. */
export const PERSON_TOPICS: Record<string, PersonTopic> = {
  first_name: topic("full legal name"),
  last_name: topic("full legal name"),
  full_name_aliases: topic("other names in the identity papers", (whose) => `other names in ${whose} papers`),
  maiden_name: topic("name at birth"),
  dob: topic("date of birth"),
  address: topic("home address"),
  registered_address: topic("registered address"),
  email: topic("email address"),
  phone: topic("phone number"),
  id_number: { of: ({ whose, country }) => `${whose} ${personNumber({ country })}`, alone: ({ country }) => personNumber({ country }) },
  id_number_secondary: topic("a second number from the identity papers", (whose) => `a second number from ${whose} identity papers`),
  ssn_last_4: topic("the last four digits of the Social Security number", (whose) => `the last four digits of ${whose} Social Security number`),
  nationality: topic("nationality"),
  political_exposure: topic("whether this person holds a public office", (whose) => `whether public office is among ${whose} roles`),
  gender: topic("gender as in the identity papers"),
  "relationship.title": topic("job title"),
  "relationship.percent_ownership": topic("share in the company"),
  relationship: topic("role in the business"),
  "verification.document": topic("a photo of an identity document", (whose) => `a photo of ${whose} identity document (passport, ID card or driving licence)`),
  "verification.additional_document": topic("a second document that shows name and address", (whose) => `a second document that shows ${whose} name and address (for example a utility bill)`),
  "verification.proof_of_liveness": topic("a short selfie check", (whose) => `a short selfie check of ${whose} face`),
  verification: topic("proof of identity"),
  "documents.company_authorization": topic("a paper that proves the right to act for the company", (whose) => `a paper that proves ${whose} right to act for the company`),
  "documents.passport": topic("a photo of the passport", (whose) => `a photo of ${whose} passport`),
  "documents.visa": topic("a photo of the visa", (whose) => `a photo of ${whose} visa`),
  documents: topic("a further document", (whose) => `a further document about ${whose} person`),
  additional_tos_acceptances: topic("agreement to Stripe's terms"),
  us_cfpb_data: topic("an answer on ethnicity and race, which may be declined", (whose) => `${whose} answer on ethnicity and race, which may be declined`),
};

/** A detail of a person that is newer than this build. */
export const unknownPersonTopic: PersonTopic = topic("a further detail", (whose) => `a further detail of ${whose} record`);

export interface BusinessTopic {
  what: string | ((given: { country: string | null }) => string);
  why: string;
}

export const COMPANY_TOPICS: Record<string, BusinessTopic> = {
  name: { what: "The company's registered name", why: WHY.business },
  phone: { what: "The company's phone number", why: WHY.business },
  address: { what: "The company's registered address", why: WHY.business },
  administrative_address: { what: "The address the company is run from", why: WHY.business },
  physical_address: { what: "The address where the company really works", why: WHY.business },
  principal_place_of_business: { what: "The company's main place of business", why: WHY.business },
  tax_id: { what: ({ country }) => `The company's ${companyNumber({ country })}`, why: WHY.business },
  tax_id_registrar: { what: "The court or office where the company is registered", why: WHY.business },
  vat_id: { what: "The company's VAT number", why: WHY.business },
  registration_number: { what: "The company's registration number", why: WHY.business },
  registration_date: { what: "The date the company was registered", why: WHY.business },
  structure: { what: "The company's legal form", why: WHY.business },
  export_license_id: { what: "The company's import-export code", why: WHY.export },
  export_purpose_code: { what: "The purpose code of what the company exports", why: WHY.export },
  owners_provided: { what: "A complete list of the company's owners", why: WHY.owners },
  directors_provided: { what: "A complete list of the company's directors", why: WHY.owners },
  executives_provided: { what: "A complete list of the company's executives", why: WHY.owners },
  ownership_declaration: { what: "Your confirmation that the list of owners is right", why: WHY.owners },
  ownership_exemption_reason: { what: "Why the company need not name its owners", why: WHY.owners },
  directorship_declaration: { what: "Your confirmation that the list of directors is right", why: WHY.owners },
  representative_declaration: { what: "Your confirmation that you may act for the company", why: WHY.owners },
  "verification.document": { what: "A document that proves the company exists (for example an extract from the company register)", why: WHY.business },
};

export const unknownCompanyTopic: BusinessTopic = { what: "Something about your company", why: WHY.business };

export const DOCUMENT_TOPICS: Record<string, BusinessTopic> = {
  bank_account_ownership_verification: { what: "A document that shows the bank account is the business's own", why: WHY.bank },
  company_license: { what: "The company's licence", why: WHY.business },
  company_memorandum_of_association: { what: "The company's memorandum of association", why: WHY.owners },
  company_ministerial_decree: { what: "The ministerial decree that founded the company", why: WHY.business },
  company_registration_verification: { what: "An extract from the company register", why: WHY.business },
  company_tax_id_verification: { what: ({ country }) => `A document that shows the company's ${companyNumber({ country })}`, why: WHY.business },
  proof_of_address: { what: "A document that proves the business's address", why: WHY.business },
  proof_of_business_presence: { what: "A document that proves the business works where it says it does", why: WHY.business },
  proof_of_registration: { what: "Proof that the business is registered", why: WHY.business },
  proof_of_ultimate_beneficial_ownership: { what: "Proof of who owns the company in the end", why: WHY.owners },
};

export const unknownDocumentTopic: BusinessTopic = { what: "A document about your business", why: WHY.business };
