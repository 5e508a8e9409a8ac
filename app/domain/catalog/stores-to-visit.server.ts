import { db } from "~/db.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import type { OfferKind } from "~/generated/prisma/client";

export interface StoreToVisit {
  name: string;
  slug: string;
  tagline: string;
  accentColor: string;
  logoUrl: string | null;
  /** Published offers in all. */
  offers: number;
  /** The newest of them, for its picture. */
  newest: { title: string; kind: OfferKind; coverUrl: string | null };
}

/** Stores with something to sell, for the front page of the install; the longest there first. One query. */
export async function storesToVisit(count = 24): Promise<StoreToVisit[]> {
  const published = { status: "published" as const };
  const stores = await db.store.findMany({
    where: { offers: { some: published } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: count,
    select: {
      name: true,
      slug: true,
      tagline: true,
      accentColor: true,
      logoFileId: true,
      _count: { select: { offers: { where: published } } },
      offers: { where: published, orderBy: [{ publishedAt: "desc" }, { id: "desc" }], take: 1, select: { title: true, kind: true, coverFileId: true } },
    },
  });
  return stores.flatMap(({ name, slug, tagline, accentColor, logoFileId, _count, offers: [newest] }) =>
    newest
      ? { name, slug, tagline, accentColor, logoUrl: publicFileUrl(logoFileId), offers: _count.offers, newest: { title: newest.title, kind: newest.kind, coverUrl: publicFileUrl(newest.coverFileId) } }
      : [],
  );
}
