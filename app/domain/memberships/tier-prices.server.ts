import type { Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { offerGate, type OfferGate } from "~/domain/merchants/offer-gate";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import type { Cause } from "~/domain/transitions.server";
import type { Offer } from "~/generated/prisma/client";
import type { BillingInterval } from "~/generated/prisma/enums";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { formatMoney } from "~/lib/money";
import { fail, ok, type Result } from "~/lib/result";
import { inMembership, type MembershipKey } from "./tiers.server";

/** What a tier costs from now on. Minor units; null: not offered that way. A free tier has no month and no year. */
export interface TierPrices {
  currency: string;
  free: boolean;
  month: bigint | null;
  year: bigint | null;
  /** Days before the first payment, 0 for none. */
  trialDays: number;
}

export type TierPricesRefusal =
  | { reason: "not_found" }
  | { reason: "payments"; gate: Extract<OfferGate, { allowed: false }> }
  /** Another tier is in this currency, and a member could not change between the two. */
  | { reason: "other_currency"; currency: string }
  /** A published membership would be left without a tier that can be joined. */
  | { reason: "last_one" };

/**
 * Set what a tier costs. A price never changes: a new amount or trial is a new row, and who joined at the old one stays at it
 * as long as they stay (the founders' price). Amounts are already checked by `parseMoney`.
 */
export async function setTierPrices(key: MembershipKey, tierId: string, wanted: TierPrices, by: Cause | null = null): Promise<Result<undefined, TierPricesRefusal>> {
  const done = await inMembership<undefined, Exclude<TierPricesRefusal, { reason: "not_found" }>>(key, async (tx, membership) => {
    const tier = await tx.tier.findFirst({ where: { id: tierId, offerId: key.offerId }, select: { id: true, title: true, archivedAt: true } });
    if (!tier) return fail("not_found");
    const others = await tx.price.findMany({ where: { offerId: key.offerId, active: true, tierId: { not: tierId }, tier: { archivedAt: null } }, select: { currency: true, amount: true } });
    const prices = asked(wanted);
    const paid = prices.some((price) => price.amount > 0n);
    const other = others.find((price) => price.amount > 0n && price.currency !== wanted.currency);
    if (paid && other) return fail({ reason: "other_currency", currency: other.currency });
    if (membership.status === "published") {
      if (prices.length === 0 && others.length === 0) return fail({ reason: "last_one" });
      const gate = await gateOf(tx, membership, prices, wanted.currency);
      if (gate) return fail({ reason: "payments", gate });
    }
    await replace(tx, key.offerId, tierId, wanted, prices);
    await tx.offer.update({ where: { id: key.offerId }, data: { updatedAt: now() } });
    await auditBy(tx, by, { storeId: key.storeId, action: "offer.price", subjectType: "offer", subjectId: key.offerId, summary: `set the price of the tier “${tier.title}” of “${membership.title}” to ${priceWords(wanted)}` });
    return ok();
  });
  if (done.ok) return done;
  return fail(done.error === "not_found" ? { reason: "not_found" } : done.error);
}

interface Asked {
  interval: BillingInterval | null;
  amount: bigint;
  trialDays: number;
}

function asked({ free, month, year, trialDays }: TierPrices): Asked[] {
  if (free) return [{ interval: null, amount: 0n, trialDays: 0 }];
  const every = (interval: BillingInterval, amount: bigint | null): Asked[] => (amount === null || amount === 0n ? [] : [{ interval, amount, trialDays }]);
  return [...every("month", month), ...every("year", year)];
}

function priceWords({ free, currency, month, year }: TierPrices): string {
  if (free) return "free";
  const every = [month && `${formatMoney({ amount: month, currency })} a month`, year && `${formatMoney({ amount: year, currency })} a year`].filter(Boolean);
  return every.join(" and ") || "none";
}

async function gateOf(tx: Tx, membership: Offer, prices: Asked[], currency: string): Promise<Extract<OfferGate, { allowed: false }> | null> {
  const amount = prices.find((price) => price.amount > 0n)?.amount;
  if (amount === undefined) return null;
  const gate = offerGate({ amount, currency, accounts: await connectedAccounts(membership.storeId, tx), offerChoice: membership.connectedAccountId, now: now() });
  return gate.allowed ? null : gate;
}

async function replace(tx: Tx, offerId: string, tierId: string, { currency }: TierPrices, prices: Asked[]): Promise<void> {
  const present = await tx.price.findMany({ where: { offerId, tierId, active: true } });
  const stays = (price: { interval: BillingInterval | null; amount: bigint; currency: string; trialDays: number }) =>
    prices.some((one) => one.interval === price.interval && one.amount === price.amount && one.trialDays === price.trialDays && currency === price.currency);
  const going = present.filter((price) => !stays(price));
  if (going.length > 0) await tx.price.updateMany({ where: { id: { in: going.map((price) => price.id) } }, data: { active: false } });
  const kept = present.filter(stays);
  for (const price of prices) {
    if (kept.some((one) => one.interval === price.interval)) continue;
    await tx.price.create({ data: { id: newId("price"), offerId, tierId, currency, active: true, createdAt: now(), ...price } });
  }
}
