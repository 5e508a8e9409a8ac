import { env } from "~/env.server";
import { HOUR, later, MINUTE, now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { sameToken, signedToken } from "~/lib/tokens";

/** A download starts at once; a film is watched, paused and gone back to. */
export const DOWNLOAD_LINK_LIFE = 10 * MINUTE;
export const VIDEO_LINK_LIFE = 4 * HOUR;

/** What a media link speaks for: one file, as part of one offer, for one person, until a moment. */
export interface MediaClaim {
  fileId: string;
  offerId: string;
  /** The lesson whose video, poster, captions or attachment this is; null for a file of a download offer. */
  lessonId: string | null;
  /** The order whose right this is: when it opens nothing any more, neither does the link. Null: any right does. */
  orderId: string | null;
  /** Shown in the page, where its type can be, or saved. */
  as: "inline" | "attachment";
  /** Who may use the link; null = anyone, which only a free preview lesson of a published offer honours. */
  userId: string | null;
  /** UTC instant from which the link is refused. */
  expires: Date;
}

export type MediaLinkProblem = "malformed" | "bad_signature" | "expired";

const PURPOSE = "media-link";

export interface MediaLink {
  fileId: string;
  offerId: string;
  lessonId?: string | null;
  /** Null: for anyone, which only a free preview honours. */
  userId: string | null;
  orderId?: string | null;
  as?: MediaClaim["as"];
  /** UTC; left out: 4 hours for what belongs to a lesson, 10 minutes for a download. */
  expires?: Date;
}

/**
 * The path under which `routes/resources/media` hands out a stored file: short-lived, bound to the person, and asked for
 * access again whenever it is used. What belongs to a lesson is shown inline unless said otherwise, a download is saved.
 */
export function signMediaUrl(link: MediaLink): string {
  const lessonId = link.lessonId ?? null;
  const expires = link.expires ?? later(lessonId ? VIDEO_LINK_LIFE : DOWNLOAD_LINK_LIFE);
  const usual = usualManner(lessonId);
  const claim: MediaClaim = {
    fileId: link.fileId,
    offerId: link.offerId,
    lessonId,
    orderId: link.orderId ?? null,
    userId: link.userId,
    as: link.as ?? usual,
    // Whole seconds: what is signed is exactly what stands in the address.
    expires: new Date(Math.floor(expires.getTime() / 1000) * 1000),
  };
  const query = new URLSearchParams({ offer: claim.offerId });
  if (claim.lessonId) query.set("lesson", claim.lessonId);
  if (claim.orderId) query.set("order", claim.orderId);
  if (claim.as !== usual) query.set("as", claim.as);
  // The person's own id is not written down: whoever opens the link must be that person.
  if (claim.userId === null) query.set("for", "anyone");
  query.set("expires", String(claim.expires.getTime() / 1000));
  query.set("signature", signature(claim));
  return `/media/${claim.fileId}?${query}`;
}

function usualManner(lessonId: string | null): MediaClaim["as"] {
  return lessonId ? "inline" : "attachment";
}

/**
 * What a link claims, if it is ours, whole and in time. `viewerId` is whoever is asking: a link made for another person
 * is a bad signature, so a leaked address opens nothing.
 */
export function readMediaUrl(url: URL, fileId: string, viewerId: string | null): Result<MediaClaim, MediaLinkProblem> {
  const offerId = url.searchParams.get("offer");
  const seconds = url.searchParams.get("expires");
  const given = url.searchParams.get("signature");
  if (!offerId || !given || !seconds || !/^\d{1,12}$/.test(seconds)) return fail("malformed");
  const anyone = url.searchParams.get("for") === "anyone";
  if (!anyone && viewerId === null) return fail("bad_signature");
  const lessonId = url.searchParams.get("lesson");
  const as = url.searchParams.get("as") ?? usualManner(lessonId);
  if (as !== "inline" && as !== "attachment") return fail("malformed");
  const claim: MediaClaim = {
    fileId,
    offerId,
    lessonId,
    orderId: url.searchParams.get("order"),
    as,
    userId: anyone ? null : viewerId,
    expires: new Date(Number(seconds) * 1000),
  };
  if (!sameToken(given, signature(claim))) return fail("bad_signature");
  return claim.expires > now() ? ok(claim) : fail("expired");
}

function signature(claim: MediaClaim): string {
  // JSON keeps the parts apart whatever they contain.
  const subject = JSON.stringify([claim.fileId, claim.offerId, claim.lessonId, claim.orderId, claim.as, claim.userId, claim.expires.getTime() / 1000]);
  return signedToken(env.sessionSecret, PURPOSE, subject);
}
