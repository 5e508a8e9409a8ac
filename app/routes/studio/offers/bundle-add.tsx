import { Form, Link } from "@remix-run/react";
import { Plus, Search } from "lucide-react";
import { OfferKindIcon } from "~/components/offer-kind-icon";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { controlStyles } from "~/components/ui/control-styles";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Select } from "~/components/ui/select";
import { SubmitButton } from "~/components/ui/submit-button";
import type { OfferToAdd } from "~/domain/bundles/studio.server";
import { cn } from "~/lib/cn";
import { kindLabel } from "~/lib/offer-kind";

type BundleAddProps = { base: string; toAdd: { offers: OfferToAdd[]; more: boolean }; search: string; problemAt: string | undefined };

/** Find an offer of the store and put it into the bundle. */
export function BundleAdd({ base, toAdd, search, problemAt }: BundleAddProps) {
  const { offers, more } = toAdd;
  return (
    <Card title="Add an offer" headingLevel={3} id="add">
      <Form method="get" action={base} role="search" preventScrollReset className="flex flex-wrap gap-2.5">
        <div className="relative min-w-0 flex-1 basis-48">
          <Search aria-hidden="true" className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint" />
          <input key={search} type="search" name="q" defaultValue={search} maxLength={120} aria-label="Search your offers by title" placeholder="Search your offers" className={cn(controlStyles, "h-11 pl-9.5 sm:h-10")} />
        </div>
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </Form>
      {offers.length === 0 ? (
        <p className="mt-4 text-sm text-ink-muted">
          {search ? (
            <>
              None of your offers that are not in here yet has “{search}” in its title.{" "}
              <Link to={base} preventScrollReset className="link-quiet text-ink">
                Show all
              </Link>
            </>
          ) : (
            <>
              Everything you have is in here already.{" "}
              <Link to="/studio/offers/new" className="link-quiet text-ink">
                Make another offer
              </Link>
            </>
          )}
        </p>
      ) : (
        <ul aria-label="Offers you can add" className="mt-4 divide-y divide-line border-t border-line">
          {offers.map((offer) => (
            <li key={offer.id}>
              <Form method="post" action={base} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
                <input type="hidden" name="intent" value="add" />
                <input type="hidden" name="offerId" value={offer.id} />
                <OfferKindIcon kind={offer.kind} className="size-4.5 shrink-0 text-ink-faint max-sm:hidden" />
                <div className="min-w-0 flex-1 basis-44 text-sm">
                  <p className="font-medium break-words">{offer.title}</p>
                  <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted">
                    <span>{kindLabel(offer.kind)}</span>
                    <span className="tabular-nums">{offer.price ?? "No price yet"}</span>
                    {offer.status === "draft" && <Badge>Draft</Badge>}
                  </p>
                  {offer.kind === "membership" && <TierDays offer={offer} invalid={problemAt === offer.id} />}
                </div>
                {(offer.kind !== "membership" || offer.tiers.length > 0) && (
                  <SubmitButton variant="secondary" size="sm" pendingLabel="Adding…">
                    <Plus aria-hidden="true" />
                    Add<span className="sr-only"> {offer.title}</span>
                  </SubmitButton>
                )}
              </Form>
            </li>
          ))}
        </ul>
      )}
      {more && <p className="mt-3 text-sm text-ink-faint">There are more. Search for a part of the title.</p>}
    </Card>
  );
}

/** Of a membership: which tier the bundle opens, and for how long. */
function TierDays({ offer, invalid }: { offer: OfferToAdd; invalid: boolean }) {
  if (offer.tiers.length === 0) return <p className="mt-1 text-ink-faint">It needs a tier before it can be part of a bundle.</p>;
  return (
    <div className="mt-2 flex flex-wrap gap-3">
      <Field label="Tier" field={{ name: "tierId", id: `tier-${offer.id}` }} className="basis-44">
        <Select options={offer.tiers.map((tier) => ({ value: tier.id, label: tier.title }))} />
      </Field>
      <Field label="Days" field={{ name: "days", id: `days-${offer.id}`, initialValue: "30", ...(invalid ? { errors: ["From 1 to 3650."] } : {}) }}>
        <Input inputMode="numeric" autoComplete="off" className="max-w-24 tabular-nums" />
      </Field>
    </div>
  );
}
