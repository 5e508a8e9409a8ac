import type { EmailStore } from "../../../emails";
import { env } from "~/env.server";
import type { Store } from "~/generated/prisma/client";
import { countryName } from "~/lib/country-name";

/** A store as its mails show it. */
export function storeFace(store: Store): EmailStore {
  const address = [store.addressLine1, store.addressLine2, [store.postalCode, store.city].filter(Boolean).join(" "), countryName(store.country)].filter(Boolean).join("\n");
  return {
    name: store.name,
    url: `${env.appUrl}/s/${store.slug}`,
    accentColor: store.accentColor,
    supportEmail: store.supportEmail,
    ...(store.addressLine1 ? { address } : {}),
    ...(store.logoFileId ? { logoUrl: `${env.appUrl}/files/${store.logoFileId}` } : {}),
  };
}
