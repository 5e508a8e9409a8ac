import { db } from "~/db.server";
import { now } from "~/lib/clock";
import { richText } from "~/lib/html.server";
import { fail, ok, type Result } from "~/lib/result";
import { isSlugTaken } from "./slug-taken.server";

export interface OfferText {
  title: string;
  subtitle: string;
  /** Already in the form `slugify` gives. */
  slug: string;
  /** As typed; sanitised here. */
  descriptionHtml: string;
  highlights: string[];
}

/** What an offer says of itself. A published one changes at once. */
export async function updateOffer({ storeId, offerId, descriptionHtml, ...text }: OfferText & { storeId: string; offerId: string }): Promise<Result<undefined, "not_found" | "slug_taken">> {
  try {
    const { count } = await db.offer.updateMany({
      where: { id: offerId, storeId },
      data: { ...text, descriptionHtml: richText(descriptionHtml), updatedAt: now() },
    });
    return count === 0 ? fail("not_found") : ok();
  } catch (error) {
    if (isSlugTaken(error)) return fail("slug_taken");
    throw error;
  }
}
