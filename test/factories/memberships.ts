import { db } from "~/db.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import type { BillingInterval, Offer, Price, Tier, User } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { newToken } from "~/lib/tokens";
import type { Control } from "../sandbox";
import { aCourse } from "./catalog";
import { makePerson } from "./people";
import { aSellingStore, type SellingStore } from "./sales";

export const CARD = "4242424242424242";

export interface Club {
  shop: SellingStore;
  /** The membership. */
  offer: Offer;
  tier: Tier;
  /** A second, dearer tier. */
  gold: Tier;
  monthly: Price;
  yearly: Price;
  goldMonthly: Price;
  /** A course the first tier opens. */
  courseId: string;
}

export interface ClubOptions {
  currency?: string;
  /** Minor units. */
  monthly?: number;
  trialDays?: number;
  graceDays?: number;
  pauseAllowed?: boolean;
}

/** A published membership with two tiers on a store that can sell. */
export async function aClub(control: Control, { currency = "eur", monthly = 900, trialDays = 0, graceDays = 5, pauseAllowed = true }: ClubOptions = {}): Promise<Club> {
  const shop = await aSellingStore(control, { currency, country: currency === "jpy" ? "JP" : "DE" });
  return aClubOf(shop, { currency, monthly, trialDays, graceDays, pauseAllowed });
}

/** The same for a store that is there already. */
export async function aClubOf(shop: SellingStore, { currency = "eur", monthly = 900, trialDays = 0, graceDays = 5, pauseAllowed = true }: ClubOptions = {}): Promise<Club> {
  const id = newId("offer");
  const offer = await db.offer.create({
    data: {
      id, storeId: shop.store.id, kind: "membership", slug: `club-${id.slice(-10)}`, title: "The Tuesday Club", subtitle: "", highlights: [], status: "published", publishedAt: now(), createdAt: now(), updatedAt: now(),
      membership: { create: { graceDays, pauseAllowed } },
    },
  });
  const { offer: course } = await aCourse(shop.store.id, { currency });
  const tier = await aTier(offer.id, "Studio", 0, [course.id]);
  const gold = await aTier(offer.id, "Gold", 1, [course.id]);
  return {
    shop, offer, tier, gold, courseId: course.id,
    monthly: await aRecurringPrice(tier, "month", monthly, currency, trialDays),
    yearly: await aRecurringPrice(tier, "year", monthly * 10, currency, trialDays),
    goldMonthly: await aRecurringPrice(gold, "month", monthly * 2, currency),
  };
}

export function aTier(offerId: string, title: string, position: number, opens: string[] = []): Promise<Tier> {
  return db.tier.create({ data: { id: newId("tier"), offerId, title, highlights: [], position, createdAt: now(), items: { create: opens.map((item) => ({ offerId: item, addedAt: now() })) } } });
}

export function aRecurringPrice(tier: Tier, interval: BillingInterval | null, amount: number, currency = "eur", trialDays = 0): Promise<Price> {
  return db.price.create({ data: { id: newId("price"), offerId: tier.offerId, tierId: tier.id, interval, amount: BigInt(amount), currency, trialDays, active: true, createdAt: now() } });
}

export interface Joining {
  price?: Price;
  /** Null: a guest. Left out: a new person. */
  user?: User | null;
  email?: string;
  number?: string;
  buyerKey?: string;
}

/** Begin to join: the order and Stripe's session, nothing paid. */
export async function beginToJoin(club: Club, { price = club.monthly, user, buyerKey = newToken() }: Joining = {}) {
  const viewer = user === undefined ? await makePerson() : user;
  const started = await startCheckout({ offerId: club.offer.id, priceId: price.id, viewer, buyerKey, uiMode: "hosted_page" });
  if (!started.ok) throw new Error(`joining refused: ${started.error.kind}`);
  const { stripeSessionId } = await db.checkoutSession.findFirstOrThrow({ where: { orderId: started.value.orderId, status: "open" } });
  return { orderId: started.value.orderId, sessionId: stripeSessionId ?? "", user: viewer, buyerKey };
}

/** Pay at Stripe; its webhooks are held. */
export async function payToJoin(control: Control, club: Club, joining: Joining = {}) {
  const begun = await beginToJoin(club, joining);
  control.checkout.pay({ session: begun.sessionId, number: joining.number ?? CARD, email: joining.email ?? begun.user?.email ?? "guest@example.com", name: "Noor Haddad" });
  return begun;
}

/** Deliver what Stripe has to say, and let the jobs run. */
export async function deliver(control: Control, order: "fifo" | "lifo" | "shuffle" = "fifo"): Promise<void> {
  // What was due at Stripe happens first.
  control.clock.get({});
  // Signatures carry the real time, however far a test has moved the clock.
  const putBack = setClock(() => Date.now());
  try {
    control.webhooks.release({ order });
    await control.webhooks.flush({});
  } finally {
    putBack();
  }
  await drain(jobHandlers);
}

/** A member who has joined and paid. */
export async function aMember(control: Control, club: Club, joining: Joining = {}) {
  const joined = await payToJoin(control, club, joining);
  await deliver(control);
  const row = await db.subscription.findUniqueOrThrow({ where: { orderId: joined.orderId } });
  return { ...joined, subscriptionId: row.id, stripeSubscriptionId: row.stripeSubscriptionId, userId: row.userId, which: { userId: row.userId, subscriptionId: row.id } };
}
