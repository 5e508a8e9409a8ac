import { isOperator, type AtWork } from "~/auth/guards.server";
import { quietWebhooks } from "~/domain/events/quiet-webhooks.server";
import { stripePulse } from "~/domain/merchants/pulse.server";
import { studioBanner } from "~/domain/merchants/studio-banner.server";
import { mailTrouble, reachesOwner } from "~/domain/personal-data/mend-address.server";
import { CAPABILITIES, type Capability } from "~/domain/team/may";
import { workplacesOf } from "~/domain/team/workplaces.server";
import { formatMoment } from "~/lib/dates";

/**
 * What the frame of studio and settings needs: who is at work, where, what they may do there, and whether our mail reaches them and the
 * owner. Stripe's news are for those who can act on them: the pages behind are theirs alone.
 */
export async function shellOf({ viewer, store, role, may }: AtWork) {
  const stripe = may("stripe.manage");
  const [stores, trouble, ownerReached, banner, pulse, quiet] = await Promise.all([
    workplacesOf(viewer.id),
    mailTrouble(viewer.email),
    store.ownerId === viewer.id || reachesOwner(store),
    stripe ? studioBanner(store.id) : null,
    stripe ? stripePulse(store.id) : null,
    may("events.read") ? quietWebhooks(store.id) : null,
  ]);
  return {
    user: { name: viewer.name, email: viewer.email, operator: isOperator(viewer), stores: stores.map((one) => ({ ...one, here: one.id === store.id })) },
    store: { name: store.name, slug: store.slug },
    role,
    capabilities: (Object.keys(CAPABILITIES) as Capability[]).filter(may),
    trouble: trouble?.problem ?? null,
    ownerReached,
    banner,
    pulse,
    quiet: quiet && { sales: quiet.sales, lastMessage: quiet.lastMessage && formatMoment(quiet.lastMessage) },
  };
}
