/**
 * Money is an integer of minor units as Stripe takes them, beside a lower-case ISO 4217 currency. Never a float.
 * Stripe: https://docs.stripe.com/currencies (zero-decimal, three-decimal and special-case currencies).
 */
const ZERO_DECIMAL = new Set(["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"]);
const THREE_DECIMAL = new Set(["bhd", "jod", "kwd", "omr", "tnd"]);
/** Sent with two decimals, but only whole units can be charged. */
const WHOLE_UNITS_ONLY = new Set(["isk", "ugx"]);

/** Smallest charge in minor units, by currency. */
const MINIMUM: Readonly<Record<string, number>> = {
  usd: 50, aed: 200, aud: 50, bgn: 100, brl: 50, cad: 50, chf: 50, czk: 1500, dkk: 250, eur: 50, gbp: 30, hkd: 400,
  huf: 17500, inr: 50, jpy: 50, mxn: 1000, myr: 200, nok: 300, nzd: 50, pln: 200, ron: 200, sek: 300, sgd: 50, thb: 1000,
};

/** Currencies a price may be in: those whose smallest charge is known, so that the editor can say no before Stripe does. */
export const CURRENCIES: readonly string[] = Object.keys(MINIMUM).sort();

export interface Money {
  amount: bigint;
  currency: string;
}

/** Digits after the point: 0, 2 or 3. */
export function decimals(currency: string): number {
  const code = currency.toLowerCase();
  if (ZERO_DECIMAL.has(code)) return 0;
  return THREE_DECIMAL.has(code) ? 3 : 2;
}

/** Smallest amount Stripe charges, minor units. */
export function minimumCharge(currency: string): bigint {
  return BigInt(MINIMUM[currency.toLowerCase()] ?? 50);
}

/** "€49.00" in the reader's manner, with a true minus below zero; exact for any size. */
export function formatMoney(money: Money, locale = "en"): string {
  const places = decimals(money.currency);
  const text = toDecimal(money);
  const whole = places > 0 && /^-?\d+\.0+$/.test(text);
  // Intl takes a decimal string without going through a float.
  return formatOf(locale, money.currency.toUpperCase(), whole ? 0 : places, places).format(text as unknown as number).replace("-", "−");
}

// Making one costs more than using it a thousand times; there are a few for each currency.
const FORMATS = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, currency: string, minimumFractionDigits: number, maximumFractionDigits: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${minimumFractionDigits}`;
  const known = FORMATS.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits, maximumFractionDigits });
  FORMATS.set(key, made);
  return made;
}

/** Plain decimal text, e.g. "49.00": what an input shows. */
export function toDecimal({ amount, currency }: Money): string {
  const places = decimals(currency);
  const negative = amount < 0n;
  const digits = (negative ? -amount : amount).toString().padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return negative ? `-${text}` : text;
}

export type MoneyProblem = "not_a_number" | "too_many_decimals" | "negative" | "too_small" | "too_large" | "whole_units_only";

type Parsed = { ok: true; value: bigint } | { ok: false; error: MoneyProblem };

/**
 * What a person typed as an amount ("49", "49.00", "49,00"), to minor units. 0 is allowed (free); above 0 it must reach
 * Stripe's smallest charge and stay under its eight digits.
 */
export function parseMoney(text: string, currency: string): Parsed {
  const parsed = parseAmount(text, currency);
  return parsed.ok && parsed.value > 0n && parsed.value < minimumCharge(currency) ? { ok: false, error: "too_small" } : parsed;
}

/** The same for a part of what was charged, which may be smaller than any charge. */
export function parseAmount(text: string, currency: string): Parsed {
  const places = decimals(currency);
  const clean = text.trim().replace(/\s/g, "").replace(",", ".");
  const match = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(clean);
  if (!match) return { ok: false, error: "not_a_number" };
  if (match[1]) return { ok: false, error: "negative" };
  const fraction = match[3] ?? "";
  if (fraction.length > places && /[1-9]/.test(fraction.slice(places))) return { ok: false, error: "too_many_decimals" };
  const amount = BigInt(`${match[2]}${fraction.slice(0, places).padEnd(places, "0")}`);
  if (amount === 0n) return { ok: true, value: 0n };
  if (WHOLE_UNITS_ONLY.has(currency) && amount % 100n !== 0n) return { ok: false, error: "whole_units_only" };
  if (THREE_DECIMAL.has(currency) && amount % 10n !== 0n) return { ok: false, error: "too_many_decimals" };
  if (amount > 99_999_999n) return { ok: false, error: "too_large" };
  return { ok: true, value: amount };
}
