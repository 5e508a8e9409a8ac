import { expect, it } from "vitest";
import { printedTaxId } from "./tax-id";

it.each([
  ["PT123456789 (eu_vat)", "VAT PT123456789"],
  ["12.345.678/0001-95 (br_cnpj)", "CNPJ 12.345.678/0001-95"],
  ["12-3456789 (us_ein)", "EIN 12-3456789"],
  ["something else", "something else"],
])("%s is printed as %s", (kept, printed) => expect(printedTaxId(kept)).toBe(printed));
