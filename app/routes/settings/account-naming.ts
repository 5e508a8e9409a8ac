import { z } from "zod";

// Line breaks and other control characters would break the lines and subjects a name stands in.
const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;

/** The creator's name for an account and their notes on it. */
export const namingSchema = z.object({
  label: z.string().trim().max(60, "Keep the name under 60 characters.").regex(ONE_LINE, "Keep the name on one line.").default(""),
  notes: z.string().trim().max(2000, "Keep the notes under 2,000 characters.").default(""),
});
