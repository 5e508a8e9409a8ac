import { Link } from "@remix-run/react";
import { StoreMark } from "~/components/layout/storefront-shell";
import { AccentScope } from "~/components/ui/accent-scope";
import { OfferCover } from "./offer-cover";
import type { OfferKind } from "~/generated/prisma/enums";

export type StoreCardProps = {
  store: {
    name: string;
    slug: string;
    tagline: string;
    accentColor: string;
    logoUrl: string | null;
    offers: number;
    newest: { title: string; kind: OfferKind; coverUrl: string | null };
  };
  priority?: boolean;
};

/** A store among others, in its own colour, with the cover of its newest offer. */
export function StoreCard({ store, priority }: StoreCardProps) {
  const { newest } = store;
  return (
    <AccentScope accent={store.accentColor} as="article" className="group relative">
      <OfferCover src={newest.coverUrl} title={newest.title} kind={newest.kind} priority={priority} className="transition-[translate] duration-200 ease-calm group-hover:-translate-y-0.5" />
      <div className="mt-4 flex gap-3">
        <StoreMark store={store} />
        <div className="min-w-0">
          <h3 className="font-display text-xl font-medium tracking-[-0.01em]">
            <Link to={`/s/${store.slug}`} prefetch="intent" className="after:absolute after:inset-0 group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4">
              {store.name}
            </Link>
          </h3>
          {store.tagline && <p className="mt-0.5 text-sm text-ink-muted">{store.tagline}</p>}
          <p className="mt-1 text-sm text-ink-faint">{store.offers === 1 ? "1 offer" : `${store.offers} offers`}</p>
        </div>
      </div>
    </AccentScope>
  );
}
