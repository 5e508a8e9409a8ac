import { Link } from "@remix-run/react";
import { AccentScope } from "~/components/ui/accent-scope";
import { Button } from "~/components/ui/button";
import { OwnedOfferHeader, type OwnedOfferView } from "./owned-offer-header";

/** For a person who had this and has it no more: that, why, and whom to ask. */
export function AccessEnded({ offer, words, orderId, again = null, hasCertificate = false }: { offer: OwnedOfferView; words: { title: string; text: string }; orderId: string | null; /** Where it can be had again. */ again?: string | null; hasCertificate?: boolean }) {
  const { name, supportEmail } = offer.store;
  return (
    <AccentScope accent={offer.store.accentColor}>
      <OwnedOfferHeader offer={offer}>
        <div className="max-w-prose border-l-2 border-accent pl-5">
          <h2 className="text-base font-semibold">{words.title}</h2>
          <p className="mt-1.5 text-ink-muted">{words.text}</p>
          <p className="mt-3 text-ink-muted">If you think that is not right, write to {name}.</p>
        </div>
        <div className="mt-7 flex flex-wrap gap-3">
          {again && (
            <Button asChild>
              <Link to={again}>{offer.kind === "membership" ? "Join again" : "Buy it again"}</Link>
            </Button>
          )}
          <Button asChild variant={again ? "secondary" : "primary"} className="max-w-full">
            <a href={`mailto:${supportEmail}?subject=${encodeURIComponent(offer.title)}`}><span className="truncate">Write to {supportEmail}</span></a>
          </Button>
          {orderId && (
            <Button asChild variant="secondary">
              <Link to={`/library/orders/${orderId}`}>See the order</Link>
            </Button>
          )}
          {hasCertificate && (
            <Button asChild variant="secondary">
              <Link to={`/library/${offer.id}/certificate`}>Your certificate</Link>
            </Button>
          )}
        </div>
      </OwnedOfferHeader>
    </AccentScope>
  );
}
