import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { OfferCover } from "~/components/storefront/offer-cover";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import type { OfferKind } from "~/generated/prisma/enums";

export type OwnedOfferView = {
  id: string;
  kind: OfferKind;
  title: string;
  subtitle: string;
  coverUrl: string | null;
  store: { name: string; slug: string; accentColor: string; supportEmail: string };
  /** "open until 3 March 2027, 12 days left"; nothing where it does not close, or is said elsewhere on the page. */
  until?: string | null;
  /** Where days can be added to those they have. */
  more?: { label: string; text: string; to: string } | null;
};

/** The top of everything a person owns: cover, title, whose it is, and the way in. */
export function OwnedOfferHeader({ offer, children }: { offer: OwnedOfferView; children?: ReactNode }) {
  return (
    <header>
      <Breadcrumbs items={[{ label: "Library", to: "/library" }]} />
      <div className="mt-4 grid items-start gap-7 md:grid-cols-[minmax(0,1fr)_minmax(0,22rem)] md:gap-12">
        <div className="min-w-0">
          <p className="text-sm text-ink-muted">{offer.store.name}</p>
          <h1 className="mt-2 font-display text-4xl font-medium tracking-[-0.02em] text-balance">{offer.title}</h1>
          {offer.subtitle && <p className="mt-3 max-w-prose text-lg text-ink-muted">{offer.subtitle}</p>}
          {offer.until && <p className="mt-3 text-sm text-ink-muted">{`${offer.until.charAt(0).toUpperCase()}${offer.until.slice(1)}.`}</p>}
          {offer.more && (
            <p className="mt-2 text-sm text-ink-muted">
              <Link to={offer.more.to} className="link-quiet text-ink">
                {offer.more.label}
              </Link>
              {`. ${offer.more.text}`}
            </p>
          )}
          {children && <div className="mt-7">{children}</div>}
        </div>
        <OfferCover src={offer.coverUrl} title={offer.title} kind={offer.kind} priority className="max-md:order-first" />
      </div>
    </header>
  );
}

/** Whom to ask; the seller answers, not us. */
export function SellerContact({ offer }: { offer: OwnedOfferView }) {
  const { name, supportEmail } = offer.store;
  return (
    <p className="mt-14 border-t border-line pt-6 text-sm text-ink-muted">
      A question about this {offer.kind}? Write to {name} at{" "}
      <a href={`mailto:${supportEmail}?subject=${encodeURIComponent(offer.title)}`} className="link-quiet wrap-anywhere text-ink">
        {supportEmail}
      </a>
      .
    </p>
  );
}
