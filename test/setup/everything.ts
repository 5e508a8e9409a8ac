import { db } from "~/db.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import type { Control } from "../sandbox";
import { aDownload } from "../factories/catalog";
import { aClubOf } from "../factories/memberships";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore } from "../factories/sales";

/**
 * A store with one of everything an address can name: `ids` by the name of the address's parameter. `changed` says which of its tables look
 * different from when it was made.
 */
export async function everythingOf(control: Control) {
  const shop = await aSellingStore(control);
  const { store, owner, account, offer } = shop;
  const { orderId, sessionId } = await aCheckout(shop);
  control.checkout.pay({ session: sessionId, number: "4242424242424242", email: `${orderId}@example.com`, name: "Noor Haddad" });
  await completePurchase(orderId, { cause: "test" });
  const order = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  const userId = order.userId ?? "";
  const club = await aClubOf(shop);
  const { offer: download } = await aDownload(store.id);
  const at = now();
  const license = await db.license.create({ data: { id: newId("license"), offerId: download.id, orderId, userId, keyHash: newId("license"), keySealed: "", createdAt: at } });
  const post = await db.post.create({ data: { id: newId("post"), storeId: store.id, offerId: club.offer.id, title: "A note", status: "draft", createdAt: at, updatedAt: at } });
  const lesson = await db.lesson.findFirstOrThrow({ where: { offerId: offer.id } });
  const finding = await db.finding.create({ data: { id: newId("finding"), storeId: store.id, accountId: account.id, kind: "paid_no_access", subjectId: orderId, orderId, foundAt: at, lastSeenAt: at } });
  const warning = await db.fraudWarning.findFirst({ where: { storeId: store.id } });
  const email = await db.outboxEmail.findFirstOrThrow({ where: { orderId } });
  const event = await db.stripeEvent.create({
    data: { id: `evt_${orderId}`, endpoint: "connect", type: "charge.refunded", stripeAccountId: account.stripeAccountId, livemode: false, payload: {}, status: "failed", stripeCreatedAt: at, receivedAt: at },
  });
  const member = await db.teamMember.create({ data: { id: newId("teamMember"), storeId: store.id, userId: (await makePerson()).id, role: "editor", createdAt: at, invitedById: owner.id } });
  const ids: Record<string, string> = {
    offerId: offer.id,
    orderId,
    customerId: userId,
    userId,
    accountId: account.id,
    lessonId: lesson.id,
    tierId: club.tier.id,
    postId: post.id,
    licenseId: license.id,
    findingId: finding.id,
    emailId: email.id,
    eventId: event.id,
    warningId: warning?.id ?? "",
    memberId: member.id,
    payoutId: "po_of_another",
  };
  const before = await look(store.id);
  return {
    ids,
    changed: async () => {
      const after = await look(store.id);
      return Object.keys(before).filter((name) => before[name] !== after[name]);
    },
  };
}

/** Each table of the store as text. */
async function look(storeId: string): Promise<Record<string, string>> {
  const where = { storeId };
  const ofOffers = { offer: where };
  const tables: Record<string, unknown[]> = {
    stores: await db.store.findMany({ where: { id: storeId } }),
    offers: await db.offer.findMany({ where, orderBy: { id: "asc" } }),
    prices: await db.price.findMany({ where: ofOffers, orderBy: { id: "asc" } }),
    lessons: await db.lesson.findMany({ where: ofOffers, orderBy: { id: "asc" } }),
    tiers: await db.tier.findMany({ where: ofOffers, orderBy: { id: "asc" } }),
    posts: await db.post.findMany({ where, orderBy: { id: "asc" } }),
    licenses: await db.license.findMany({ where: ofOffers, orderBy: { id: "asc" } }),
    orders: await db.order.findMany({ where, orderBy: { id: "asc" } }),
    grants: await db.grant.findMany({ where: ofOffers, orderBy: { id: "asc" } }),
    refunds: await db.refund.findMany({ where, orderBy: { id: "asc" } }),
    notes: await db.note.findMany({ where, orderBy: { id: "asc" } }),
    findings: await db.finding.findMany({ where, orderBy: { id: "asc" } }),
    accounts: await db.connectedAccount.findMany({ where, orderBy: { id: "asc" }, select: { id: true, status: true, isPrimary: true, disconnectedAt: true } }),
    team: await db.teamMember.findMany({ where, orderBy: { id: "asc" } }),
    audit: await db.auditEntry.findMany({ where, orderBy: { id: "asc" } }),
    mails: await db.outboxEmail.findMany({ where, orderBy: { id: "asc" }, select: { id: true } }),
  };
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))]));
}
