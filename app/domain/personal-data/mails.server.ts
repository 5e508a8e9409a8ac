import type { Tx } from "~/db.server";
import type { OutboxStatus } from "~/generated/prisma/enums";

/** Everything that has left us or never will. What is still to be sent stays: a notice must reach its reader. */
const OVER: OutboxStatus[] = ["sent", "delivered", "bounced", "complained", "failed", "suppressed"];

/** Receipts are part of the invoices sellers must keep; everything else we wrote to a person goes with them. */
const KEPT = ["receipt", "renewal-receipt", "refund-receipt"];
const NOT_KEPT = { kind: { notIn: KEPT } };

/** What is told once for as long as it is true, and the mail itself is the mark that it was (memberships/due-reminders and others): forgotten, it would be told anew. */
const MEMBER_MARKS = ["trial-ending", "card-expiring", "membership-ended"];
const MARKS = [...MEMBER_MARKS, "dispute-opened", "dispute-closed", "fraud-warning", "payout-failed"];
const ARRIVED: OutboxStatus[] = ["sent", "delivered", "complained"];

/**
 * Forget the mails to an address that is a person's no more: it changed, or its account went into another. Receipts stay, what is not sent
 * yet, and the marks of what was told (one that did not arrive is told anew, at the new address); those go with the account.
 */
export async function forgetSentMails(tx: Tx, address: string): Promise<void> {
  await tx.outboxEmail.deleteMany({ where: { toAddress: address, ...NOT_KEPT, status: { in: OVER }, NOT: { kind: { in: MARKS }, status: { in: ARRIVED } } } });
}

/**
 * Forget every mail to a person's addresses, sent or not, those about their orders to whatever address these were paid under,
 * and those about a change of address that name one of them. Receipts stay.
 */
export async function forgetMails(tx: Tx, userId: string, addresses: readonly string[]): Promise<void> {
  const all = [...addresses];
  await tx.$executeRaw`
    DELETE FROM outbox_emails e USING orders o
     WHERE o.id = e.order_id AND o.user_id = ${userId} AND (e.to_address = o.buyer_email OR e.kind = ANY(${MEMBER_MARKS})) AND e.kind <> ALL(${KEPT})`;
  await tx.outboxEmail.deleteMany({ where: { toAddress: { in: all }, ...NOT_KEPT } });
  await tx.mailAddress.deleteMany({ where: { email: { in: all } } });
  await tx.$executeRaw`
    DELETE FROM outbox_emails
     WHERE (kind IN ('change-email', 'email-changed') AND payload->'props'->>'former' = ANY(${all}))
        OR (kind = 'email-changed' AND payload->'props'->>'email' = ANY(${all}))
        OR (kind = 'merge-people' AND payload->'props'->>'into' = ANY(${all}))`;
}

/**
 * Every address a person is known by here: the present one, and those they had before (the notices that went to those say
 * so, each naming the next). Never one that somebody else signs in with by now.
 */
export async function addressesOf(tx: Tx, { id, email }: { id: string; email: string }): Promise<string[]> {
  const ways = await tx.emailToken.findMany({ where: { userId: id, purpose: "restore_email" }, select: { email: true } });
  const known = new Set([email, ...ways.map((way) => way.email)]);
  for (let before = 0; before < known.size; ) {
    before = known.size;
    const rows = await tx.$queryRaw<{ former: string }[]>`
      SELECT DISTINCT to_address AS former FROM outbox_emails WHERE kind = 'email-changed' AND payload->'props'->>'email' = ANY(${[...known]})`;
    for (const { former } of rows) known.add(former);
  }
  const others = await tx.user.findMany({ where: { email: { in: [...known] }, id: { not: id } }, select: { email: true } });
  for (const other of others) known.delete(other.email);
  return [...known];
}
