import type { OwnedPartView } from "~/components/player/bundle-home";
import type { OpenedBy } from "~/domain/access/can-open.server";
import { daysLeftText, openUntilText } from "~/domain/catalog/access-days";
import { publicFileUrl } from "~/domain/files/queries.server";
import { ownedParts } from "~/domain/library/owned-bundle.server";
import { now } from "~/lib/clock";

/** A bundle's page in the library: each offer with where its owner stands. */
export async function bundleHome(userId: string, bundleId: string, by: OpenedBy): Promise<{ parts: OwnedPartView[]; until: string | null }> {
  const parts = await ownedParts(userId, bundleId, by);
  return {
    until: untilText(by.expiresAt),
    // What closes with all of it need not be said again on each.
    parts: parts.map(({ coverFileId, expiresAt, ...part }) => ({ ...part, coverUrl: publicFileUrl(coverFileId), until: expiresAt?.getTime() === by.expiresAt?.getTime() ? null : untilText(expiresAt) })),
  };
}

/** "open until 3 March 2027, 12 days left"; null for what does not close. */
export function untilText(at: Date | null): string | null {
  return at && `${openUntilText(at)}, ${daysLeftText(at, now())}`;
}
