/** Ways to pay as buyers know them. One that is not here is told by Stripe's name with spaces. */
const NAMES: Record<string, string> = {
  card: "cards", apple_pay: "Apple Pay", google_pay: "Google Pay", link: "Link", paypal: "PayPal", amazon_pay: "Amazon Pay", cashapp: "Cash App Pay", klarna: "Klarna",
  affirm: "Affirm", afterpay_clearpay: "Afterpay", us_bank_account: "US bank account", sepa_debit: "SEPA Direct Debit", bacs_debit: "Bacs Direct Debit", acss_debit: "Canadian pre-authorised debit",
  au_becs_debit: "BECS Direct Debit", ideal: "iDEAL", bancontact: "Bancontact", eps: "EPS", giropay: "giropay", p24: "Przelewy24", blik: "BLIK", twint: "TWINT", multibanco: "Multibanco", mb_way: "MB WAY",
  sofort: "Sofort", alipay: "Alipay", wechat_pay: "WeChat Pay", grabpay: "GrabPay", fpx: "FPX", paynow: "PayNow", promptpay: "PromptPay", konbini: "Konbini", boleto: "Boleto", oxxo: "OXXO", pix: "Pix",
  revolut_pay: "Revolut Pay", mobilepay: "MobilePay", swish: "Swish", vipps: "Vipps", cartes_bancaires: "Cartes Bancaires", jcb: "JCB", kakao_pay: "Kakao Pay", naver_pay: "Naver Pay",
  samsung_pay: "Samsung Pay", pay_by_bank: "Pay by Bank", customer_balance: "bank transfer", zip: "Zip", upi: "UPI", satispay: "Satispay", bizum: "Bizum", crypto: "stablecoins",
};

/** The order in which they are told: those most buyers look for first. */
const FIRST = ["card", "apple_pay", "google_pay", "link", "paypal"];

export function methodName(name: string): string {
  return Object.hasOwn(NAMES, name) ? NAMES[name]! : name.replaceAll("_", " ");
}

/** "cards, Apple Pay and Link". */
export function namesInWords(names: readonly string[]): string {
  const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const words = [...names].sort((a, b) => rank(a) - rank(b) || methodName(a).localeCompare(methodName(b))).map(methodName);
  return new Intl.ListFormat("en", { type: "conjunction" }).format(words);
}
