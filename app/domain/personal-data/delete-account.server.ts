import { db, type Tx } from "~/db.server";
import { forgetCustomer } from "~/domain/customers/move-customers.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { forgetTeams } from "~/domain/team/personal.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";
import { fail, ok, type Result } from "~/lib/result";
import { endAllMemberships } from "~/domain/memberships/cancel.server";
import { addressesOf, forgetMails } from "./mails.server";

export type DeletionRefusal =
  /** A store's buyers need their seller. */
  | { kind: "owns_store"; storeName: string }
  /** Money is on its way for an order: it has to arrive or fail first. */
  | { kind: "payment_under_way" }
  /** Stripe could not be told to stop a membership: nothing was deleted, and the same click again is safe. */
  | { kind: "try_again" };

/** What would go and what would stay, for the page that asks. */
export async function deletionPreview(userId: string) {
  const [store, orders, titles, memberships] = await Promise.all([
    db.store.findUnique({ where: { ownerId: userId }, select: { name: true } }),
    db.order.count({ where: { userId, number: { not: null } } }),
    db.grant.count({ where: { userId, revokedAt: null } }),
    db.subscription.findMany({ where: { userId, endedAt: null }, select: { offer: { select: { title: true } } } }),
  ]);
  return { storeName: store?.name ?? null, orders, titles, memberships: memberships.map((one) => one.offer.title) };
}

/**
 * Forget a person: memberships are ended at Stripe first, then all that is about them goes in one transaction. Orders stay
 * with name and address as they stand on the receipt, because sellers must keep invoices; nothing else does. Cannot be undone.
 */
export async function deleteAccount(userId: string, cause: Cause): Promise<Result<undefined, DeletionRefusal>> {
  const may = await deletable(userId);
  if (!may.ok) return may;
  const ended = await endAllMemberships({ userId }, cause);
  if (!ended.ok) return fail({ kind: "try_again" });
  const done = await db.$transaction(async (tx): Promise<Result<undefined, DeletionRefusal>> => {
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId} FOR UPDATE`;
    const person = await tx.user.findUnique({ where: { id: userId, deletedAt: null } });
    if (!person) return ok();
    await forget(tx, person, cause);
    return ok();
  });
  if (done.ok) wake("send-email");
  return done;
}

async function deletable(userId: string): Promise<Result<undefined, DeletionRefusal>> {
  const store = await db.store.findUnique({ where: { ownerId: userId }, select: { name: true } });
  if (store) return fail({ kind: "owns_store", storeName: store.name });
  const underWay = await db.order.findFirst({ where: { userId, status: "processing" }, select: { id: true } });
  return underWay ? fail({ kind: "payment_under_way" }) : ok();
}

async function forget(tx: Tx, person: { id: string; email: string }, cause: Cause): Promise<void> {
  const { id: userId, email } = person;
  const where = { userId };
  const addresses = await addressesOf(tx, person);
  for (const grant of await tx.grant.findMany({ where: { userId, revokedAt: null } })) {
    await tx.grant.update({ where: { id: grant.id }, data: { revokedAt: now(), revokedReason: "The account was deleted.", revokedKind: "left" } });
    await recordTransition(tx, { subjectType: "grant", subjectId: grant.id, from: grant.suspendedAt ? "suspended" : "granted", to: "revoked", ...cause });
  }
  await tx.lessonProgress.deleteMany({ where });
  await tx.lessonOpening.deleteMany({ where });
  await tx.lessonNote.deleteMany({ where });
  await tx.quizAttempt.deleteMany({ where });
  await tx.certificate.deleteMany({ where });
  await tx.download.deleteMany({ where });
  // What their machines and sites are called. The key is off, so nothing counts these any more.
  await tx.licenseActivation.deleteMany({ where: { license: { userId } } });
  await tx.license.updateMany({ where: { userId, disabledAt: null }, data: { disabledAt: now() } });
  await tx.mailPreference.deleteMany({ where });
  await tx.session.deleteMany({ where });
  await tx.subscription.updateMany({ where, data: { leaveReason: null } });
  await tx.emailToken.deleteMany({ where: { OR: [{ userId }, { email: { in: addresses } }] } });
  await tx.waitingListEntry.deleteMany({ where: { email: { in: addresses } } });
  await forgetTeams(tx, userId, addresses);
  await forgetMails(tx, userId, addresses);
  await forgetCustomer(tx, userId);
  const ordersKept = await tx.order.count({ where: { userId, number: { not: null } } });
  // A checkout that is still open somewhere is nobody's from now on: if it is paid after all, the address given there gets it.
  await tx.order.updateMany({ where: { userId, status: { in: ["pending", "expired", "failed"] } }, data: { userId: null, buyerEmail: null, buyerName: null } });
  await queueEmail(tx, { kind: "account-deleted", to: email, subjectKey: userId, link: null, props: { email, deletedAt: formatMoment(now()), ordersKept }, cause });
  await tx.user.update({ where: { id: userId }, data: { email: `${userId}@deleted.invalid`, name: "Deleted account", passwordHash: null, emailVerifiedAt: null, deletedAt: now() } });
  await recordTransition(tx, { subjectType: "person", subjectId: userId, from: null, to: "deleted", ...cause });
}
