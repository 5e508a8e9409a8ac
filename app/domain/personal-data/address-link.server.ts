import { db } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { createEmailToken, peekEmailToken, TOKEN_LIFE, type TokenProblem } from "~/domain/people/email-tokens.server";
import { takeMailTry, type TooMany } from "~/domain/people/rate-limit.server";
import type { Requester } from "~/domain/people/requester";
import { wake } from "~/jobs/queue.server";
import { normaliseEmail } from "~/lib/email";
import { fail, ok, type Result } from "~/lib/result";

export interface AddressWanted {
  userId: string;
  /** As typed. */
  email: string;
  requester: Requester;
}

/**
 * Mail a link to the address a signed-in person wants from now on. The answer is the same whether the address is known here
 * or not: what it leads to is shown only to who can read that mailbox.
 */
export function askToChangeEmail(wanted: AddressWanted): Promise<Result<undefined, "same" | TooMany>> {
  return mailLink(wanted, "change_email");
}

/**
 * Mail a link to another address under which a signed-in person bought something too. `unproved`: nobody has shown yet that the
 * address they are signed in with is theirs (a purchase may have begun with a typing mistake), and whoever reads that mailbox
 * would be given everything.
 */
export async function askToMerge(wanted: AddressWanted): Promise<Result<undefined, "same" | "unproved" | TooMany>> {
  const person = await db.user.findUniqueOrThrow({ where: { id: wanted.userId }, select: { emailVerifiedAt: true } });
  return person.emailVerifiedAt ? mailLink(wanted, "merge_people") : fail("unproved");
}

async function mailLink({ userId, email: typed, requester }: AddressWanted, purpose: "change_email" | "merge_people"): Promise<Result<undefined, "same" | TooMany>> {
  const email = normaliseEmail(typed);
  const person = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  if (person.email === email) return fail("same");
  const allowed = await takeMailTry(email, requester.ip);
  if (!allowed.ok) return allowed;
  await db.$transaction(async (tx) => {
    const tokenId = await createEmailToken(tx, { purpose, email, userId });
    const common = { to: email, subjectKey: tokenId, link: { tokenId, purpose }, cause: { cause: "asked for on the account page", causeId: userId } };
    const validFor = TOKEN_LIFE[purpose].words;
    if (purpose === "change_email") await queueEmail(tx, { kind: "change-email", ...common, props: { email, former: person.email, validFor } });
    else await queueEmail(tx, { kind: "merge-people", ...common, props: { email, into: person.email, validFor } });
  });
  wake("send-email");
  return ok();
}

export type LinkRefusal = TokenProblem | "someone_else";

/** The address a link proves, for the page behind it; used up by nothing here. Only the person who asked may go on. */
export async function addressBehind(token: string, purpose: "change_email" | "merge_people" | "mend_address", userId: string): Promise<Result<string, LinkRefusal>> {
  const seen = await peekEmailToken(token, purpose);
  if (!seen.ok) return fail(seen.error.problem);
  return seen.value.userId === userId ? ok(seen.value.email) : fail("someone_else");
}
