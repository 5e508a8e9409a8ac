import { Link } from "@remix-run/react";
import { Check, PenLine } from "lucide-react";
import type { ReactNode } from "react";
import { BuyForm } from "~/components/checkout/buy-form";
import { Button } from "~/components/ui/button";
import { PriceTag } from "~/components/ui/price-tag";
import { cn } from "~/lib/cn";
import { PAUSED_TEXT, WaitForm, type WaitProps } from "./wait-form";
import { KIND_WORDS } from "~/lib/offer-kind";
import type { OfferKind } from "~/generated/prisma/enums";

/** What this visitor can do with the offer. */
export type BuyState =
  | { can: "buy"; offerId: string; priceId: string; /** Minor units the page says are to be paid, where that is not the price alone. */ seenAmount?: string | undefined; /** Said under the button. */ note?: { text: string; link?: { label: string; to: string } } | null }
  | { can: "take"; offerId: string; priceId: string }
  /** It is theirs already. */
  | { can: "open"; libraryPath: string; /** "Open until 3 March 2027": access that ends. */ until?: string | null; /** Days they can add to those they have. */ more?: { offerId: string; priceId: string; addAfter: string; label: string; text: string } | null }
  /** They have everything that is in it, though not it. */
  | { can: "has_all"; libraryPath: string }
  /** A membership: its tiers are the buttons. */
  | { can: "choose" }
  /** Nobody can be charged for it at the moment. */
  | ({ can: "wait" } & WaitProps)
  /** The same, seen by its creator. `waiting`: addresses on the waiting list. */
  | { can: "mend"; settingsPath: string; waitingPath: string; waiting: number }
  /** Its creator, looking at a page that is not for sale. */
  | { can: "preview"; editPath: string };

export type BuyBoxProps = {
  state: BuyState;
  kind: OfferKind;
  priceText: string;
  /** The price, when this visitor pays less; and why. */
  was?: string | undefined;
  why?: string | undefined;
  /** "once"; nothing for a membership, whose price says how often. */
  isFree: boolean;
  /** "18 lessons", "3 free to try". */
  facts: readonly string[];
  /** Its creator sees where to change it. */
  editPath: string | null;
  /** The form for a free offer. */
  takeForm: ReactNode;
};

/** Price, the one button, and what comes with it. */
export function BuyBox({ state, kind, priceText, was, why, isFree, facts, editPath, takeForm }: BuyBoxProps) {
  return (
    <div className="rounded-xl border border-line bg-surface p-6 sm:p-7">
      {state.can === "open" ? (
        <>
          <p className="font-display text-xl font-medium">This is yours</p>
          {state.until && <p className="mt-1 text-sm text-ink-muted">{state.until}.{!state.more && " You can buy it again when it has closed."}</p>}
        </>
      ) : state.can === "has_all" ? (
        <>
          <p className="font-display text-xl font-medium">You own everything in it</p>
          <p className="mt-1 text-sm text-ink-muted">There is nothing here that you would have to pay for.</p>
        </>
      ) : (
        <>
          <PriceTag amount={priceText} {...(was ? { was } : {})} per={isFree || state.can === "preview" || kind === "membership" ? undefined : "once"} size="lg" />
          {why && <p className="mt-1.5 text-sm text-pretty text-ink-muted">{why}</p>}
        </>
      )}
      {/* On phones the bar at the bottom has this button already. */}
      <div className={cn("mt-5", (state.can === "buy" || state.can === "open" || state.can === "has_all" || state.can === "choose") && "max-lg:hidden")}>
        {state.can === "take" ? takeForm : <BuyAction state={state} kind={kind} />}
        {state.can === "wait" && <Paused {...state} />}
        {state.can === "mend" && <PausedForCreator {...state} />}
      </div>
      {state.can === "open" && state.more && (
        <div className="mt-5 lg:mt-3">
          <BuyForm offerId={state.more.offerId} priceId={state.more.priceId} addAfter={state.more.addAfter} variant="secondary">
            {state.more.label}
          </BuyForm>
          <p className="mt-3 text-sm text-pretty text-ink-muted">{state.more.text}</p>
        </div>
      )}
      {state.can === "buy" && state.note && (
        <p className="mt-3 text-sm text-pretty text-ink-muted">
          {state.note.text}
          {state.note.link && (
            <>
              {" "}
              <Link to={state.note.link.to} className="link-quiet text-ink">
                {state.note.link.label}
              </Link>
              .
            </>
          )}
        </p>
      )}
      {facts.length > 0 && (
        <ul className="mt-6 space-y-2.5 border-t border-line pt-5 text-sm text-ink-muted">
          {facts.map((fact) => (
            <li key={fact} className="flex gap-2.5 text-pretty">
              <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent-ink" />
              {fact}
            </li>
          ))}
        </ul>
      )}
      {editPath && state.can !== "preview" && (
        <p className="mt-5 border-t border-line pt-4 text-sm">
          <Link to={editPath} className="inline-flex min-h-11 items-center gap-2 text-ink-muted hover:text-ink sm:min-h-6">
            <PenLine aria-hidden="true" className="size-4" />
            Edit this offer
          </Link>
        </p>
      )}
    </div>
  );
}

/** The button alone, for the box and for the bar at the bottom of a phone. */
export function BuyAction({ state, kind }: { state: BuyState; kind: OfferKind }) {
  switch (state.can) {
    case "buy":
      return (
        <BuyForm offerId={state.offerId} priceId={state.priceId} seenAmount={state.seenAmount}>
          {KIND_WORDS[kind].buy}
        </BuyForm>
      );
    case "open":
      return (
        <Button asChild size="lg" block>
          <Link to={state.libraryPath}>{kind === "course" ? "Continue learning" : KIND_WORDS[kind].open}</Link>
        </Button>
      );
    case "has_all":
      return (
        <Button asChild size="lg" block>
          <Link to={state.libraryPath}>Open your library</Link>
        </Button>
      );
    case "choose":
      return (
        <Button asChild size="lg" block>
          <a href="#tiers">Choose a tier</a>
        </Button>
      );
    case "preview":
      return (
        <Button asChild size="lg" block variant="secondary">
          <Link to={state.editPath}>Back to editing</Link>
        </Button>
      );
    case "take":
      return (
        <Button asChild size="lg" block>
          <a href="#take">Get it free</a>
        </Button>
      );
    case "wait":
    case "mend":
      return null;
  }
}

function Paused(wait: WaitProps) {
  return (
    <div className="space-y-4">
      <p className="text-sm text-pretty text-ink-muted">{PAUSED_TEXT}</p>
      <WaitForm action={wait.action} email={wait.email} waits={wait.waits} />
    </div>
  );
}

function PausedForCreator({ settingsPath, waitingPath, waiting }: Extract<BuyState, { can: "mend" }>) {
  return (
    <div className="space-y-4 text-sm">
      <p className="font-medium">Nobody can buy this at the moment</p>
      <p className="text-pretty text-ink-muted">
        Stripe takes no payments for you just now. Visitors see a waiting list here, and each is told by mail once it works again.{" "}
        {waiting > 0 && (
          <Link to={waitingPath} className="link-quiet text-ink">
            {waiting === 1 ? "One person waits" : `${waiting.toLocaleString("en")} people wait`}
          </Link>
        )}
        {waiting > 0 && "."}
      </p>
      <Button asChild block>
        <Link to={settingsPath}>See what Stripe needs</Link>
      </Button>
    </div>
  );
}

/** On phones: price and button at the thumb, always. `offer-dock` lifts what floats (base.css keeps --dock above it). */
export function BuyBar({ state, kind, priceText }: { state: BuyState; kind: OfferKind; priceText: string }) {
  if (state.can === "wait" || state.can === "mend" || state.can === "preview") return null;
  return (
    <div className="offer-dock fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden">
      <div className="gutter mx-auto flex max-w-2xl items-center gap-4 py-3">
        <p className="min-w-0 flex-1 text-lg font-semibold tabular-nums">{state.can === "open" ? <span className="text-sm font-medium">This is yours</span> : state.can === "has_all" ? <span className="text-sm font-medium">You own all of it</span> : priceText}</p>
        <div className="min-w-44 shrink-0 whitespace-nowrap">
          <BuyAction state={state} kind={kind} />
        </div>
      </div>
    </div>
  );
}
