import { Link } from "@remix-run/react";
import { cn } from "~/lib/cn";
import { OfferCover } from "./offer-cover";
import type { OfferKind } from "~/generated/prisma/enums";
import { kindLabel } from "~/lib/offer-kind";

export type OfferCardProps = {
  offer: { slug: string; kind: OfferKind; title: string; subtitle: string; coverUrl: string | null; priceText: string; /** Nobody can be charged for it at the moment. */ paused?: boolean };
  storeSlug: string;
  /** One card alone: picture and words side by side. */
  wide?: boolean;
  priority?: boolean;
};

/** An offer on the shelf. The whole card is the link; its name is the title. */
export function OfferCard({ offer, storeSlug, wide, priority }: OfferCardProps) {
  return (
    <article className={cn("group relative", wide && "sm:grid sm:grid-cols-2 sm:items-center sm:gap-8 lg:gap-12")}>
      <OfferCover src={offer.coverUrl} title={offer.title} kind={offer.kind} priority={priority} className="transition-[translate] duration-200 ease-calm group-hover:-translate-y-0.5" />
      <div className={cn(wide ? "mt-5 sm:mt-0" : "mt-5")}>
        <p className="flex items-baseline justify-between gap-4 text-sm text-ink-faint">
          <span>
            {kindLabel(offer.kind)}
            {offer.paused && (
              <>
                <span aria-hidden="true"> · </span>
                <span className="sr-only">, </span>
                <span className="text-ink-muted">Back soon</span>
              </>
            )}
          </span>
          <span className="font-semibold text-ink tabular-nums">{offer.priceText}</span>
        </p>
        <h2 className={cn("mt-1 font-display font-medium tracking-[-0.015em]", wide ? "text-3xl" : "text-2xl")}>
          <Link to={`/s/${storeSlug}/${offer.slug}`} prefetch="intent" className="after:absolute after:inset-0 group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4">
            {offer.title}
          </Link>
        </h2>
        {offer.subtitle && <p className={cn("mt-2 text-ink-muted", wide && "text-lg")}>{offer.subtitle}</p>}
      </div>
    </article>
  );
}
