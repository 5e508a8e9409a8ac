import { db, type Tx } from "~/db.server";
import { stillWaits } from "~/domain/disputes/still-waits.server";
import { addressProblem, clearAddressProblem, type AddressProblem } from "~/domain/mail/address-problem.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { sendKeptBack } from "~/domain/mail/send-again.server";
import { consumeEmailToken, createEmailToken, TOKEN_LIFE } from "~/domain/people/email-tokens.server";
import { takeMailTry, type TooMany } from "~/domain/people/rate-limit.server";
import type { Requester } from "~/domain/people/requester";
import { wake } from "~/jobs/queue.server";
import { normaliseEmail } from "~/lib/email";
import { fail, ok, type Result } from "~/lib/result";
import { addressBehind, type LinkRefusal } from "./address-link.server";
import { moveTo } from "./change-email.server";
import type { MergeRefusal } from "./merge-people.server";

/** What keeps our mail from a signed-in person; null: nothing. */
export function mailTrouble(email: string): Promise<AddressProblem | null> {
  return addressProblem(email);
}

/** Whether our mail reaches a store's owner. */
export async function reachesOwner({ ownerId }: { ownerId: string }): Promise<boolean> {
  const { email } = await db.user.findUniqueOrThrow({ where: { id: ownerId }, select: { email: true } });
  return (await addressProblem(email)) === null;
}

/**
 * Mail a link to the address at which a signed-in person wants our mail after it came back: another one, or the same, which takes mail
 * again. A link that arrives is the proof, so neither password nor a fresh sign-in is asked: the old mailbox could not be used for either.
 * Only while mail to their address comes back; an address whose reader called us spam works, and changes on the account page as always.
 */
export async function askToMend({ userId, email: typed, requester }: { userId: string; email: string; requester: Requester }): Promise<Result<{ email: string }, "no_trouble" | "spam" | TooMany>> {
  const email = normaliseEmail(typed);
  const person = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  const trouble = await addressProblem(person.email);
  if (!trouble) return fail("no_trouble");
  if (trouble.problem === "complained" && email !== person.email) return fail("spam");
  const allowed = await takeMailTry(email, requester.ip);
  if (!allowed.ok) return allowed;
  await db.$transaction(async (tx) => {
    const tokenId = await createEmailToken(tx, { purpose: "mend_address", email, userId });
    await queueEmail(tx, {
      kind: "mend-address",
      subjectKey: tokenId,
      to: email,
      link: { tokenId, purpose: "mend_address" },
      props: { email, ...(email === person.email ? {} : { former: person.email }), validFor: TOKEN_LIFE.mend_address.words },
      cause: { cause: "asked for in the library", causeId: userId },
    });
  });
  wake("send-email");
  return ok({ email });
}

/**
 * The address from now on, by the link that went there. An account that exists under it is brought in, orders are receipted to it, and
 * what came back or was kept back goes out. Ends every session when the address is another one (the caller starts a new one).
 */
export async function mendAddress(token: string, userId: string, requester: Requester): Promise<Result<{ email: string; moved: boolean; sent: number }, LinkRefusal | MergeRefusal>> {
  const asked = await addressBehind(token, "mend_address", userId);
  if (!asked.ok) return asked;
  const email = asked.value;
  const mended = await db.$transaction(async (tx): Promise<Result<{ email: string; moved: boolean; sent: number }, LinkRefusal | MergeRefusal>> => {
    const { email: former } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
    const moved = former !== email;
    // Before the move, which forgets what was sent to the former address.
    const kept = moved ? await keptMails(tx, former) : [];
    const consume = () => consumeEmailToken(token, "mend_address", tx);
    const done = moved ? await moveTo(tx, { userId, email, requester }, consume) : await consume();
    if (!done.ok) return done;
    await clearAddressProblem(tx, email, "the person");
    if (moved) await tx.order.updateMany({ where: { userId, buyerEmail: former }, data: { buyerEmail: email } });
    const sent = await sendKeptBack(tx, former, email, { cause: "the address was corrected", causeId: userId }, (mail) => stillWaits(tx, mail), kept);
    return ok({ email, moved, sent });
  });
  if (mended.ok) wake("send-email");
  return mended;
}

function keptMails(tx: Tx, email: string) {
  return tx.outboxEmail.findMany({ where: { toAddress: email, status: { in: ["bounced", "suppressed"] } } });
}
