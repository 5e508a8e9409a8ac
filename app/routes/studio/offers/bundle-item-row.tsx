import { Form, Link } from "@remix-run/react";
import { OfferKindIcon } from "~/components/offer-kind-icon";
import { Badge } from "~/components/ui/badge";
import { BinButton } from "~/components/ui/bin-button";
import { Progress } from "~/components/ui/progress";
import { SubmitButton } from "~/components/ui/submit-button";
import type { BundleRow } from "~/domain/bundles/studio.server";
import { kindLabel } from "~/lib/offer-kind";
import { Confirmed } from "./confirmed";
import { ReorderButtons } from "./reorder-buttons";

/** One offer of a bundle. */
export function BundleItemRow({ row, first, last }: { row: BundleRow; first: boolean; last: boolean }) {
  const { itemId, title, kind } = row;
  return (
    <li className="px-5 py-3 sm:px-6">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1 sm:flex-nowrap sm:items-center">
        <OfferKindIcon kind={kind} className="mt-1 size-4.5 shrink-0 text-ink-faint max-sm:hidden" />
        <div className="min-w-0 flex-1 basis-52 py-1 text-sm">
          <Link to={`/studio/offers/${row.offerId}`} className="font-medium break-words text-ink hover:underline">
            {title}
          </Link>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted">
            <span>{row.tier ? `${kindLabel(kind)}: ${row.tier.title}, ${row.tier.days === 1 ? "one day" : `${row.tier.days} days`}` : kindLabel(kind)}</span>
            <span className="tabular-nums">{row.price ?? "No price of its own"}</span>
            {row.status !== "published" && <Badge>{row.status === "draft" ? "Draft" : "Archived"}</Badge>}
          </p>
          {row.status !== "published" && <p className="mt-0.5 text-ink-faint">{row.status === "draft" ? "Buyers of the bundle get it all the same. It is not sold by itself." : "It is out of sale by itself. Buyers of the bundle still get it."}</p>}
        </div>
        <div className="-ml-2 flex items-center sm:ml-0">
          <ReorderButtons name={title} id={itemId} intent="move" field="itemId" first={first} last={last} />
          <Form method="post" preventScrollReset>
            <input type="hidden" name="itemId" value={itemId} />
            <Confirmed />
            <BinButton
              label={`Take ${title} out`}
              name="intent"
              value="remove"
              title={`Take “${title}” out of the bundle?`}
              description="Everyone who has it keeps it. Whoever buys the bundle from now on does not get it."
              confirmLabel="Take it out"
            />
          </Form>
        </div>
      </div>
      <Reach row={row} />
    </li>
  );
}

/** Owners of the bundle who do not have what was added after they bought. */
function Reach({ row }: { row: BundleRow }) {
  const { owners, reached, extension, itemId, title } = row;
  const missing = owners - reached;
  if (extension === "running") {
    return <Progress className="mt-2 max-w-sm" value={reached} max={owners} label={`Owners of the bundle who have ${title}`} text={`Being given to the owners: ${reached.toLocaleString("en")} of ${owners.toLocaleString("en")}`} />;
  }
  if (missing <= 0) return extension === "done" ? <p className="mt-1 text-sm text-ink-faint">Everyone who owns the bundle has it.</p> : null;
  return (
    <Form method="post" preventScrollReset className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-muted">
      <input type="hidden" name="itemId" value={itemId} />
      <span>
        {missing === 1 ? "One person who owns" : `${missing.toLocaleString("en")} people who own`} the bundle {missing === 1 ? "does" : "do"} not have it.
      </span>
      <SubmitButton name="intent" value="extend" size="sm" variant="secondary" pendingLabel="One moment…">
        {missing === 1 ? "Give it to them" : `Give it to all ${missing.toLocaleString("en")}`}
      </SubmitButton>
    </Form>
  );
}
