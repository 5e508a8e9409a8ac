import { db } from "~/db.server";
import { env } from "~/env.server";
import type { Store } from "~/generated/prisma/client";
import { authorizeUrl } from "~/integrations/stripe/oauth.server";
import { DAY, HOUR, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { hashToken, newToken } from "~/lib/tokens";
import { localPath } from "~/lib/urls";

export const STATE_LIFETIME_MS = HOUR;
const KEEP_OLD_STATES_MS = 7 * DAY;
export const STRIPE_SETTINGS = "/settings/integrations/stripe";

/** Who begins the trip, and in which browser session: nobody else can end it. */
export interface ConnectTraveller {
  userId: string;
  /** SHA-256 id of the session. */
  sessionId: string;
}

/**
 * Begin a trip to Stripe's consent page: a random state, of which only the hash is kept, bound to person, store and session,
 * good for one hour and one return. `returnTo` is where the creator was; anything but a local path becomes the settings page.
 * @returns the address to send the browser to
 */
export async function beginConnect(store: Store, who: ConnectTraveller & { email: string; name: string }, returnTo: string | null): Promise<string> {
  const state = newToken();
  const at = now();
  await db.oAuthState.deleteMany({ where: { expiresAt: { lt: later(-KEEP_OLD_STATES_MS, at) } } });
  await db.oAuthState.create({
    data: {
      id: newId("oauthState"), stateHash: hashToken(state), userId: who.userId, sessionId: who.sessionId, storeId: store.id,
      returnTo: localPath(returnTo, STRIPE_SETTINGS), createdAt: at, expiresAt: later(STATE_LIFETIME_MS, at),
    },
  });
  return authorizeUrl(state, {
    email: who.email,
    ...personNames(who.name),
    url: `${env.appUrl}/s/${store.slug}`,
    country: store.country,
    business_name: store.legalName || store.name,
    currency: store.currency,
    street_address: store.addressLine1,
    city: store.city,
    zip: store.postalCode,
    product_description: store.tagline,
  });
}

/** First and last name, where a name is plainly both; Stripe's form asks for them, and a wrong guess is worse than none. */
function personNames(name: string): { first_name?: string; last_name?: string } {
  const [first, last, ...more] = name.trim().split(/\s+/);
  return first && last && more.length === 0 ? { first_name: first, last_name: last } : {};
}
