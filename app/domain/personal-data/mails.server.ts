import type { Db, Tx } from "~/db.server";
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
  await forgetNames(tx, userId);
}

/**
 * The same in what went to a person's sellers: a mail about one order names nobody any more (it stays, as the mark that it was
 * told), and summaries that have gone out and name them among others are marks of nothing.
 */
async function forgetNames(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbox_emails e SET payload = jsonb_set(e.payload, '{props,buyer}', CASE jsonb_typeof(e.payload->'props'->'buyer') WHEN 'object' THEN '{"name": "Deleted account", "email": ""}'::jsonb ELSE '"Deleted account"'::jsonb END)
      FROM orders o WHERE o.id = e.order_id AND o.user_id = ${userId} AND e.kind <> ALL(${KEPT}) AND e.payload->'props'->'buyer' IS NOT NULL`;
  await tx.$executeRaw`
    DELETE FROM outbox_emails e
     USING (SELECT o.store_id, known.name FROM orders o JOIN users u ON u.id = o.user_id CROSS JOIN LATERAL (VALUES (o.buyer_name), (o.buyer_email), (u.name), (u.email)) known (name) WHERE o.user_id = ${userId} AND known.name <> '') called
     WHERE e.kind IN ('sale-digest', 'renewals-failed') AND starts_with(e.subject_key, called.store_id || '.') AND e.status::text = ANY(${OVER})
       AND strpos(e.payload::text, trim(BOTH '"' FROM to_jsonb(called.name)::text)) > 0`;
}

/** A mail as the file of everything kept about a person lists it. */
export interface KeptMail {
  kind: string;
  to: string;
  status: OutboxStatus;
  createdAt: Date;
  sentAt: Date | null;
}

/** Every mail `forgetMails` speaks of that went to the person, receipts too, oldest first: to their addresses, and about their orders to what these were paid under. */
export function mailsOfPerson(client: Db, userId: string, addresses: readonly string[]): Promise<KeptMail[]> {
  return client.$queryRaw<KeptMail[]>`
    SELECT kind, to_address AS "to", status::text AS status, created_at AS "createdAt", sent_at AS "sentAt" FROM outbox_emails
     WHERE id IN (SELECT id FROM outbox_emails WHERE to_address = ANY(${[...addresses]})
                  UNION SELECT e.id FROM outbox_emails e JOIN orders o ON o.id = e.order_id WHERE o.user_id = ${userId} AND e.to_address = o.buyer_email)
     ORDER BY created_at, id`;
}

/**
 * Every address a person is known by here: the present one, and those they had before (the notices that went to those say
 * so, each naming the next). Never one that somebody else signs in with by now.
 */
export async function addressesOf(tx: Db, { id, email }: { id: string; email: string }): Promise<string[]> {
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
