import { z } from "zod";
import { MOST_DAYS } from "~/domain/catalog/access-days";
import { moneyProblemText } from "~/domain/catalog/price";
import { parseMoney } from "~/lib/money";
import { slugify } from "~/lib/urls";

const MAX_HIGHLIGHTS = 12;

export const titleField = z.string({ error: "Give it a title." }).trim().min(1, "Give it a title.").max(120, "Keep the title under 120 characters.");

export const newOfferSchema = z.object({
  kind: z.enum(["course", "download", "bundle", "membership"], { error: "Choose what you want to sell." }),
  title: titleField,
});

/** The words on an offer's page. Slug and highlights come out in the form the domain keeps. */
export const detailsSchema = z.object({
  title: titleField,
  subtitle: z.string().trim().max(200, "Keep the subtitle under 200 characters.").default(""),
  slug: z
    .string({ error: "Give it an address." })
    .trim()
    .transform(slugify)
    .refine((slug) => slug !== "", "Use letters and figures, for example bread-from-nothing."),
  description: z.string().max(100_000, "The description is too long. Keep it under 100,000 characters.").default(""),
  highlights: z
    .string()
    .default("")
    .transform((text) => text.split("\n").map((line) => line.replace(/^[\s•*–-]+/, "").trim()).filter(Boolean))
    .refine((lines) => lines.length <= MAX_HIGHLIGHTS, `Use at most ${MAX_HIGHLIGHTS} lines.`)
    .refine((lines) => lines.every((line) => line.length <= 160), "Keep each line under 160 characters."),
});

/** An amount as typed, in minor units afterwards: every price field, a tier's too, is read by this. */
export function moneyField(currency: string, missing = "Type a price; 0 makes it free.") {
  return z.string({ error: missing }).transform((text, context) => {
    const parsed = parseMoney(text, currency);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: moneyProblemText(parsed.error, currency) });
    return z.NEVER;
  });
}

/** A price as typed, in minor units afterwards. */
export function priceSchema(currency: string) {
  return z.object({ price: moneyField(currency) });
}

/** For how long a purchase opens an offer; null afterwards: for good. */
export const accessSchema = z
  .object({ lasts: z.enum(["forever", "days"], { error: "Choose how long buyers can open it." }), days: z.string().trim().default("") })
  .transform(({ lasts, days }, context) => {
    if (lasts === "forever") return { accessDays: null };
    const count = /^\d{1,4}$/.test(days) ? Number(days) : 0;
    if (count >= 1 && count <= MOST_DAYS) return { accessDays: count };
    context.addIssue({ code: "custom", path: ["days"], message: `Give a whole number of days, from 1 to ${MOST_DAYS}.` });
    return z.NEVER;
  });
