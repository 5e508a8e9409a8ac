import { db, type Db, type Tx } from "~/db.server";
import { DAY } from "~/lib/clock";
import { longer, openDays, type BundleContent } from "./bundle";

const OFFER = {
  id: true, kind: true, status: true, title: true, subtitle: true, slug: true, coverFileId: true, accessDays: true,
  prices: { where: { active: true, tierId: null }, select: { amount: true, currency: true }, take: 1 },
} as const;

const IN_ORDER = [{ position: "asc" as const }, { id: "asc" as const }];

/** The places of some bundles with the offers in them, in order. One query. */
export function bundleItems(bundleIds: readonly string[], client: Db = db) {
  return client.bundleItem.findMany({ where: { bundleId: { in: [...bundleIds] } }, orderBy: IN_ORDER, include: { offer: { select: OFFER }, tier: { select: { id: true, title: true } } } });
}

export type BundleItemRow = Awaited<ReturnType<typeof bundleItems>>[number];

/**
 * All that a bundle gives, what is in bundles inside it included, in order and each offer once (with the longer of two
 * times). Two queries whatever the size.
 * @param bundleDays days the bundle is open for as it was sold; null: its contents' own times hold
 */
export async function bundleContents(bundleId: string, bundleDays: number | null = null, client: Db = db): Promise<BundleContent[]> {
  return (await resolve(bundleId, bundleDays, client)).contents;
}

/** The bundles inside a bundle, with the days each is open for. */
export interface InnerBundle {
  offerId: string;
  openDays: number | null;
}

/** Like `bundleContents`, with the bundles inside beside it: buying gives those too. */
export async function everythingIn(bundleId: string, bundleDays: number | null, client: Db = db): Promise<{ contents: BundleContent[]; inner: InnerBundle[] }> {
  const { contents, inner } = await resolve(bundleId, bundleDays, client);
  return { contents, inner };
}

async function resolve(bundleId: string, bundleDays: number | null, client: Db): Promise<{ contents: BundleContent[]; inner: InnerBundle[] }> {
  const items = await bundleItems([bundleId], client);
  const inside = items.filter((item) => item.offer.kind === "bundle");
  const nested = inside.length > 0 ? await bundleItems(inside.map((item) => item.offerId), client) : [];
  const found = new Map<string, BundleContent>();
  const add = (row: BundleItemRow, via: BundleItemRow | null) => {
    const { offer, tierId, days } = row;
    // A bundle holds a bundle, and that one none: what an old fault may have left deeper is not followed.
    if (offer.kind === "bundle") return;
    const { prices, accessDays, id: offerId, ...shown } = offer;
    const open = openDays({ kind: offer.kind, accessDays, days, viaDays: via?.offer.accessDays ?? null, bundleDays });
    const former = found.get(offerId);
    if (former) former.openDays = longer(former.openDays, open);
    else found.set(offerId, { ...shown, itemId: row.id, offerId, tierId, openDays: open, viaId: via?.offerId ?? null, price: prices[0] ?? null });
  };
  for (const item of items) {
    if (item.offer.kind === "bundle") for (const row of nested.filter((one) => one.bundleId === item.offerId)) add(row, item);
    else add(item, null);
  }
  return { contents: [...found.values()], inner: inside.map(({ offerId, offer }) => ({ offerId, openDays: bundleDays ?? offer.accessDays })) };
}

/**
 * Keep what is in a bundle as it is until the transaction ends: a purchase and an edit take turns, so that a buyer either
 * gets a new offer at once or is found among the owners it is extended to.
 */
export async function holdContents(tx: Tx, bundleId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM offers WHERE id = ${bundleId} OR (kind = 'bundle' AND id IN (SELECT offer_id FROM bundle_items WHERE bundle_id = ${bundleId})) ORDER BY id FOR SHARE`;
}

/** Which of some contents a person has by grants of their own that last at least as long as the bundle would open them for. */
export async function ownedOf(userId: string, contents: readonly BundleContent[], at: Date, client: Db = db): Promise<Set<string>> {
  const grants = await client.grant.findMany({
    where: { userId, offerId: { in: contents.map((content) => content.offerId) }, revokedAt: null, suspendedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] },
    select: { offerId: true, expiresAt: true, tierId: true },
  });
  const wanted = new Map(contents.map((content) => [content.offerId, content]));
  return new Set(
    grants.flatMap(({ offerId, expiresAt, tierId }) => {
      const content = wanted.get(offerId);
      // A membership is paid for again and again: having one is no reason not to be given days of it.
      if (!content || content.kind === "membership" || tierId !== null) return [];
      if (expiresAt === null) return [offerId];
      return content.openDays !== null && expiresAt.getTime() >= at.getTime() + content.openDays * DAY ? [offerId] : [];
    }),
  );
}
