import { z } from "zod";

/** Role and permission of a member, as the forms send them. */
export const seatSchema = z.object({
  role: z.enum(["editor", "support"], { error: "Choose what they do." }),
  mayRefund: z.boolean().default(false),
});

export const inviteSchema = seatSchema.extend({
  email: z
    .string({ error: "Enter their email address." })
    .trim()
    .max(254, "That is too long to be an email address.")
    .pipe(z.email("That does not look like an email address. It should be like name@example.com.")),
});
