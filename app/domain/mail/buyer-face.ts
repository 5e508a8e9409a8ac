import type { Order } from "~/generated/prisma/client";
import { countryName } from "~/lib/country-name";
import { printedTaxId } from "~/lib/tax-id";

/** A buyer as receipts and invoices print them: what they gave at the checkout, without the address of mail. */
export interface BuyerFace {
  name?: string;
  business?: string;
  /** Lines parted by "\n", the country in words. */
  address?: string;
  /** As on paper: "VAT PT123456789". */
  taxIds?: string[];
}

export function buyerFace({ buyerName, buyerBusiness, buyerAddress, buyerCountry, buyerTaxIds }: Pick<Order, "buyerName" | "buyerBusiness" | "buyerAddress" | "buyerCountry" | "buyerTaxIds">): BuyerFace {
  const country = buyerAddress.length > 0 && buyerCountry ? countryName(buyerCountry) : null;
  const address = [...buyerAddress, country].filter(Boolean).join("\n");
  return {
    ...(buyerName ? { name: buyerName } : {}),
    ...(buyerBusiness ? { business: buyerBusiness } : {}),
    ...(address ? { address } : {}),
    ...(buyerTaxIds.length > 0 ? { taxIds: buyerTaxIds.map(printedTaxId) } : {}),
  };
}
