import { db } from "~/db.server";
import type { Store } from "~/generated/prisma/client";
import type { StoreDetails } from "./store-details";

/** Store what the settings page sent; a field that must not be empty and was emptied keeps its value. */
export async function updateStore(store: Store, details: StoreDetails): Promise<Store> {
  return db.store.update({
    where: { id: store.id },
    data: {
      name: details.name,
      tagline: details.tagline,
      about: details.about,
      country: details.country,
      currency: details.currency ?? store.currency,
      accentColor: details.accentColor ?? store.accentColor,
      supportEmail: details.supportEmail ?? store.supportEmail,
      legalName: details.legalName || store.legalName,
      addressLine1: details.addressLine1,
      addressLine2: details.addressLine2,
      postalCode: details.postalCode,
      city: details.city,
      taxId: details.taxId,
    },
  });
}
