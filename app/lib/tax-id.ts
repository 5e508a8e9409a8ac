/** What Stripe's kinds of tax numbers are called on paper; others by their country: "br_cnpj" is "CNPJ". */
const NAMES: Record<string, string> = { eu_vat: "VAT", gb_vat: "VAT", ch_vat: "VAT", no_vat: "VAT", au_abn: "ABN", us_ein: "EIN", in_gst: "GSTIN", nz_gst: "GST" };

/** "PT123456789 (eu_vat)", as an order keeps it, to "VAT PT123456789", as it is printed. */
export function printedTaxId(kept: string): string {
  const [, value, type] = /^(.*) \(([a-z_]+)\)$/.exec(kept) ?? [];
  if (!value || !type) return kept;
  return `${NAMES[type] ?? type.split("_").slice(1).join(" ").toUpperCase()} ${value}`.trim();
}
