import { db } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import type { Cause } from "~/domain/transitions.server";
import type { Store } from "~/generated/prisma/client";
import type { StoreDetails } from "./store-details";

/** Store what the settings page sent; a field that must not be empty and was emptied keeps its value. */
export async function updateStore(store: Store, details: StoreDetails, by: Cause): Promise<Store> {
  return db.$transaction(async (tx) => {
    const saved = await tx.store.update({
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
    const changed = SEEN.filter(([field]) => saved[field] !== store[field]).map(([, word]) => word);
    if (changed.length > 0) await auditBy(tx, by, { storeId: store.id, action: "store.update", subjectType: "store", subjectId: store.id, summary: `changed the store's ${[...new Set(changed)].join(", ")}` });
    return saved;
  });
}

/** What the list of who did what calls each field. */
const SEEN: readonly (readonly [keyof StoreDetails & keyof Store, string])[] = [
  ["name", "name"],
  ["tagline", "line"],
  ["about", "text about it"],
  ["country", "country"],
  ["currency", "currency"],
  ["accentColor", "colour"],
  ["supportEmail", "support address"],
  ["legalName", "legal name"],
  ["addressLine1", "postal address"],
  ["addressLine2", "postal address"],
  ["postalCode", "postal address"],
  ["city", "postal address"],
  ["taxId", "tax number"],
];
