import { Link } from "@remix-run/react";
import { Check } from "lucide-react";
import { OfferCover } from "./offer-cover";
import { kindLabel } from "~/lib/offer-kind";
import type { OfferKind } from "~/generated/prisma/enums";

export type BundleInsideProps = {
  items: ReadonlyArray<{
    id: string;
    title: string;
    subtitle: string;
    kind: OfferKind;
    coverUrl: string | null;
    /** Its own page; null while it is not sold by itself. */
    path: string | null;
    /** "€49"; null: not sold by itself. */
    price: string | null;
    /** "30 days"; null: as long as all of it. */
    lasts: string | null;
    /** The visitor has it. */
    owned: boolean;
  }>;
  owned: number;
  saving: { worth: string; saving: string; partly: boolean } | null;
};

/** What a bundle gives: each offer with the way to its own page, and what is saved against buying them one by one. */
export function BundleInside({ items, owned, saving }: BundleInsideProps) {
  return (
    <section aria-labelledby="content">
      <h2 id="content" className="font-display text-2xl font-medium tracking-[-0.015em]">
        Inside the bundle
      </h2>
      <p className="mt-1 mb-5 text-ink-muted">
        {items.length === 1 ? "One offer" : `${items.length} offers`}, each yours as if bought by itself.
        {saving && ` ${saving.partly ? "Those sold by themselves" : "One by one they"} cost ${saving.worth}, so you save ${saving.saving}.`}
        {owned > 0 && ` You own ${owned} of ${items.length}.`}
      </p>
      <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {items.map((item) => (
          <li key={item.id} className="group relative flex min-w-0 items-start gap-4">
            <OfferCover src={item.coverUrl} title={item.title} kind={item.kind} size="plain" className="w-28 shrink-0" />
            <div className="min-w-0 flex-1 text-sm">
              <h3 className="font-medium break-words">
                {item.path ? (
                  <Link to={item.path} prefetch="intent" className="after:absolute after:inset-0 group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4">
                    {item.title}
                  </Link>
                ) : (
                  item.title
                )}
              </h3>
              <p className="mt-0.5 text-ink-faint">
                {[kindLabel(item.kind), item.lasts, item.price].filter(Boolean).join(" · ")}
              </p>
              {item.owned ? (
                <p className="mt-1 flex items-center gap-1.5 text-ink">
                  <Check aria-hidden="true" className="size-4 shrink-0 text-accent-ink" />
                  You own this
                </p>
              ) : (
                item.subtitle && <p className="mt-1 line-clamp-2 text-ink-muted">{item.subtitle}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
