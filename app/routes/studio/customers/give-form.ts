import { z } from "zod";
import { MOST_DAYS } from "~/domain/catalog/access-days";

/** "off_…" or "off_….tir_…": what is given, as one choice. */
export function whatOf({ offerId, tierId }: { offerId: string; tierId: string | null }): string {
  return tierId ? `${offerId}.${tierId}` : offerId;
}

/** What somebody of the store fills in to give access by hand. `days` comes out as a number, or null for good. */
export const giveSchema = z
  .object({
    orderId: z.string({ error: "Load the page again." }),
    email: z.string({ error: "Enter their address." }).trim().max(254, "That is too long to be an email address.").pipe(z.email("That does not look like an email address. It should be like name@example.com.")),
    name: z.string().trim().max(80, "At most 80 characters.").default(""),
    what: z.string({ error: "Choose what you give." }).regex(/^off_\w{1,40}(\.tir_\w{1,40})?$/, "Choose what you give."),
    lasts: z.enum(["forever", "days"], { error: "Choose how long they can open it." }),
    days: z.string().trim().default(""),
    message: z.string().trim().max(2000, "At most 2,000 characters.").default(""),
    reason: z.string().trim().max(500, "At most 500 characters.").default(""),
  })
  .transform(({ what, lasts, days, ...rest }, context) => {
    const [offerId = "", tierId = null] = what.split(".");
    const count = /^\d{1,4}$/.test(days) ? Number(days) : 0;
    if (lasts === "days" && (count < 1 || count > MOST_DAYS)) {
      context.addIssue({ code: "custom", path: ["days"], message: `Give a whole number of days, from 1 to ${MOST_DAYS}.` });
      return z.NEVER;
    }
    return { ...rest, offerId, tierId, days: lasts === "days" ? count : null };
  });
