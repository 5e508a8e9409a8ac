import type { SubmissionResult } from "@conform-to/react";
import { Link, useSearchParams } from "@remix-run/react";
import { Check } from "lucide-react";
import { BuyForm } from "~/components/checkout/buy-form";
import { Button } from "~/components/ui/button";
import type { BillingInterval } from "~/generated/prisma/enums";
import { cn } from "~/lib/cn";
import { kindLabel } from "~/lib/offer-kind";
import { FreeForm } from "./free-form";
import type { TierCard } from "./tier-card";

export type TierCardsProps = {
  offerId: string;
  tiers: TierCard[];
  /** A member manages here instead of joining. */
  managePath: string | null;
  former: boolean;
  /** `join`: can be joined now. `closed`: nobody can be charged at the moment. `preview`: its creator, before it is published. */
  state: "join" | "closed" | "preview";
  viewerEmail: string | null;
  addressProved: boolean;
  /** Answer of the free tier's form. */
  lastResult: SubmissionResult<string[]> | undefined;
};

/** The levels of a membership side by side, by the month or by the year. Works without JavaScript: the choice stands in the address. */
export function TierCards({ offerId, tiers, managePath, former, state, viewerEmail, addressProved, lastResult }: TierCardsProps) {
  const [params] = useSearchParams();
  const both = (["month", "year"] as const).every((interval) => tiers.some((tier) => tier.prices.some((price) => price.interval === interval)));
  const every: BillingInterval = params.get("every") === "year" ? "year" : "month";
  const saving = Math.max(0, ...tiers.flatMap((tier) => tier.prices.map((price) => price.saving ?? 0)));
  return (
    <section aria-labelledby="tiers" className={cn(tiers.length === 1 && "max-w-lg")}>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <h2 id="tiers" className="font-display text-2xl font-medium tracking-[-0.015em]">
          {managePath ? "Your membership" : former ? "Come back" : tiers.length === 1 ? "Join" : "Choose your tier"}
        </h2>
        {both && <EverySwitch every={every} saving={saving} />}
      </div>
      <ul className={cn("mt-6 grid gap-5", tiers.length > 1 && "sm:grid-cols-2", tiers.length > 2 && "lg:grid-cols-3")}>
        {tiers.map((tier) => {
          const price = tier.prices.find((one) => one.interval === every) ?? tier.prices[0];
          return (
            <li key={tier.id} className={cn("flex flex-col rounded-xl border bg-surface p-6", tier.yours ? "border-accent shadow-[inset_0_0_0_1px_var(--accent)]" : "border-line")}>
              <h3 className="text-base font-semibold wrap-anywhere">{tier.title}</h3>
              {price && <PriceLine text={price.text} trialDays={price.trialDays} />}
              {tier.description && <p className="mt-3 text-sm text-ink-muted">{tier.description}</p>}
              <TierContents tier={tier} />
              <div className="mt-auto pt-6">
                {price && <TierAction {...{ offerId, tier, price, managePath, state, viewerEmail, addressProved, lastResult }} />}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function EverySwitch({ every, saving }: { every: BillingInterval; saving: number }) {
  const look = (here: boolean) => cn("flex min-h-11 items-center gap-2 rounded-md px-3.5 text-sm font-medium sm:min-h-9", here ? "bg-surface text-ink shadow-[inset_0_0_0_1px_var(--line)]" : "text-ink-muted hover:text-ink");
  return (
    <nav aria-label="How often to pay" className="flex gap-1 rounded-lg bg-sunken p-1">
      <Link to="?every=month" preventScrollReset replace aria-current={every === "month" ? "true" : undefined} className={look(every === "month")}>
        Monthly
      </Link>
      <Link to="?every=year" preventScrollReset replace aria-current={every === "year" ? "true" : undefined} className={look(every === "year")}>
        Yearly
        {saving > 0 && <span className="rounded-full bg-accent-soft px-2 py-0.5 text-xs text-accent-ink">{`up to ${saving}% less`}</span>}
      </Link>
    </nav>
  );
}

function PriceLine({ text, trialDays }: { text: string; trialDays: number }) {
  const [amount, ...every] = text.split(" ");
  return (
    <>
      <p className="mt-3">
        <span className="font-display text-3xl font-medium tracking-[-0.02em] tabular-nums">{amount}</span>
        {every.length > 0 && <span className="text-sm text-ink-muted">{` ${every.join(" ")}`}</span>}
      </p>
      {trialDays > 0 && <p className="mt-1 text-sm text-accent-ink">{`The first ${trialDays} days are free`}</p>}
    </>
  );
}

function TierContents({ tier: { highlights, items, opensPosts } }: { tier: TierCard }) {
  const line = "flex gap-2.5 text-sm text-pretty";
  const tick = <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent-ink" />;
  if (highlights.length + items.length === 0 && !opensPosts) return null;
  return (
    <ul className="mt-5 space-y-2.5 border-t border-line pt-5">
      {highlights.map((text) => (
        <li key={text} className={line}>
          {tick}
          <span className="min-w-0 wrap-anywhere">{text}</span>
        </li>
      ))}
      {items.map(({ title, kind, path }) => (
        <li key={title} className={line}>
          {tick}
          <span className="min-w-0 wrap-anywhere">
            {path ? (
              <Link to={path} className="link-quiet">
                {title}
              </Link>
            ) : (
              title
            )}
            <span className="text-ink-faint">{` · ${kindLabel(kind)}`}</span>
          </span>
        </li>
      ))}
      {opensPosts && (
        <li className={line}>
          {tick}
          The members&rsquo; posts
        </li>
      )}
    </ul>
  );
}

type ActionProps = Pick<TierCardsProps, "offerId" | "managePath" | "state" | "viewerEmail" | "addressProved" | "lastResult"> & { tier: TierCard; price: TierCard["prices"][number] };

function TierAction({ offerId, tier, price, managePath, state, viewerEmail, addressProved, lastResult }: ActionProps) {
  if (managePath) {
    return (
      <Button asChild block variant={tier.yours ? "primary" : "secondary"}>
        <Link to={tier.yours || managePath.includes("/library/off_") ? managePath : `${managePath}/plan?price=${price.id}`}>{tier.yours ? "Manage" : "Change to this"}</Link>
      </Button>
    );
  }
  if (state === "preview") return <p className="text-sm text-ink-faint">Visitors can join here when it is published.</p>;
  if (price.isFree) return <FreeForm priceId={price.id} oneClick={addressProved} viewerEmail={viewerEmail} lastResult={lastResult} />;
  if (state === "closed") return <p className="text-sm text-ink-faint">Cannot be joined at the moment.</p>;
  return (
    <BuyForm offerId={offerId} priceId={price.id}>
      {price.trialDays > 0 ? "Start free" : "Join"}
      <span className="sr-only">{`: ${tier.title}, ${price.text}`}</span>
    </BuyForm>
  );
}
