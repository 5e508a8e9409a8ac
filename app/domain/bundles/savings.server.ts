import { db, type Db } from "~/db.server";
import type { Offer, Price } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { reductionOf, type BundleContent } from "./bundle";
import { bundleContents, ownedOf } from "./contents.server";

export interface BundleForViewer {
  contents: BundleContent[];
  /** Ids of the offers in it that the viewer has already, for at least as long. */
  owned: Set<string>;
  /** The creator lets owners of some of it pay less. */
  ownersPayLess: boolean;
  /** What the viewer is let off, minor units of the price's currency. */
  reduction: bigint;
  /** There is nothing in it that the viewer does not have. */
  allOwned: boolean;
}

/** A bundle as one person would buy it now: what is in it, what of that they have, and what they are let off. Five queries at most. */
export async function bundleFor(bundle: Pick<Offer, "id" | "accessDays">, price: Pick<Price, "amount" | "currency"> | null, viewer: { id: string } | null, client: Db = db): Promise<BundleForViewer> {
  const [contents, options] = await Promise.all([bundleContents(bundle.id, bundle.accessDays, client), client.bundleOptions.findUnique({ where: { offerId: bundle.id } })]);
  const owned = viewer ? await ownedOf(viewer.id, contents, now(), client) : new Set<string>();
  const ownersPayLess = options?.ownersPayLess ?? false;
  return {
    contents,
    owned,
    ownersPayLess,
    reduction: ownersPayLess && price ? reductionOf(contents, price, owned) : 0n,
    allOwned: contents.length > 0 && contents.every((content) => owned.has(content.offerId)),
  };
}
