import { db } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import type { Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { richText } from "~/lib/html.server";
import { fail, ok, type Result } from "~/lib/result";
import { lockOffer } from "./lock-offer.server";
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

const PARTS = [["title", "title"], ["subtitle", "subtitle"], ["slug", "address"], ["descriptionHtml", "description"], ["highlights", "highlights"]] as const satisfies ReadonlyArray<readonly [keyof OfferText, string]>;

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : (words[0] ?? "");
}

/** What an offer says of itself. A published one changes at once; which parts were changed is written down, not what they said. */
export async function updateOffer({ storeId, offerId, descriptionHtml, ...text }: OfferText & { storeId: string; offerId: string }, by: Cause): Promise<Result<undefined, "not_found" | "slug_taken">> {
  try {
    return await db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
      const former = await lockOffer(tx, { storeId, offerId });
      if (!former) return fail("not_found");
      const wanted = { ...text, descriptionHtml: richText(descriptionHtml) };
      const changed = PARTS.filter(([part]) => String(former[part]) !== String(wanted[part])).map(([, words]) => words);
      await tx.offer.update({ where: { id: offerId }, data: { ...wanted, updatedAt: now() } });
      if (changed.length > 0) await auditBy(tx, by, { storeId, action: "offer.text", subjectType: "offer", subjectId: offerId, summary: `changed the ${listed(changed)} of “${former.title}”` });
      return ok();
    });
  } catch (error) {
    if (isSlugTaken(error)) return fail("slug_taken");
    throw error;
  }
}
