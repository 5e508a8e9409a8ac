import { countryName } from "~/lib/country-name";
import { CURRENCIES } from "~/lib/money";

/** ISO 3166-1 alpha-2, as of 2025. */
const CODES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split(" ");
const KNOWN = new Set(CODES);

/** Where a currency we can price in is what people pay with. Everywhere else prices start in US dollars. */
const HOME_OF: Record<string, string> = {
  eur: "AD AT AX BE BL BG CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA YT",
  aed: "AE", aud: "AU CC CX KI NF NR TV", brl: "BR", cad: "CA", chf: "CH LI", czk: "CZ", dkk: "DK FO GL", gbp: "GB GG GS IM JE",
  hkd: "HK", huf: "HU", inr: "IN", jpy: "JP", mxn: "MX", myr: "MY", nok: "NO BV SJ", nzd: "NZ CK NU PN TK", pln: "PL", ron: "RO",
  sek: "SE", sgd: "SG", thb: "TH",
};

export interface Choice {
  value: string;
  label: string;
}

export function isCountry(code: string): boolean {
  return KNOWN.has(code);
}

/** Every country with its English name, by name. */
export function countryChoices(): Choice[] {
  return CODES.map((value) => ({ value, label: countryName(value) })).sort((a, b) => a.label.localeCompare(b.label, "en"));
}

/** Every currency a price may be in, e.g. "Euro (EUR)", by name. */
export function currencyChoices(): Choice[] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  return CURRENCIES.map((value) => {
    const code = value.toUpperCase();
    return { value, label: `${names.of(code) ?? code} (${code})` };
  }).sort((a, b) => a.label.localeCompare(b.label, "en"));
}

/** The currency prices of a store in this country most likely have. */
export function currencyOf(country: string): string {
  const home = Object.entries(HOME_OF).find(([, countries]) => countries.split(" ").includes(country))?.[0];
  return home && CURRENCIES.includes(home) ? home : "usd";
}

/** The country a browser most likely sits in, by its first language ("de-AT" says Austria, "de" says Germany); null if it does not say. */
export function countryOf(acceptLanguage: string | null): string | null {
  const first = acceptLanguage?.split(",")[0]?.split(";")[0]?.trim();
  if (!first || first === "*") return null;
  try {
    const region = new Intl.Locale(first).maximize().region;
    return region && isCountry(region) ? region : null;
  } catch {
    return null;
  }
}
