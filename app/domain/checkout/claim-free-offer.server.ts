import { db } from "~/db.server";
import { owns } from "~/domain/access/can-open.server";
import { completeFreeOrder } from "~/domain/orders/complete-free-order.server";
import { mailWayIn } from "~/domain/sign-in/mail-links.server";
import type { TooMany } from "~/domain/people/rate-limit.server";
import type { Requester } from "~/domain/people/requester";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import { now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { hashToken } from "~/lib/tokens";
import type { CheckoutRefusal } from "./refusals";

export interface FreeClaim {
  offerId: string;
  /** The price the person saw; it must still be the offer's, and still nothing. */
  priceId: string;
  viewer: { id: string; email: string; name: string; emailVerified: boolean } | null;
  /** Who asks, when nobody is signed in or the address is not proved yet. */
  email: string;
  buyerKey: string;
  requester: Requester;
}

export type FreeClaimRefusal =
  | Extract<CheckoutRefusal, { kind: "offer_unavailable" | "price_changed" | "not_free" | "already_owned" }>
  | ({ kind: "too_many" } & TooMany);

/**
 * Take a free offer. A person whose address is proved has it at once; everybody else gets a link by mail that leads to
 * /checkout/<order>/claim, because a typed address opens nothing. No Stripe in any of this.
 */
export async function claimFreeOffer(claim: FreeClaim): Promise<Result<{ orderId: string; outcome: "granted" | "link_sent" }, FreeClaimRefusal>> {
  const offer = await db.offer.findUnique({ where: { id: claim.offerId }, include: { prices: { where: { active: true }, include: { tier: { select: { archivedAt: true } } } }, store: true } });
  if (!offer || offer.status !== "published" || offer.prices.length === 0) return fail({ kind: "offer_unavailable" });
  const price = offer.prices.find(({ id }) => id === claim.priceId);
  if (!price) return fail({ kind: "price_changed" });
  if (price.tier?.archivedAt) return fail({ kind: "offer_unavailable" });
  if (price.amount !== 0n) return fail({ kind: "not_free" });
  if (claim.viewer && (await owns(claim.viewer.id, offer.id))) return fail({ kind: "already_owned", offerId: offer.id });

  const email = normaliseEmail(claim.viewer?.email ?? claim.email);
  const cause: Cause = { cause: "free offer asked for", causeId: claim.viewer?.id ?? null };
  const wanted = {
    storeId: offer.storeId,
    offerId: offer.id,
    priceId: price.id,
    buyerKeyHash: hashToken(claim.buyerKey),
    buyerEmail: email,
    offerTitle: offer.title,
    offerKind: offer.kind,
    amount: 0n,
    accessDays: offer.accessDays,
    tierId: price.tierId,
    currency: price.currency,
    livemode: env.stripe.livemode,
  };
  const orderId = await db.$transaction(async (tx) => {
    // A second press, or a second tab, goes on with the same order.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`free ${offer.id} ${email}`}, 0))`;
    const { buyerKeyHash, offerId, priceId, accessDays } = wanted;
    const former = await tx.order.findFirst({ where: { offerId, priceId, accessDays, buyerKeyHash, buyerEmail: email, status: "pending" }, select: { id: true } });
    if (former) return former.id;
    const id = newId("order");
    await tx.order.create({ data: { id, status: "pending", createdAt: now(), ...wanted } });
    await recordTransition(tx, { subjectType: "order", subjectId: id, from: null, to: "pending", ...cause });
    return id;
  });

  if (claim.viewer?.emailVerified) {
    const done = await completeFreeOrder(orderId, claim.viewer.id, cause);
    if (!done.ok) throw new Error(`Free order ${orderId} could not be completed: ${done.error}`);
    return ok({ orderId, outcome: "granted" });
  }
  const mailed = await mailWayIn({ email, returnTo: `/checkout/${orderId}/claim`, requester: claim.requester, store: offer.store });
  return mailed.ok ? ok({ orderId, outcome: "link_sent" }) : fail({ kind: "too_many", ...mailed.error });
}

/** The free order a mailed link led to: of the person whose proved address asked for it; null for everybody else. */
export async function claimableOrder(orderId: string, viewer: { id: string; email: string; emailVerified: boolean }) {
  if (!viewer.emailVerified) return null;
  return db.order.findFirst({
    where: { id: orderId, amount: 0n, interval: null, OR: [{ userId: viewer.id }, { userId: null, buyerEmail: normaliseEmail(viewer.email) }] },
    include: { store: true, offer: { select: { coverFileId: true, slug: true } } },
  });
}
