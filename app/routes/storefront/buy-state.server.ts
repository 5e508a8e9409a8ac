import type { Viewer } from "~/auth/guards.server";
import type { BuyState } from "~/components/storefront/buy-box";
import { openedBy, type OpenedBy } from "~/domain/access/can-open.server";
import { daysText } from "~/domain/catalog/access-days";
import { moreDays, moreDaysLabel, moreDaysText } from "~/domain/catalog/more-days";
import type { PublicOffer } from "~/domain/catalog/public-queries.server";
import { waitingCounts } from "~/domain/waiting-list/queries.server";
import { formatDay } from "~/lib/dates";
import type { BundleView } from "./bundle-view.server";
import { waitProps } from "./wait-props.server";

interface Asked {
  /** `/s/<store>/<offer>` */
  path: string;
  offer: PublicOffer;
  viewer: Viewer | null;
  /** Where its creator edits it; null for everybody else. */
  editPath: string | null;
  bundle: BundleView | null;
}

/** What this visitor can do with an offer. Own access comes before all; what a membership opens can still be bought to keep. */
export async function buyState({ path, offer, viewer, editPath, bundle }: Asked): Promise<BuyState> {
  if ((offer.status !== "published" || !offer.price) && editPath) return { can: "preview", editPath };
  const by = viewer && (await openedBy(viewer.id, offer.id));
  if (by && by.membershipId === null) return { can: "open", libraryPath: `/library/${offer.id}`, until: by.expiresAt && `Open until ${formatDay(by.expiresAt)}`, more: addable(offer, by) };
  if (bundle?.allOwned) return { can: "has_all", libraryPath: "/library" };
  // A published offer has a price.
  if (!offer.price) throw new Response("Not found", { status: 404 });
  const { id: priceId, isFree } = offer.price;
  if (offer.kind === "membership" && !offer.paused) return { can: "choose" };
  if (isFree) return { can: "take", offerId: offer.id, priceId };
  if (!offer.paused) return { can: "buy", offerId: offer.id, priceId, seenAmount: bundle?.amount ?? undefined, note: noteOf(offer, bundle, by !== null, path) };
  if (!editPath) return { can: "wait", ...(await waitProps(path, offer.id, viewer)) };
  const waiting = (await waitingCounts([offer.id])).get(offer.id) ?? 0;
  return { can: "mend", settingsPath: "/settings/integrations/stripe", waitingPath: `${editPath}/waiting`, waiting };
}

/** What somebody who has it for some days can add to them; null: nothing, or it is not for sale now. */
function addable({ id: offerId, kind, accessDays, status, price, paused }: PublicOffer, by: OpenedBy): Extract<BuyState, { can: "open" }>["more"] {
  const more = status === "published" && price && !price.isFree && !paused ? moreDays({ kind, accessDays }, by) : null;
  if (!more || !price) return null;
  return { offerId, priceId: price.id, addAfter: more.after.toISOString(), label: `${moreDaysLabel(accessDays)}, ${price.text}`, text: moreDaysText(more) };
}

function noteOf({ accessDays }: PublicOffer, bundle: BundleView | null, openedByMembership: boolean, path: string): { text: string; link?: { label: string; to: string } } | null {
  if (openedByMembership) return { text: `Your membership opens this already. Buying it keeps it ${accessDays === null ? "for good" : `for ${daysText(accessDays)}, whatever becomes of the membership`}.` };
  if (bundle?.signInToPayLess) return { text: "Do you own some of it already? Then you pay less:", link: { label: "sign in", to: `/sign-in?returnTo=${encodeURIComponent(path)}` } };
  return null;
}
