import { z } from "zod";
import { normaliseEmail } from "~/lib/email";

const line = (max: number, missing: string) => z.string({ error: missing }).trim().min(1, missing).max(max, `At most ${max} characters.`).regex(/^[^\r\n]*$/, "One line only.");

/** What the form for a store's own mail server sends. */
export const transportSchema = z.object({
  host: line(253, "Write the server's name, for example smtp.example.com.").transform((host) => host.toLowerCase()).pipe(z.string().regex(/^[a-z0-9.-]+$/, "Only the name, for example smtp.example.com.")),
  port: z.coerce.number({ error: "Write the port, usually 465 or 587." }).int("Write the port, usually 465 or 587.").min(1, "Write the port, usually 465 or 587.").max(65535, "Write the port, usually 465 or 587."),
  security: z.enum(["tls", "starttls"], { error: "Choose one." }),
  username: line(254, "Write the user name you sign in with."),
  /** Empty: the one that is kept. */
  password: z.string().max(500, "At most 500 characters.").regex(/^[^\r\n]*$/, "One line only.").optional().transform((text) => text ?? ""),
  fromName: line(80, "Write the name your students should see."),
  fromAddress: z.email({ error: "Write the address your mails come from." }).max(254).transform(normaliseEmail),
});

export type TransportDetails = z.output<typeof transportSchema>;

export const SALE_NOTICES = ["each", "daily", "off"] as const;
export type SaleNotices = (typeof SALE_NOTICES)[number];

export function isSaleNotices(value: unknown): value is SaleNotices {
  return SALE_NOTICES.some((one) => one === value);
}
