import { z } from "zod";
import type { Mail } from "../engine/state";

/** `{statusCode, name, message}` (https://resend.com/docs/api-reference/errors). */
export class ResendError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  toJSON(): { statusCode: number; name: string; message: string } {
    return { statusCode: this.status, name: this.code, message: this.message };
  }
}

export type EmailPayload = Pick<
  Mail,
  "from" | "to" | "cc" | "bcc" | "replyTo" | "subject" | "html" | "text" | "headers" | "tags" | "attachments" | "scheduledAt"
>;

const addresses = z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === "string" ? [value] : value));
/** The SDK sends these keys and no others (`parseEmailToApiOptions` in the resend package). */
const schema = z.strictObject({
  from: z.string().optional(),
  to: addresses.optional(),
  cc: addresses.optional(),
  bcc: addresses.optional(),
  reply_to: addresses.optional(),
  subject: z.string().optional(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  headers: z.record(z.string(), z.string()).optional(),
  tags: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  attachments: z
    .array(
      z.strictObject({
        content: z.string().optional(),
        filename: z.string().optional(),
        path: z.string().optional(),
        content_type: z.string().optional(),
        content_id: z.string().optional(),
      }),
    )
    .optional(),
  scheduled_at: z.string().optional(),
  topic_id: z.string().optional(),
  template: z.unknown().optional(),
});

const ADDRESS = /^[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]{2,}$/;

/** The bare address of `Name <a@b.example>` or `a@b.example`, lower case; null when it is neither. */
export function bareAddress(text: string): string | null {
  const named = /^\s*[^<>\r\n]*<([^<>]+)>\s*$/.exec(text);
  const address = (named?.[1] ?? text).trim();
  return ADDRESS.test(address) ? address.toLowerCase() : null;
}

/**
 * Reads the body of `POST /emails`.
 * @param verifiedDomains domains one may send from; empty means any
 * @throws {ResendError} missing_required_field or validation_error
 */
export function checkEmail(body: unknown, verifiedDomains: readonly string[]): EmailPayload {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : (issue?.path.join(".") ?? "body");
    throw invalid(issue?.code === "unrecognized_keys" ? `Unrecognized field: \`${where}\`.` : `Invalid \`${where}\` field. ${issue?.message ?? ""}`);
  }
  const given = parsed.data;
  if (given.template !== undefined) throw invalid("The sandbox does not support Resend templates.");
  for (const field of ["from", "to", "subject"] as const) {
    const value = given[field];
    if (value === undefined || value.length === 0) throw new ResendError(422, "missing_required_field", `Missing \`${field}\` field.`);
  }
  if (!given.html && !given.text) throw new ResendError(422, "missing_required_field", "Missing `html` or `text` field.");
  checkAddresses(given);
  const domain = bareAddress(given.from ?? "")?.split("@")[1] ?? "";
  if (verifiedDomains.length > 0 && !verifiedDomains.includes(domain))
    throw new ResendError(403, "validation_error", `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`);
  for (const tag of given.tags ?? []) {
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(tag.name) || !/^[A-Za-z0-9_-]{1,256}$/.test(tag.value))
      throw invalid("Tags should only contain ASCII letters, numbers, underscores, or dashes.");
  }
  const unsafe = [given.subject ?? "", ...Object.entries(given.headers ?? {}).flat()].some((value) => /[\r\n]/.test(value));
  if (unsafe) throw invalid("Headers and the subject must not contain line breaks.");
  return {
    from: given.from ?? "",
    to: given.to ?? [],
    cc: given.cc ?? [],
    bcc: given.bcc ?? [],
    replyTo: given.reply_to ?? [],
    subject: given.subject ?? "",
    html: given.html ?? null,
    text: given.text ?? null,
    headers: given.headers ?? {},
    tags: given.tags ?? [],
    scheduledAt: given.scheduled_at ?? null,
    attachments: (given.attachments ?? []).map((one) => ({
      filename: one.filename ?? null,
      contentType: one.content_type ?? null,
      content: one.content ?? null,
      path: one.path ?? null,
      contentId: one.content_id ?? null,
    })),
  };
}

function checkAddresses(given: z.infer<typeof schema>): void {
  const form = "The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.";
  if (bareAddress(given.from ?? "") === null) throw invalid(`Invalid \`from\` field. ${form}`);
  for (const field of ["to", "cc", "bcc", "reply_to"] as const) {
    const list = given[field] ?? [];
    if (list.length > 50) throw invalid(`Invalid \`${field}\` field. At most 50 addresses.`);
    if (list.some((address) => bareAddress(address) === null)) throw invalid(`Invalid \`${field}\` field. ${form}`);
  }
}

function invalid(message: string): ResendError {
  return new ResendError(422, "validation_error", message);
}
