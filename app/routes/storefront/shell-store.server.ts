import type { ShellStore } from "~/components/layout/storefront-shell";
import type { PublicStore } from "~/domain/catalog/public-queries.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import type { Store } from "~/generated/prisma/client";
import { countryName } from "~/lib/country-name";

/** What the shop's frame shows of a store; nothing of it is private. */
export function shellStore(store: Store): ShellStore {
  return shellPublicStore({
    ...store,
    logoUrl: publicFileUrl(store.logoFileId),
    addressLines: [store.addressLine1, store.addressLine2, `${store.postalCode} ${store.city}`].map((line) => line.trim()).filter(Boolean),
  });
}

export function shellPublicStore(store: Omit<PublicStore, "id" | "about">): ShellStore {
  const country = countryName(store.country);
  return {
    name: store.name,
    slug: store.slug,
    tagline: store.tagline || null,
    accentColor: store.accentColor,
    logoUrl: store.logoUrl,
    legalName: store.legalName,
    address: store.addressLines.length > 0 ? [...store.addressLines, country].join(", ") : null,
    supportEmail: store.supportEmail,
  };
}

/** The viewer as the shop's frame knows them. */
export function shellViewer(viewer: { name: string; email: string } | null): { name: string; email: string } | null {
  return viewer && { name: viewer.name, email: viewer.email };
}
