import { Link } from "@remix-run/react";
import { OfferCover } from "~/components/storefront/offer-cover";
import { AccentScope } from "~/components/ui/accent-scope";
import { EmptyState } from "~/components/ui/empty-state";
import { Progress } from "~/components/ui/progress";
import type { OfferKind } from "~/generated/prisma/enums";
import { KIND_WORDS, kindLabel } from "~/lib/offer-kind";
import { OwnedOfferHeader, SellerContact, type OwnedOfferView } from "./owned-offer-header";

export type OwnedPartView = {
  offerId: string;
  kind: OfferKind;
  title: string;
  coverUrl: string | null;
  lessons: number;
  done: number;
  files: number;
  open: boolean;
  /** "open until 3 March 2027, 12 days left"; null: it does not close. */
  until: string | null;
};

/** A bundle as its owner finds it: each offer in it, where they stand, and the way in. */
export function BundleHome({ offer, parts, until }: { offer: OwnedOfferView; parts: OwnedPartView[]; until: string | null }) {
  return (
    <AccentScope accent={offer.store.accentColor}>
      <OwnedOfferHeader offer={offer}>{until && <p className="text-ink-muted">{`${until.charAt(0).toUpperCase()}${until.slice(1)}.`}</p>}</OwnedOfferHeader>
      <section aria-labelledby="parts" className="mt-12">
        <h2 id="parts" className="font-display text-2xl font-medium tracking-[-0.015em]">
          Everything in it
        </h2>
        {parts.length === 0 ? (
          <EmptyState className="mt-6" title="Nothing is in here yet">
            {offer.store.name} has not put anything in. Write to them if that is not what you bought.
          </EmptyState>
        ) : (
          <ul className="mt-6 grid gap-x-8 gap-y-6 sm:grid-cols-2">
            {parts.map((part) => (
              <li key={part.offerId} className="group relative flex min-w-0 items-start gap-4">
                <OfferCover src={part.coverUrl} title={part.title} kind={part.kind} size="plain" className="w-28 shrink-0" />
                <div className="min-w-0 flex-1 text-sm">
                  <p className="text-ink-muted">{kindLabel(part.kind)}</p>
                  <h3 className="font-medium break-words">
                    <Link to={`/library/${part.offerId}`} className="after:absolute after:inset-0 group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4">
                      {part.title}
                    </Link>
                  </h3>
                  <PartState part={part} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </section>
      <SellerContact offer={offer} />
    </AccentScope>
  );
}

function PartState({ part }: { part: OwnedPartView }) {
  if (!part.open) return <p className="mt-1 text-ink-muted">Closed</p>;
  return (
    <div className="mt-1 space-y-1 text-ink-muted">
      {part.kind === "course" ? (
        <Progress value={part.done} max={part.lessons} label={`Progress in ${part.title}`} text={part.done === 0 ? `${part.lessons} ${part.lessons === 1 ? "lesson" : "lessons"}` : `${part.done} of ${part.lessons} lessons done`} className="max-w-44" />
      ) : (
        <p>{part.kind === "download" ? `${part.files} ${part.files === 1 ? "file" : "files"}` : KIND_WORDS[part.kind].open}</p>
      )}
      {part.until && <p className="text-xs">{`${part.until.charAt(0).toUpperCase()}${part.until.slice(1)}`}</p>}
    </div>
  );
}
