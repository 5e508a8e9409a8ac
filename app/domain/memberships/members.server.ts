import { db } from "~/db.server";
import { liveNow } from "~/domain/access/can-open.server";
import { now } from "~/lib/clock";
import type { PageAsked } from "~/lib/cursor";
import { keysetOf, pageOf, readingOf } from "~/lib/keyset";
import { membershipState, STATE_COLUMNS } from "./state";

export const MEMBERS_PAGE = 50;

export type MembersShown = "now" | "failing" | "left";

/** What Stripe calls a subscription whose renewal is unpaid. */
const UNPAID = { order: { subscription: { status: { in: ["past_due", "unpaid"] } } } };

export interface MembersAsked extends PageAsked {
  /** Part of a name or an address, as typed. */
  search?: string;
  tierId?: string | null;
  /** `now`: who is in; `failing`: whose payment is open after a try that failed; `left`: whose access has ended. */
  which?: MembersShown;
}

/** A membership's members for its creator, newest first, one page by keyset; free ones and those who left too. */
export async function membersOf(offerId: string, { search = "", tierId, which = "now", ...asked }: MembersAsked = {}, size = MEMBERS_PAGE) {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("grantedAt", reading);
  const found = await db.grant.findMany({
    where: {
      offerId,
      tierId: tierId ?? { not: null },
      AND: [
        where,
        which === "failing" ? UNPAID : which === "now" ? liveNow() : { OR: [{ revokedAt: { not: null } }, { expiresAt: { lte: now() } }] },
        ...(search ? [{ user: { OR: [{ email: { contains: search.toLowerCase() } }, { name: { contains: search, mode: "insensitive" as const } }] } }] : []),
      ],
    },
    orderBy,
    take: size + 1,
    select: {
      id: true,
      grantedAt: true,
      expiresAt: true,
      revokedAt: true,
      revokedReason: true,
      tier: { select: { title: true } },
      user: { select: { name: true, email: true } },
      order: { select: { id: true, number: true, givenById: true, subscription: { select: { ...STATE_COLUMNS, offer: { select: { membership: { select: { graceDays: true, pauseAllowed: true } } } }, price: { select: { amount: true, currency: true, interval: true, active: true } }, leaveReason: true, invoices: { where: { failure: { not: null } }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: 1 } } } } },
    },
  });
  const page = pageOf(found, reading, size, (grant) => ({ at: grant.grantedAt, id: grant.id }));
  const at = now();
  return { ...page, rows: page.rows.map((grant) => ({ ...grant, state: grant.order?.subscription ? membershipState(grant.order.subscription, at) : null })) };
}
