import type { OfferKind } from "~/generated/prisma/enums";

/** Where what is in an offer is edited, below `/studio/offers/:id`. */
export const CONTENT_TAB: Record<OfferKind, { path: string; label: string }> = {
  course: { path: "curriculum", label: "Curriculum" },
  download: { path: "files", label: "Files" },
  bundle: { path: "contents", label: "Contents" },
  membership: { path: "tiers", label: "Tiers" },
};

const MORE: Partial<Record<OfferKind, { path: string; label: string }[]>> = {
  course: [{ path: "settings", label: "Settings" }],
  membership: [
    { path: "members", label: "Members" },
    { path: "posts", label: "Posts" },
  ],
};

/** The tabs of an offer, by its kind. `waiting`: addresses on its waiting list; null when nobody ever waited. */
export function offerTabs(base: string, kind: OfferKind, waiting: number | null): { to: string; label: string; end?: boolean; count?: number }[] {
  const pages = [CONTENT_TAB[kind], ...(MORE[kind] ?? [])].map(({ path, label }) => ({ to: `${base}/${path}`, label }));
  return [{ to: base, label: "Details", end: true }, ...pages, ...(waiting === null ? [] : [{ to: `${base}/waiting`, label: "Waiting list", count: waiting }])];
}
