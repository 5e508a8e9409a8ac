import { db } from "~/db.server";
import { accessState, type OpenedBy } from "~/domain/access/can-open.server";
import { moreDays, moreDaysLabel, moreDaysText } from "~/domain/catalog/more-days";
import type { OfferKind } from "~/generated/prisma/enums";

export interface OwnedOffer {
  id: string;
  kind: OfferKind;
  title: string;
  subtitle: string;
  coverFileId: string | null;
  storeId: string;
  store: { name: string; slug: string; accentColor: string; supportEmail: string };
}

/** How a course is taken. */
export interface CourseRules {
  /** A lesson opens when all before it are done. */
  inOrder: boolean;
  certificate: boolean;
  /** The creator looks at their own course: nothing is shut. */
  isCreator: boolean;
}

export type Opened =
  /** `more`: the page on which days can be added to those they have, and the words for it; null: there is nothing to add. */
  | { access: "open"; offer: OwnedOffer; by: OpenedBy; rules: CourseRules; more: { label: string; text: string; to: string } | null }
  | { access: "suspended"; offer: OwnedOffer }
  /** `kind`: revoked_kind of the last grant, or "expired". `again`: the public page where it can be had again; null while it is not on sale. */
  | { access: "ended"; offer: OwnedOffer; at: Date; kind: string | null; again: string | null };

/**
 * An offer as the person who bought it sees it. Null for everybody who never had it, so that its id is not even confirmed.
 * Unpublished and archived offers stay open to those who paid.
 */
export async function openOffer(userId: string, offerId: string): Promise<Opened | null> {
  const access = await accessState(userId, offerId);
  if (access.state === "none") return null;
  const found = await db.offer.findUnique({
    where: { id: offerId },
    select: {
      id: true,
      kind: true,
      title: true,
      subtitle: true,
      coverFileId: true,
      slug: true,
      status: true,
      accessDays: true,
      prices: { where: { active: true, amount: { gt: 0 } }, select: { id: true }, take: 1 },
      storeId: true,
      store: { select: { name: true, slug: true, accentColor: true, supportEmail: true, ownerId: true } },
      course: { select: { lessonsInOrder: true, certificate: true } },
    },
  });
  if (!found) return null;
  const { course, store, slug, status, accessDays, prices, ...rest } = found;
  const { ownerId, ...seller } = store;
  const offer = { ...rest, store: seller };
  const onSale = status === "published" ? `/s/${seller.slug}/${slug}` : null;
  const more = access.state === "open" ? moreDays({ kind: rest.kind, accessDays }, access.by) : null;
  switch (access.state) {
    case "open":
      return { access: "open", offer, by: access.by, rules: { inOrder: course?.lessonsInOrder ?? false, certificate: course?.certificate ?? false, isCreator: ownerId === userId }, more: onSale && more && prices.length > 0 ? { label: moreDaysLabel(accessDays), text: moreDaysText(more), to: onSale } : null };
    case "suspended":
      return { access: "suspended", offer };
    case "ended":
      return { access: "ended", offer, at: access.at, kind: access.kind, again: onSale };
  }
}
