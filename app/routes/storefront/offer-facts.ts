import { daysText } from "~/domain/catalog/access-days";
import type { PublicOffer } from "~/domain/catalog/public-queries.server";
import type { OfferKind } from "~/generated/prisma/enums";

/**
 * What comes with an offer, a line each, beside its price: how much there is, and how long it is open.
 * @param inside offers in a bundle
 */
export function offerFacts(offer: PublicOffer, inside: number): string[] {
  const { paused, price, previews } = offer;
  const amount = contentFact(offer, inside);
  return [
    ...(amount ? [previews.length > 0 ? `${amount}, ${previews.length} free to try` : amount] : []),
    lastingFact(offer),
    // Not while there is nothing to be bought.
    ...(paused ? [] : [price?.isFree ? "No card needed" : "Inside at once, receipt by email"]),
  ];
}

function contentFact({ kind, lessonCount, files }: PublicOffer, inside: number): string | null {
  switch (kind) {
    case "course":
      return plural(lessonCount, "lesson");
    case "download":
      return plural(files.length, "file");
    case "bundle":
      return plural(inside, "offer");
    case "membership":
      return null;
  }
}

const LASTING: Record<OfferKind, string> = {
  course: "At your own pace, yours to keep",
  download: "Download again whenever you need to",
  bundle: "Each of them yours, as if bought by itself",
  membership: "Cancel at any time, to the end of what you paid for",
};

function lastingFact({ kind, accessDays, price }: PublicOffer): string {
  return accessDays === null ? LASTING[kind] : `Open for ${daysText(accessDays)} after ${price?.isFree ? "you take it" : "you buy it"}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
