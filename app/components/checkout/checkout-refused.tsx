import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { OfferCover } from "~/components/storefront/offer-cover";
import { Button } from "~/components/ui/button";
import { PriceTag } from "~/components/ui/price-tag";
import { WaitForm, type WaitAnswer, type WaitProps } from "~/components/storefront/wait-form";
import { BuyForm } from "./buy-form";
import type { OfferKind } from "~/generated/prisma/enums";

export type RefusalView = {
  /** `paused`: nothing was begun; somebody opened the waiting list of an offer. */
  kind: "paused" | "offer_unavailable" | "price_changed" | "not_chargeable" | "try_again" | "timed_out" | "unfinished" | "moved";
  uiMode: "embedded_page" | "hosted_page";
  supportEmail: string;
  offer: { id: string; title: string; kind: OfferKind; path: string; coverUrl: string | null };
  /** What it costs now, formatted. */
  price: { id: string; text: string; /** In minor units, where this buyer pays another amount than the price. */ amount?: string } | null;
  /** Stripe does not say any more whether this buyer has paid: then nobody claims that nothing was charged. */
  unsure?: boolean;
  /** The waiting list, while nobody can be charged for it. Null: it can be tried again. */
  wait: WaitProps | null;
  /** What the waiting list answered, when the page was opened by its form. */
  waitAnswer?: WaitAnswer | undefined;
};

/** Why the till stays shut, in one sentence, and the way on. Nothing was charged in any of these. */
export function CheckoutRefused({ kind, uiMode, supportEmail, offer, price, wait, waitAnswer, unsure = false }: RefusalView) {
  const { title, body } = wordsFor(kind, wait !== null, unsure);
  const again = price && kind !== "offer_unavailable" && !wait;
  return (
    <div className="gutter mx-auto grid max-w-(--container-page) gap-10 pt-6 sm:grid-cols-[minmax(0,1fr)_16rem] sm:gap-14 sm:pt-14 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-24">
      <div>
        <h1 className="font-display text-4xl font-medium tracking-[-0.02em]">{title}</h1>
        {/* Whoever is on the list is not asked for an address again. */}
        {!(kind === "paused" && waitAnswer && "joined" in waitAnswer) && <p className="mt-4 max-w-prose text-ink-muted">{body}</p>}
        {wait && (
          <div className="mt-6 max-w-md">
            <WaitForm {...wait} answer={waitAnswer} />
          </div>
        )}
        <Actions>
          {again && (
            <BuyForm offerId={offer.id} priceId={price.id} seenAmount={price.amount} uiMode={uiMode}>
              {kind === "price_changed" ? `Buy for ${price.text}` : kind === "timed_out" || kind === "moved" ? "Start again" : "Try again"}
            </BuyForm>
          )}
          <Button asChild size={wait ? "md" : "lg"} variant={again || wait ? "secondary" : "primary"}>
            <Link to={kind === "offer_unavailable" ? offer.path.slice(0, offer.path.lastIndexOf("/")) : offer.path}>
              {kind === "offer_unavailable" ? "See what else there is" : "Back to the page"}
            </Link>
          </Button>
        </Actions>
        {(kind === "not_chargeable" || kind === "paused" || unsure) && (
          <p className="mt-8 max-w-prose text-sm text-ink-muted">
            A question? Write to{" "}
            <a href={`mailto:${supportEmail}`} className="link-quiet wrap-anywhere text-ink">
              {supportEmail}
            </a>
            .
          </p>
        )}
      </div>
      <aside aria-label="What you chose" className="max-sm:order-first max-sm:flex max-sm:items-center max-sm:gap-4">
        <OfferCover src={offer.coverUrl} title={offer.title} kind={offer.kind} size="plain" className="max-sm:w-24" />
        <div className="sm:mt-4">
          <p className="font-medium">{offer.title}</p>
          {price && kind !== "offer_unavailable" && <PriceTag amount={price.text} per={kind === "price_changed" ? "now" : undefined} className="mt-1" />}
        </div>
      </aside>
    </div>
  );
}

function Actions({ children }: { children: ReactNode }) {
  return <div className="mt-8 flex flex-col gap-3 sm:flex-row sm:flex-wrap">{children}</div>;
}

/** A store that cannot be paid is worth waiting for; one that could be, by all that is known, is worth another try. */
function wordsFor(kind: RefusalView["kind"], paused: boolean, unsure: boolean): { title: string; body: string } {
  if (unsure) return CLOSED_UNSEEN;
  return kind === "not_chargeable" && !paused ? TURNED_DOWN : WORDS[kind];
}

const CLOSED_UNSEEN = {
  title: "This checkout has been closed",
  body: "The store is no longer paid through the account you were about to pay. If you had paid already, the payment is with the store: please write to them before you pay again.",
};

const TURNED_DOWN = {
  title: "The payment could not begin",
  body: "The store’s payment service turned it down just now. It is not you and not your card, and nothing was charged. Try it once more in a few minutes.",
};

const WORDS: Record<RefusalView["kind"], { title: string; body: string }> = {
  offer_unavailable: { title: "This is no longer for sale", body: "It was taken off the shelf after you opened the page. Nothing was charged." },
  price_changed: { title: "The price has changed", body: "It changed after you opened the page, so we stopped here. Nothing was charged. This is what it costs now:" },
  paused: { title: "Sales are paused for a moment", body: "Leave your address and we tell you once, when you can buy it." },
  not_chargeable: { title: "Sales are paused for a moment", body: "It is not you and not your card: the store takes no payments just now, and nothing was charged. Leave your address and we tell you once, when you can buy it." },
  try_again: { title: "The payment service did not answer", body: "We could not reach it just now. Nothing was charged, and trying again cannot charge you twice." },
  timed_out: { title: "This checkout has run out", body: "It was open for a long while, so it was closed to be safe. Nothing was charged. Starting again takes one click." },
  moved: { title: "This checkout has been closed", body: "The store has changed the account it is paid through since you began. Nothing was charged. Starting again takes one click." },
  unfinished: { title: "The payment service has not answered yet", body: "Your checkout was asked for, but the answer is still missing. Nothing was charged, and trying again cannot charge you twice." },
};
