import type { OfferKind } from "~/generated/prisma/enums";

/** The words for each kind of offer: as a label, inside a sentence, on the button that buys it, and on the one that opens it. */
export const KIND_WORDS: Record<OfferKind, { label: string; noun: string; buy: string; open: string }> = {
  course: { label: "Course", noun: "course", buy: "Buy the course", open: "Start learning" },
  download: { label: "Download", noun: "download", buy: "Buy the download", open: "Open your files" },
  bundle: { label: "Bundle", noun: "bundle", buy: "Buy the bundle", open: "Open the bundle" },
  membership: { label: "Membership", noun: "membership", buy: "Join", open: "Open the membership" },
};

/** "Course", "Download" … */
export function kindLabel(kind: OfferKind): string {
  return KIND_WORDS[kind].label;
}
