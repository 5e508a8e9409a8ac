import { z } from "zod";
import { parseHex } from "~/lib/color";
import { normaliseEmail } from "~/lib/email";
import { CURRENCIES } from "~/lib/money";
import { slugify } from "~/lib/urls";
import { isCountry } from "./countries";

const line = (max: number) => z.string().trim().max(max, `At most ${max} characters.`);
const optionalLine = (max: number) => line(max).optional().transform((text) => text ?? "");

const details = z.object({
  name: z.string({ error: "Give your store a name." }).trim().min(2, "At least two characters.").max(80, "At most 80 characters."),
  tagline: optionalLine(140),
  about: optionalLine(4000),
  country: z.string({ error: "Choose your country." }).refine(isCountry, "Choose a country from the list."),
  currency: z.string().refine((code) => CURRENCIES.includes(code), "Choose a currency from the list.").optional(),
  accentColor: z
    .string()
    .transform((text, context) => {
      const hex = parseHex(text);
      if (!hex) context.addIssue({ code: "custom", message: "Write the colour like #2f6f5e." });
      return hex ?? "";
    })
    .optional(),
  legalName: optionalLine(120),
  supportEmail: z.email("That does not look like an email address.").max(254).transform(normaliseEmail).optional(),
  addressLine1: optionalLine(120),
  addressLine2: optionalLine(120),
  postalCode: optionalLine(20),
  city: optionalLine(80),
  taxId: optionalLine(40),
});

/** What the form of a new store sends. Only name and country must be filled in. */
export const newStoreSchema = details.extend({
  slug: z
    .string()
    .trim()
    .max(60, "At most 60 characters.")
    .refine((text) => text === slugify(text), "Lower-case letters, digits and hyphens only.")
    .optional(),
});

/** What the settings of a store send. The address of the page stays, so that links in the world keep working. */
export const storeDetailsSchema = details;

export type NewStore = z.output<typeof newStoreSchema>;
export type StoreDetails = z.output<typeof storeDetailsSchema>;
