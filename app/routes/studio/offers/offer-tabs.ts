import type { Capability } from "~/domain/team/may";
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

/** Pages about people, for who helps customers; who makes offers finds licence keys from the files. */
const ABOUT_PEOPLE: readonly string[] = ["members"];
const FOR_HELPERS: Partial<Record<OfferKind, { path: string; label: string }[]>> = { download: [{ path: "licenses", label: "Licence keys" }] };

/** The tabs of an offer, by its kind and by what one may do. `waiting`: addresses on its waiting list; null when nobody ever waited. */
export function offerTabs(base: string, kind: OfferKind, waiting: number | null, may: (capability: Capability) => boolean): { to: string; label: string; end?: boolean; count?: number }[] {
  const all = [CONTENT_TAB[kind], ...(MORE[kind] ?? [])];
  const shown = all.filter(({ path }) => may(ABOUT_PEOPLE.includes(path) ? "customers.read" : "offers.write"));
  const pages = [...shown, ...(may("offers.write") ? [] : (FOR_HELPERS[kind] ?? []))].map(({ path, label }) => ({ to: `${base}/${path}`, label }));
  return [{ to: base, label: "Details", end: true }, ...pages, ...(waiting === null || !may("customers.read") ? [] : [{ to: `${base}/waiting`, label: "Waiting list", count: waiting }])];
}
