import type { EmailStore } from "../../../emails";
import type { Tx } from "~/db.server";
import { storeFace } from "~/domain/mail/store-face";
import { env } from "~/env.server";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { planText } from "./plan-words";
import { recurringText } from "./price-words";
import { graceEnd, type SubscriptionFacts } from "./state";

/** A membership as its mails speak of it. */
export type MemberLetter = NonNullable<Awaited<ReturnType<typeof memberLetter>>>;

/**
 * Who is written to about a membership, and what every such mail shows; null where nobody is to be written to: the person has
 * deleted their account, or it is the second membership of one person, which is paid back.
 */
export async function memberLetter(tx: Tx, subscriptionId: string) {
  const row = await tx.subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: { user: true, tier: { select: { title: true } }, price: true, order: true, offer: { include: { store: true, membership: true } } },
  });
  if (row.user.deletedAt || row.order.duplicateOfId) return null;
  const { store } = row.offer;
  const face: EmailStore = storeFace(store);
  const manageUrl = `${env.appUrl}/library/memberships/${row.id}`;
  return {
    row,
    store,
    order: row.order,
    address: { to: row.user.email, storeId: row.storeId, orderId: row.orderId },
    common: { store: face, ...(row.user.name ? { memberName: row.user.name } : {}), membership: row.offer.title },
    plan: planText(row.tier.title, row.price.interval),
    rate: recurringText(row.price),
    manageUrl,
    cancelUrl: `${manageUrl}/cancel`,
    /** "€9 on 5 January 2027"; null: none is expected. */
    next: !row.endedAt && !row.cancelAt && row.currentPeriodEnd && row.status !== "past_due" ? `${formatMoney(row.price)} on ${formatDay(row.currentPeriodEnd)}` : null,
  };
}

/** Until when a failed payment leaves everything open, as a day; null: it is closed already. */
export function openUntil(facts: SubscriptionFacts, now: Date): string | null {
  const end = graceEnd(facts, now);
  return end > now ? formatDay(end) : null;
}
