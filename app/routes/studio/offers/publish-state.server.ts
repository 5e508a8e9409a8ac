import type { OfferInStudio } from "~/domain/catalog/queries.server";
import { isReady, type ReadinessItem } from "~/domain/catalog/readiness";
import type { RequirementLine } from "~/domain/merchants/explain-requirements";
import { CONTENT_TAB } from "./offer-tabs";
import type { OfferStatus } from "~/generated/prisma/enums";

/** Where an offer stands between draft and sale, for the checklist, the publish dialog and the publish page. */
export interface PublishState {
  status: OfferStatus;
  ready: boolean;
  items: (ReadinessItem & { to: string })[];
  payments: {
    /** No Stripe account yet: where to connect one and come back. */
    connect: string | null;
    /** What Stripe wants, while it takes no payments. */
    blocking: RequirementLine[];
    /** What it wants later. */
    warnings: RequirementLine[];
    /** The account that blocks: its name, and the page that says more. Null when nothing blocks. */
    meant: { name: string; to: string } | null;
    /** No account of the store takes this currency. */
    currency: string | null;
    /** Who sells it in whose place, in words. */
    because: string | null;
  };
}

export function publishState({ offer, readiness, gate }: Pick<OfferInStudio, "offer" | "readiness" | "gate">): PublishState {
  const base = `/studio/offers/${offer.id}`;
  const connect = `/settings/integrations/stripe?returnTo=${encodeURIComponent(`${base}/publish`)}`;
  const places: Record<ReadinessItem["key"], string> = {
    title: `${base}#details`,
    description: `${base}#details`,
    content: `${base}/${CONTENT_TAB[offer.kind].path}`,
    // A membership's prices stand on its tiers.
    price: offer.kind === "membership" ? `${base}/tiers` : `${base}#price`,
    payments: !gate.allowed && gate.connect ? connect : `${base}/publish`,
  };
  return {
    status: offer.status,
    ready: isReady(readiness),
    items: readiness.map((item) => ({ ...item, to: places[item.key] })),
    payments: {
      connect: !gate.allowed && gate.connect ? connect : null,
      blocking: gate.allowed ? [] : gate.lines,
      warnings: gate.allowed ? gate.warnings : [],
      meant: !gate.allowed && gate.meant ? { name: gate.meant.name, to: `/settings/integrations/stripe/accounts/${gate.meant.id}` } : null,
      currency: gate.allowed ? null : gate.currency,
      because: gate.allowed ? gate.because : null,
    },
  };
}
