import { capabilitiesOf, type AccountFacts, type CapabilityName, type CapabilityStatus } from "./account-facts";

/** What Stripe calls capabilities, as a person knows them. https://docs.stripe.com/connect/account-capabilities */
const NAMES = {
  acss_debit_payments: "Canadian bank debits",
  affirm_payments: "Affirm",
  afterpay_clearpay_payments: "Afterpay and Clearpay",
  alma_payments: "Alma",
  amazon_pay_payments: "Amazon Pay",
  app_distribution: "App distribution",
  au_becs_debit_payments: "Australian bank debits (BECS)",
  bacs_debit_payments: "UK bank debits (Bacs)",
  bancontact_payments: "Bancontact",
  bank_transfer_payments: "Bank transfers",
  billie_payments: "Billie",
  bizum_payments: "Bizum",
  blik_payments: "BLIK",
  blik_recurring_payments: "BLIK for subscriptions",
  boleto_payments: "Boleto",
  card_issuing: "Card issuing",
  card_payments: "Card payments",
  cartes_bancaires_payments: "Cartes Bancaires",
  cashapp_payments: "Cash App Pay",
  crypto_payments: "Stablecoin payments",
  eps_payments: "EPS",
  fpx_payments: "FPX",
  gb_bank_transfer_payments: "UK bank transfers",
  giropay_payments: "giropay",
  grabpay_payments: "GrabPay",
  ideal_payments: "iDEAL",
  india_international_payments: "International payments from India",
  jcb_payments: "JCB cards",
  jp_bank_transfer_payments: "Japanese bank transfers",
  kakao_pay_payments: "Kakao Pay",
  klarna_payments: "Klarna",
  konbini_payments: "Konbini",
  kr_card_payments: "Korean cards",
  legacy_payments: "Payments (older accounts)",
  link_payments: "Link",
  mb_way_payments: "MB WAY",
  mobilepay_payments: "MobilePay",
  multibanco_payments: "Multibanco",
  mx_bank_transfer_payments: "Mexican bank transfers",
  naver_pay_payments: "Naver Pay",
  nz_bank_account_becs_debit_payments: "New Zealand bank debits (BECS)",
  oxxo_payments: "OXXO",
  p24_payments: "Przelewy24",
  pay_by_bank_payments: "Pay by bank",
  payco_payments: "PAYCO",
  paynow_payments: "PayNow",
  paypay_payments: "PayPay",
  payto_payments: "PayTo",
  pix_payments: "Pix",
  promptpay_payments: "PromptPay",
  revolut_pay_payments: "Revolut Pay",
  samsung_pay_payments: "Samsung Pay",
  satispay_payments: "Satispay",
  scalapay_payments: "Scalapay",
  sepa_bank_transfer_payments: "SEPA bank transfers",
  sepa_debit_payments: "SEPA direct debits",
  sequra_payments: "seQura",
  sofort_payments: "Sofort",
  sunbit_payments: "Sunbit",
  swish_payments: "Swish",
  tax_reporting_us_1099_k: "US tax forms (1099-K)",
  tax_reporting_us_1099_misc: "US tax forms (1099-MISC)",
  transfers: "Receiving your money",
  treasury: "Stripe Treasury",
  twint_payments: "TWINT",
  upi_payments: "UPI",
  us_bank_account_ach_payments: "US bank debits (ACH)",
  us_bank_transfer_payments: "US bank transfers",
  wero_payments: "Wero",
  zip_payments: "Zip",
} as const satisfies Record<CapabilityName, string>;

/** The name of a capability; one newer than this build is spelled out from its key. */
export function capabilityName(name: string): string {
  if (Object.hasOwn(NAMES, name)) return NAMES[name as CapabilityName];
  const words = name.replace(/_payments$/, "").replaceAll("_", " ").trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : "A payment method";
}

/** What an account can do, cards first, then what is on, then by name. */
export function capabilitiesInWords(account: Pick<AccountFacts, "capabilities">): { name: string; status: CapabilityStatus }[] {
  const order = (key: string, status: CapabilityStatus) => (key === "card_payments" ? 0 : status === "active" ? 1 : 2);
  return capabilitiesOf(account)
    .sort((a, b) => order(a.name, a.status) - order(b.name, b.status) || capabilityName(a.name).localeCompare(capabilityName(b.name)))
    .map(({ name, status }) => ({ name: capabilityName(name), status }));
}
