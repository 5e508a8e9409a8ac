/**
 * What a country calls the number of a person, and of a company, so that a creator knows which paper to fetch. By upper-case
 * ISO 3166-1 alpha-2. A country that is not here gets the general name: a wrong name would send people to the wrong office.
 */
const PERSON: Record<string, string> = {
  AE: "Emirates ID number",
  AU: "Tax File Number (TFN)",
  BE: "National Register number",
  BG: "personal number (EGN)",
  BR: "CPF number",
  CA: "Social Insurance Number (SIN)",
  CH: "AHV/AVS number",
  CZ: "birth number (rodné číslo)",
  DE: "tax identification number (Steuer-ID)",
  DK: "CPR number",
  EE: "personal identification code (isikukood)",
  ES: "NIF (DNI or NIE number)",
  FI: "personal identity code (henkilötunnus)",
  GB: "National Insurance number",
  GR: "tax number (AFM)",
  HK: "Hong Kong identity card number (HKID)",
  HR: "personal identification number (OIB)",
  IE: "Personal Public Service number (PPS)",
  IN: "Permanent Account Number (PAN)",
  IT: "codice fiscale",
  JP: "My Number",
  LT: "personal code (asmens kodas)",
  LV: "personal code (personas kods)",
  MX: "RFC or CURP",
  MY: "MyKad number (NRIC)",
  NL: "citizen service number (BSN)",
  NO: "national identity number (fødselsnummer)",
  NZ: "IRD number",
  PL: "PESEL number",
  PT: "tax number (NIF)",
  RO: "personal numeric code (CNP)",
  SE: "personal identity number (personnummer)",
  SG: "NRIC or FIN",
  SK: "birth number (rodné číslo)",
  TH: "Thai national ID number",
  US: "Social Security number (SSN) or Individual Taxpayer Identification Number (ITIN)",
};

const COMPANY: Record<string, string> = {
  AE: "trade licence number",
  AT: "company register number (Firmenbuchnummer)",
  AU: "Australian Business Number (ABN) or company number (ACN)",
  BE: "enterprise number (KBO/BCE)",
  BR: "CNPJ number",
  CA: "Business Number (BN)",
  CH: "company identification number (UID)",
  CZ: "identification number (IČO)",
  DE: "commercial register number (HRB or HRA)",
  DK: "CVR number",
  EE: "registry code (registrikood)",
  ES: "tax number (NIF, formerly CIF)",
  FI: "Business ID (Y-tunnus)",
  FR: "SIREN or SIRET number",
  GB: "company number (CRN) or Unique Taxpayer Reference (UTR)",
  GR: "tax number (AFM)",
  HK: "Business Registration (BR) or company (CR) number",
  HR: "personal identification number (OIB)",
  IE: "company number (CRO)",
  IN: "PAN or GSTIN",
  IT: "partita IVA or codice fiscale",
  JP: "corporate number (hōjin bangō)",
  LU: "trade register number (RCS)",
  MX: "RFC",
  NL: "Chamber of Commerce number (KvK)",
  NO: "organisation number (organisasjonsnummer)",
  NZ: "New Zealand Business Number (NZBN) or IRD number",
  PT: "company tax number (NIPC)",
  RO: "registration code (CUI)",
  SE: "organisation number (organisationsnummer)",
  SG: "Unique Entity Number (UEN)",
  SK: "identification number (IČO)",
  US: "Employer Identification Number (EIN)",
};

export function personNumber({ country }: { country: string | null }): string {
  return named(PERSON, country) ?? "national identity or tax number";
}

export function companyNumber({ country }: { country: string | null }): string {
  return named(COMPANY, country) ?? "registration or tax number";
}

/** Every country with a name of its own, for the page in docs/. */
export function countriesWithNames(): string[] {
  return [...new Set([...Object.keys(PERSON), ...Object.keys(COMPANY)])].sort();
}

function named(table: Record<string, string>, country: string | null): string | null {
  return country !== null && Object.hasOwn(table, country) ? (table[country] ?? null) : null;
}
