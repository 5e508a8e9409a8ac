import { env } from "~/env.server";
import { later, now } from "~/lib/clock";
import { sameToken, signedToken } from "~/lib/tokens";
import { DOWNLOAD_LINK_LIFE } from "./signed-link";

export interface StampedClaim {
  fileId: string;
  offerId: string;
  /** Null: the right was given by hand. */
  orderId: string | null;
  userId: string;
}

/**
 * The path of a stamped PDF: for one person and order, ten minutes. It is signed for this use alone, so that it cannot be
 * turned into a link to the file without the stamp.
 */
export function signStampedUrl(claim: StampedClaim): string {
  const expires = Math.floor(later(DOWNLOAD_LINK_LIFE).getTime() / 1000);
  const query = new URLSearchParams({ ...(claim.orderId ? { order: claim.orderId } : {}), expires: String(expires), signature: signature(claim, expires) });
  return `/library/${claim.offerId}/stamped/${claim.fileId}?${query}`;
}

/** What a link claims, if it was made for this viewer and is whole: "expired" only for one that was ours. */
export function readStampedUrl(url: URL, { fileId, offerId, viewerId }: { fileId: string; offerId: string; viewerId: string | null }): StampedClaim | "expired" | null {
  const expires = url.searchParams.get("expires") ?? "";
  const given = url.searchParams.get("signature") ?? "";
  if (viewerId === null || !/^\d{1,12}$/.test(expires)) return null;
  const claim = { fileId, offerId, orderId: url.searchParams.get("order"), userId: viewerId };
  if (!sameToken(given, signature(claim, Number(expires)))) return null;
  return Number(expires) * 1000 > now().getTime() ? claim : "expired";
}

function signature({ fileId, offerId, orderId, userId }: StampedClaim, expires: number): string {
  return signedToken(env.sessionSecret, "stamped-link", JSON.stringify([fileId, offerId, orderId, userId, expires]));
}
