import { Form, Link } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";
import { Switch } from "~/components/ui/switch";
import type { BundleInStudio } from "~/domain/bundles/studio.server";

type BundleSavingProps = Pick<BundleInStudio, "saving" | "leftOut" | "ownersPayLess"> & { offerId: string; hasPrice: boolean };

/** What buyers save, as they will see it, and whether owners of some of it pay less. */
export function BundleSaving({ offerId, saving, leftOut, hasPrice, ownersPayLess }: BundleSavingProps) {
  return (
    <Card title="What buyers save" headingLevel={3}>
      {!hasPrice ? (
        <p className="text-sm text-ink-muted">
          The saving is shown once the bundle has a price.{" "}
          <Link to={`/studio/offers/${offerId}#price`} className="link-quiet text-ink">
            Set the price
          </Link>
        </p>
      ) : saving ? (
        <>
          <dl className="max-w-sm space-y-1.5 text-sm">
            <Line label="Bought one by one" value={saving.worth} />
            <Line label="As this bundle" value={saving.price} />
            <div className="flex justify-between gap-4 border-t border-line pt-1.5 font-medium">
              <dt>Buyers save</dt>
              <dd className="tabular-nums">{saving.saving ?? "Nothing"}</dd>
            </div>
          </dl>
          {!saving.saving && <p className="mt-3 text-sm text-warning">The bundle costs as much as its offers one by one, or more, so no saving is shown. Lower its price.</p>}
        </>
      ) : (
        <p className="text-sm text-ink-muted">Nothing in here is sold by itself in the bundle’s currency, so no saving is shown.</p>
      )}
      {leftOut.length > 0 && hasPrice && (
        <p className="mt-3 text-sm text-ink-muted">
          Not counted: {listed(leftOut)}. {leftOut.length === 1 ? "It has" : "They have"} no one-time price in the bundle’s currency, or {leftOut.length === 1 ? "is" : "are"} not on sale.
        </p>
      )}
      <Form method="post" preventScrollReset className="mt-5 space-y-3 border-t border-line pt-4" key={String(ownersPayLess)}>
        <Switch
          name="ownersPayLess"
          field={{ name: "ownersPayLess", initialValue: ownersPayLess }}
          label="Owners of some of it pay less"
          description="Who is signed in and has an offer of the bundle already is let off that offer’s share of the price."
        />
        <SubmitButton name="intent" value="owners" variant="secondary" size="sm" pendingLabel="Saving…">
          Save
        </SubmitButton>
      </Form>
    </Card>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-ink-muted">{label}</dt>
      <dd className="tabular-nums">{value}</dd>
    </div>
  );
}

/** "One, Two and Three"; of many the first few. */
function listed(titles: readonly string[]): string {
  const shown = titles.slice(0, 4);
  const rest = titles.length - shown.length;
  const names = rest > 0 ? [...shown, `${rest} more`] : shown;
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
