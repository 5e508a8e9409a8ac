import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { BookOpen, FileDown, Plus, SquareLibrary } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { Pagination } from "~/components/ui/pagination";
import { offerCounts, studioOffers, type StudioOffer } from "~/domain/catalog/queries.server";
import { waitingCounts } from "~/domain/waiting-list/queries.server";
import { formatDay } from "~/lib/dates";
import { StatusBadge } from "./status-badge";
import { kindLabel } from "~/lib/offer-kind";

export const meta: MetaFunction = () => [{ title: "Offers · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request);
  const query = new URL(request.url).searchParams;
  const archived = query.get("show") === "archived";
  const [page, counts] = await Promise.all([
    studioOffers(store.id, { archived, before: query.get("before"), after: query.get("after") }),
    offerCounts(store.id),
  ]);
  const waiting = await waitingCounts(page.rows.map((row) => row.id));
  return { ...page, rows: page.rows.map((row) => ({ ...row, changed: formatDay(row.updatedAt), waiting: waiting.get(row.id) ?? 0 })), archived, counts };
}

type Row = StudioOffer & { changed: string; /** Addresses on its waiting list. */ waiting: number };

export default function Offers() {
  const { rows, newer, older, archived, counts } = useLoaderData<typeof loader>();
  if (!counts.any) return <NoOffers />;
  const address = (query: string) => `/studio/offers?${archived ? "show=archived&" : ""}${query}`;
  return (
    <>
      <PageHeader title="Offers" description="What your store sells: courses and downloads." actions={<NewOffer />} />
      {(counts.archived || archived) && (
        <div className="mb-6 flex flex-wrap gap-x-5 gap-y-1 text-sm">
          {archived ? (
            <p className="text-ink-muted">
              Archived offers are out of sale; their owners keep them.{" "}
              <Link to="/studio/offers" className="link-quiet text-ink">
                Back to current offers
              </Link>
            </p>
          ) : (
            <Link to="/studio/offers?show=archived" className="link-quiet text-ink-muted">
              Show archived offers
            </Link>
          )}
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState title={archived ? "Nothing is archived" : "Nothing is for sale or in the making"} action={archived ? undefined : <NewOffer />}>
          {archived ? "Offers you archive are kept here." : "All your offers are archived."}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface">
          {rows.map((row) => (
            <OfferRow key={row.id} row={row} />
          ))}
        </ul>
      )}
      <Pagination newer={newer && address(`after=${newer}`)} older={older && address(`before=${older}`)} label="Pages of offers" />
    </>
  );
}

function OfferRow({ row }: { row: Row }) {
  const Icon = row.kind === "course" ? BookOpen : FileDown;
  return (
    <li className="relative flex items-start gap-4 p-4 sm:items-center transition-colors duration-150 hover:bg-paper sm:gap-5 sm:px-5">
      <div className="grid aspect-[16/10] w-20 shrink-0 place-items-center overflow-hidden rounded-sm bg-sunken text-ink-faint sm:w-28">
        {row.coverUrl ? <img src={row.coverUrl} alt="" loading="lazy" className="size-full object-cover" /> : <Icon aria-hidden="true" className="size-5" />}
      </div>
      <div className="min-w-0 flex-1">
        <Link to={`/studio/offers/${row.id}`} className="line-clamp-2 font-medium break-words text-ink after:absolute after:inset-0">
          {row.title}
        </Link>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
          <StatusBadge status={row.status} />
          <span>{kindLabel(row.kind)}</span>
          <span className="tabular-nums sm:hidden">{row.price ?? "No price yet"}</span>
          {row.waiting > 0 && (
            <Link to={`/studio/offers/${row.id}/waiting`} className="link-quiet relative z-1 text-ink">
              {row.waiting.toLocaleString("en")} {row.waiting === 1 ? "person waits" : "people wait"}
              <span className="sr-only"> for {row.title}</span>
            </Link>
          )}
          <span className="hidden text-ink-faint md:inline">Changed {row.changed}</span>
        </p>
        {row.unsellable && <Unsellable why={row.unsellable} published={row.status === "published"} />}
      </div>
      <p className="hidden shrink-0 text-right font-medium tabular-nums sm:block">{row.price ?? <Badge tone="neutral">No price yet</Badge>}</p>
    </li>
  );
}

/** A paid offer that nobody can buy at the moment: why, and the way to mend it. */
function Unsellable({ why, published }: { why: NonNullable<Row["unsellable"]>; published: boolean }) {
  const { text, link } = unsellableText(why);
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
      <Badge tone="warning">{published ? "Cannot be bought now" : "Cannot be sold yet"}</Badge>
      <span className="min-w-0 break-words">
        {text}{" "}
        <Link to="/settings/integrations/stripe" className="link-quiet relative z-10 text-ink">
          {link}
        </Link>
      </span>
    </p>
  );
}

function unsellableText(why: NonNullable<Row["unsellable"]>): { text: string; link: string } {
  switch (why.reason) {
    case "no_account":
      return { text: "Stripe is not connected.", link: "Connect it" };
    case "cannot_charge":
      return { text: `Stripe takes no payments for ${why.account}.`, link: "See what it needs" };
    case "currency":
      return { text: `None of your Stripe accounts takes ${why.currency}.`, link: "See your accounts" };
  }
}

function NewOffer() {
  return (
    <Button asChild>
      <Link to="/studio/offers/new">
        <Plus aria-hidden="true" />
        New offer
      </Link>
    </Button>
  );
}

function NoOffers() {
  return (
    <>
      <PageHeader title="Offers" />
      <EmptyState icon={<SquareLibrary aria-hidden="true" />} title="Make your first offer" action={<NewOffer />}>
        Sell a course with lessons, or files to download. You can write everything first and publish when it is ready; nobody sees a draft.
      </EmptyState>
    </>
  );
}
