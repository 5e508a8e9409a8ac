import { z } from "zod";
import { moneyProblemText } from "~/domain/catalog/price";
import { parseMoney } from "~/lib/money";
import { titleField } from "./offer-form";

const MAX_HIGHLIGHTS = 12;

export const tierWordsSchema = z.object({
  title: titleField,
  description: z.string().trim().max(500, "Keep it under 500 characters.").default(""),
  highlights: z
    .string()
    .default("")
    .transform((text) => text.split("\n").map((line) => line.replace(/^[\s•*–-]+/, "").trim()).filter(Boolean))
    .refine((lines) => lines.length <= MAX_HIGHLIGHTS, `Use at most ${MAX_HIGHLIGHTS} lines.`)
    .refine((lines) => lines.every((line) => line.length <= 160), "Keep each line under 160 characters."),
  posts: z.literal("on").optional(),
});

function amountField(currency: string) {
  return z
    .string()
    .default("")
    .transform((text, context): bigint | null => {
      if (text.trim() === "") return null;
      const parsed = parseMoney(text, currency);
      if (!parsed.ok) context.addIssue({ code: "custom", message: moneyProblemText(parsed.error, currency) });
      else if (parsed.value === 0n) context.addIssue({ code: "custom", message: "For a tier that costs nothing, choose “Free” above." });
      else return parsed.value;
      return z.NEVER;
    });
}

/** What a tier costs, as typed; minor units afterwards. At least one of the two amounts unless it is free. */
export function tierPricesSchema(currency: string) {
  return z
    .object({
      cost: z.enum(["free", "paid"], { error: "Choose whether it costs something." }),
      month: amountField(currency),
      year: amountField(currency),
      trial: z.coerce.number({ error: "Type a number of days, or 0." }).int("Whole days only.").min(0, "0 means no trial.").max(365, "At most 365 days.").default(0),
    })
    .superRefine(({ cost, month, year }, context) => {
      if (cost === "paid" && month === null && year === null) context.addIssue({ code: "custom", path: ["month"], message: "Type a price a month, a price a year, or both." });
    });
}

export const optionsSchema = z.object({
  graceDays: z.coerce.number({ error: "Type a number of days." }).int("Whole days only.").min(0, "At least 0 days.").max(30, "At most 30 days."),
  pauses: z.literal("on").optional(),
});
