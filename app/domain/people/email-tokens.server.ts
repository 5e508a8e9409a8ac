import { db, type Db, type Tx } from "~/db.server";
import { env } from "~/env.server";
import type { EmailTokenPurpose } from "~/generated/prisma/enums";
import { DAY, HOUR, later, MINUTE, now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { hashToken, signedToken } from "~/lib/tokens";

/** How long each kind of link lasts: in milliseconds, and in the words of its mail. */
export const TOKEN_LIFE: Record<EmailTokenPurpose, { ms: number; words: string }> = {
  sign_in: { ms: 10 * MINUTE, words: "10 minutes" },
  reset_password: { ms: HOUR, words: "60 minutes" },
  verify_email: { ms: 24 * HOUR, words: "24 hours" },
  change_email: { ms: HOUR, words: "60 minutes" },
  restore_email: { ms: 7 * DAY, words: "7 days" },
  merge_people: { ms: HOUR, words: "60 minutes" },
  join_team: { ms: 7 * DAY, words: "7 days" },
  mend_address: { ms: HOUR, words: "60 minutes" },
};

const PATH: Record<EmailTokenPurpose, string> = {
  sign_in: "/auth/link",
  reset_password: "/auth/reset",
  verify_email: "/auth/verify",
  change_email: "/auth/change-email",
  restore_email: "/auth/restore-email",
  merge_people: "/auth/merge",
  join_team: "/auth/join-team",
  mend_address: "/auth/mend-address",
};

export type TokenProblem = "unknown" | "used" | "expired";

export interface TokenSubject {
  email: string;
  /** The person it is about, where the address alone does not say. */
  userId: string | null;
  /** A local path (checked by lib/urls.localPath when it was put in and again when it is used), or null. */
  returnTo: string | null;
}

/** Write a token for a link to be mailed; answers its id. The link itself is made when the mail is rendered (`emailTokenUrl`). */
export async function createEmailToken(tx: Tx, token: { purpose: EmailTokenPurpose; email: string; userId?: string; returnTo?: string | null }): Promise<string> {
  const id = newId("emailToken");
  const createdAt = now();
  await tx.emailToken.create({
    data: {
      id,
      purpose: token.purpose,
      tokenHash: hashToken(tokenString(id)),
      email: normaliseEmail(token.email),
      userId: token.userId ?? null,
      returnTo: token.returnTo ?? null,
      createdAt,
      expiresAt: later(TOKEN_LIFE[token.purpose].ms, createdAt),
    },
  });
  return id;
}

/** The absolute address in the mail. The same for the same id, so that a mail can be rendered again; it is stored nowhere. */
export function emailTokenUrl(id: string, purpose: EmailTokenPurpose): string {
  return `${env.appUrl}${PATH[purpose]}/${tokenString(id)}`;
}

/**
 * Use a token up: of any number of calls, at the same time or later, exactly one gets `ok`. Give the transaction of what
 * the token is used for, so that both happen or neither.
 */
export async function consumeEmailToken(token: string, purpose: EmailTokenPurpose, tx: Db = db): Promise<Result<TokenSubject, TokenProblem>> {
  const tokenHash = hashToken(token);
  const { count } = await tx.emailToken.updateMany({
    where: { tokenHash, purpose, consumedAt: null, expiresAt: { gt: now() } },
    data: { consumedAt: now() },
  });
  const row = await tx.emailToken.findUnique({ where: { tokenHash } });
  if (!row || row.purpose !== purpose) return fail("unknown");
  if (count === 0) return fail(row.consumedAt ? "used" : "expired");
  return ok({ email: row.email, userId: row.userId, returnTo: row.returnTo });
}

/** Look at a token without using it, for the page behind the link. A dead one still says whose it was, to offer a new one. */
export async function peekEmailToken(token: string, purpose: EmailTokenPurpose): Promise<Result<TokenSubject, { problem: TokenProblem; subject: TokenSubject | null }>> {
  const row = await db.emailToken.findUnique({ where: { tokenHash: hashToken(token) } });
  if (!row || row.purpose !== purpose) return fail({ problem: "unknown", subject: null });
  const subject = { email: row.email, userId: row.userId, returnTo: row.returnTo };
  if (row.consumedAt) return fail({ problem: "used", subject });
  return row.expiresAt > now() ? ok(subject) : fail({ problem: "expired", subject });
}

/** What a token that was mailed is about, used up or not, by its row's id: for a mail that is written once more. */
export async function peekEmailTokenById(tx: Tx, id: string): Promise<TokenSubject | null> {
  return tx.emailToken.findUnique({ where: { id }, select: { email: true, userId: true, returnTo: true } });
}

/** Make every unused link of this kind to this address worthless. */
export async function revokeEmailTokens(tx: Tx, email: string, purpose: EmailTokenPurpose): Promise<void> {
  await tx.emailToken.updateMany({ where: { email: normaliseEmail(email), purpose, consumedAt: null }, data: { consumedAt: now() } });
}

function tokenString(id: string): string {
  return `${id}.${signedToken(env.sessionSecret, "email-token", id)}`;
}
