import type { Cause } from "~/domain/transitions.server";
import type { ConnectedAccount, Prisma } from "~/generated/prisma/client";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import type { AccountSnapshot } from "~/integrations/stripe/accounts.server";
import { probeKey } from "~/integrations/stripe/restricted-key.server";
import { DAY, later, now } from "~/lib/clock";
import { capabilitiesOf, KEY_UNREADABLE } from "./account-facts";
import { notePermissionMissing, notePermissionsComplete } from "./key-history.server";

/** Stripe refuses what it says it allows: tried again after this time, if nothing happens before. */
const REFUSED_FOR_MS = DAY;

export const NOT_BLOCKED = { salesBlocked: null, salesBlockedAt: null } as const;

/** The columns of an account on which nothing is sold for a reason that its own flags do not show. */
export function blocked(known: Pick<ConnectedAccount, "salesBlocked" | "salesBlockedAt">, why: string): Prisma.ConnectedAccountUpdateInput {
  return { chargesEnabled: false, salesBlocked: why, salesBlockedAt: known.salesBlocked === why && known.salesBlockedAt ? known.salesBlockedAt : now() };
}

/**
 * Stripe has just been read and says as before that the account may charge. Does what stood in the way still stand there? A
 * right of the key is tried out. A refusal holds until something about the account changes, somebody asks, or a day has passed:
 * else sales would open and close with every reading, and whoever waits would be told that they are back.
 * @returns what stands in the way; null: nothing any more
 */
export async function stillBlocked(known: ConnectedAccount, { restrictedKey }: AccountAccess, snapshot: AccountSnapshot, { anew, cause }: { anew: boolean; cause: Cause }): Promise<string | null> {
  const { salesBlocked } = known;
  if (salesBlocked === null || salesBlocked === KEY_UNREADABLE) return null;
  if (salesBlocked.startsWith("rak_")) {
    if (!restrictedKey) return null;
    const missing = await probeKey(restrictedKey);
    if (!missing.ok) return salesBlocked;
    // Money is taken without the right to send it back: that one is only named.
    const first = missing.value.find(({ name }) => name !== "refund_write");
    if (first) return first.stripeName ?? salesBlocked;
    if (missing.value.length === 0) await notePermissionsComplete(known.id, cause);
    else await notePermissionMissing(known.stripeAccountId, missing.value[0]?.stripeName ?? null);
    return null;
  }
  const over = anew || !known.salesBlockedAt || known.salesBlockedAt <= later(-REFUSED_FOR_MS);
  return over || differs(known, snapshot) ? null : salesBlocked;
}

/** Whether Stripe says something else of the account than when it refused. */
function differs(known: ConnectedAccount, { displayName, country, payoutsEnabled, detailsSubmitted, requirements, capabilities }: AccountSnapshot): boolean {
  const text = (value: unknown) => JSON.stringify(value ?? null, sorted);
  return (
    known.displayName !== displayName || known.country !== country || known.payoutsEnabled !== payoutsEnabled || known.detailsSubmitted !== detailsSubmitted ||
    text(known.requirements) !== text(requirements) || text(statuses(known)) !== text(statuses({ capabilities }))
  );
}

/** The column holds more of those that are off than the account itself tells. */
function statuses(account: { capabilities: unknown }): Record<string, string> {
  return Object.fromEntries(capabilitiesOf(account).map(({ name, status }) => [name, status]));
}

/** The database gives the keys of an object back in an order of its own. */
function sorted(_: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
