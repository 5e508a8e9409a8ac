import type { ShellStore } from "~/components/layout/storefront-shell";
import { publicFileUrl } from "~/domain/files/queries.server";
import type { Store } from "~/generated/prisma/client";

/** What the shop's frame shows of a store; nothing of it is private. */
export function shellStore(store: Store): ShellStore {
  const country = new Intl.DisplayNames("en", { type: "region" }).of(store.country) ?? store.country;
  const town = [store.postalCode, store.city].filter(Boolean).join(" ");
  return {
    name: store.name,
    slug: store.slug,
    tagline: store.tagline || null,
    accentColor: store.accentColor,
    logoUrl: publicFileUrl(store.logoFileId),
    legalName: store.legalName,
    address: store.addressLine1 ? [store.addressLine1, store.addressLine2, town, country].filter(Boolean).join(", ") : null,
    supportEmail: store.supportEmail,
  };
}

/** The viewer as the shop's frame knows them. */
export function shellViewer(viewer: { name: string; email: string } | null): { name: string; email: string } | null {
  return viewer && { name: viewer.name, email: viewer.email };
}
