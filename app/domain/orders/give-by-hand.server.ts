import { db, type Tx } from "~/db.server";
import { liveNow } from "~/domain/access/can-open.server";
import { audit } from "~/domain/audit/record.server";
import { noteCustomer } from "~/domain/customers/note-customer.server";
import { findOrCreatePerson } from "~/domain/people/find-or-create-person.server";
import { takeTry, type Limit } from "~/domain/people/rate-limit.server";
import { queueGift } from "~/domain/receipts/queue-gift.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Offer, Price } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { DAY, now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";
import { ID_PREFIX, newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { hashToken, newToken } from "~/lib/tokens";
import { giveAccess } from "./give-access.server";
import { lockPurchasesOf } from "./paid-twice.server";

/** What somebody of a store gives for nothing. */
export interface ByHand {
  /** Made when the form was shown: two clicks on one form give once. */
  orderId: string;
  storeId: string;
  actorId: string;
  email: string;
  /** "" where it is not known. */
  name: string;
  offerId: string;
  /** Of a membership: which tier. */
  tierId: string | null;
  /** Null: for good. */
  days: number | null;
  /** Why, for nobody but the store. */
  reason: string;
  /** To the person, in the mail; "" for none. */
  message: string;
}

export type ByHandRefusal =
  /** The offer is not there, or not this store's. */
  | "unknown_offer"
  /** A membership without one of its tiers, or another offer with one. */
  | "unknown_tier"
  /** They have it for as long already, or pay for it. */
  | "has_it"
  /** More than a day allows. */
  | "too_many"
  /** The form's id is of another thing. */
  | "bad_form";

/** Mails to addresses a store names go out with each: enough for a class, too few for a campaign. */
const A_DAY: Limit = { name: "gifts", max: 300, windowMs: DAY };

/**
 * Give a person an offer of the store without a sale: an order without number and payment, which opens what a purchase would (of a
 * bundle all in it, licence keys too), and a mail that signs them in. Days follow days they have. Any number of calls with one id, one gift.
 */
export async function giveByHand(gift: ByHand): Promise<Result<{ orderId: string; userId: string }, ByHandRefusal>> {
  if (!new RegExp(`^${ID_PREFIX.order}_[0-9a-z]{26}$`).test(gift.orderId)) return fail("bad_form");
  const former = await db.order.findUnique({ where: { id: gift.orderId }, select: { storeId: true, givenById: true, userId: true } });
  if (former) return again(former, gift);
  if (!(await takeTry(A_DAY, gift.storeId)).ok) return fail("too_many");
  const given = await db.$transaction((tx) => give(tx, gift));
  if (given.ok) wake("send-email");
  return given;
}

function again(former: { storeId: string; givenById: string | null; userId: string | null }, { storeId, orderId }: ByHand): Result<{ orderId: string; userId: string }, ByHandRefusal> {
  return former.storeId === storeId && former.givenById !== null && former.userId !== null ? ok({ orderId, userId: former.userId }) : fail("bad_form");
}

async function give(tx: Tx, gift: ByHand): Promise<Result<{ orderId: string; userId: string }, ByHandRefusal>> {
  const { storeId, actorId, orderId, tierId, days } = gift;
  const offer = await tx.offer.findFirst({ where: { id: gift.offerId, storeId } });
  if (!offer) return fail("unknown_offer");
  if ((offer.kind === "membership") !== (tierId !== null)) return fail("unknown_tier");
  if (tierId && !(await tx.tier.findFirst({ where: { id: tierId, offerId: offer.id }, select: { id: true } }))) return fail("unknown_tier");
  const email = normaliseEmail(gift.email);
  const { userId } = await findOrCreatePerson(tx, { email, name: gift.name });
  await lockPurchasesOf(tx, userId);
  // The same form in the same moment: the other one has given it by now.
  const former = await tx.order.findUnique({ where: { id: orderId }, select: { storeId: true, givenById: true, userId: true } });
  if (former) return again(former, gift);
  if (await hasIt(tx, userId, offer, tierId)) return fail("has_it");
  const price = await priceOf(tx, offer, tierId);
  const person = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
  const order = await tx.order.create({
    data: {
      id: orderId, storeId, offerId: offer.id, priceId: price.id, userId, buyerKeyHash: hashToken(newToken()), buyerEmail: email, buyerName: person.name, status: "paid",
      offerTitle: offer.title, offerKind: offer.kind, tierId, accessDays: days, amount: 0n, currency: price.currency, createdAt: now(), givenById: actorId, givenReason: gift.reason || null,
    },
  });
  const cause: Cause = { cause: "given by hand", causeId: actorId };
  await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: null, to: "given", ...cause });
  await giveAccess(tx, order, userId, cause);
  await noteCustomer(tx, { storeId, userId, at: order.createdAt, order: false });
  await queueGift(tx, order, gift.message, cause);
  const long = days === null ? "" : ` for ${days} ${days === 1 ? "day" : "days"}`;
  await audit(tx, { storeId, actorId, action: "access.give", subjectType: "order", subjectId: orderId, summary: `gave “${offer.title}”${long} to a customer for nothing` });
  return ok({ orderId, userId });
}

/** What they own without an end, or pay for, cannot be given on top; to days they have, days can be added. */
async function hasIt(tx: Tx, userId: string, offer: Offer, tierId: string | null): Promise<boolean> {
  if (offer.kind === "membership" && (await tx.subscription.findFirst({ where: { userId, offerId: offer.id, endedAt: null }, select: { id: true } }))) return true;
  return (await tx.grant.findFirst({ where: { userId, offerId: offer.id, ...(tierId ? { tierId } : {}), ...liveNow(), expiresAt: null }, select: { id: true } })) !== null;
}

/** Every order has a price of its offer. One that never had any gets one that is for nobody. */
async function priceOf(tx: Tx, offer: Offer, tierId: string | null): Promise<Pick<Price, "id" | "currency">> {
  const known = await tx.price.findFirst({ where: { offerId: offer.id, ...(tierId ? { tierId } : {}) }, orderBy: [{ active: "desc" }, { createdAt: "desc" }], select: { id: true, currency: true } });
  if (known) return known;
  const { currency } = await tx.store.findUniqueOrThrow({ where: { id: offer.storeId }, select: { currency: true } });
  return tx.price.create({ data: { id: newId("price"), offerId: offer.id, tierId, amount: 0n, currency, active: false, createdAt: now() }, select: { id: true, currency: true } });
}
