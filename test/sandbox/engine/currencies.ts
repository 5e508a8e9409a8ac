/** The currencies Stripe charges in, lower case. https://docs.stripe.com/currencies */
export const CURRENCIES: ReadonlySet<string> = new Set(
  (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop " +
    "dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl " +
    "mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd " +
    "shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw"
  ).split(" "),
);

const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));
const WHOLE_HUNDREDS = new Set(["ugx", "isk"]);

/** Minimum charge in minor units by settlement currency; the sandbox settles every charge in its own currency. */
const MINIMUM: Readonly<Record<string, number>> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

export const MAXIMUM_AMOUNT = 99_999_999;

/** Minor units per major unit as Stripe counts them (UGX and ISK are sent with two decimals). */
export function decimalsOf(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

export function minimumCharge(currency: string): number {
  return MINIMUM[currency] ?? 1;
}

/** Null when Stripe takes this amount, else its complaint: some currencies do not use all their decimals. */
export function stepProblem(amount: number, currency: string): string | null {
  const step = THREE_DECIMAL.has(currency) ? 10 : WHOLE_HUNDREDS.has(currency) ? 100 : 1;
  return amount % step === 0 ? null : `Invalid amount: amounts in ${currency} must be divisible by ${step}.`;
}

/** "$12.34" for messages that Stripe writes with a symbol; other currencies get their code. */
export function formatAmount(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const value = (amount / 10 ** decimals).toFixed(decimals);
  const symbol = ({ usd: "$", eur: "€", gbp: "£", jpy: "¥" } as Record<string, string | undefined>)[currency];
  return symbol ? `${symbol}${value}` : `${value} ${currency}`;
}
