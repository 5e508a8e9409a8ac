import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Plus, Search, SquareLibrary } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { OfferKindIcon } from "~/components/offer-kind-icon";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { Pagination } from "~/components/ui/pagination";
import { offerCounts, studioOffers, type StudioOffer } from "~/domain/catalog/queries.server";
import { waitingCounts } from "~/domain/waiting-list/queries.server";
import { formatDay } from "~/lib/dates";
import { StatusBadge } from "./status-badge";
import { KIND_WORDS, kindLabel } from "~/lib/offer-kind";
import type { OfferKind } from "~/generated/prisma/enums";
import { useMay } from "../use-may";
import { OfferFilter } from "./offer-filter";

export const meta: MetaFunction = () => [{ title: "Offers · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "offers.read");
  const query = new URL(request.url).searchParams;
  const archived = query.get("show") === "archived";
  const kind = kindOf(query.get("kind"));
  const search = (query.get("q") ?? "").trim().slice(0, 120);
  const [page, counts] = await Promise.all([
    studioOffers(store.id, { archived, kind, search, before: query.get("before"), after: query.get("after") }),
    offerCounts(store.id),
  ]);
  const waiting = await waitingCounts(page.rows.map((row) => row.id));
  return { ...page, rows: page.rows.map((row) => ({ ...row, changed: formatDay(row.updatedAt), waiting: waiting.get(row.id) ?? 0 })), archived, kind, search, counts };
}

/** A kind out of an address; anything unknown is all of them. */
function kindOf(text: string | null): OfferKind | null {
  return text !== null && Object.hasOwn(KIND_WORDS, text) ? (text as OfferKind) : null;
}

type Row = StudioOffer & { changed: string; /** Addresses on its waiting list. */ waiting: number };

export default function Offers() {
  const { rows, newer, older, archived, kind, search, counts } = useLoaderData<typeof loader>();
  if (!counts.any) return <NoOffers />;
  const filtered = kind !== null || search !== "";
  const shown = { ...(archived ? { show: "archived" } : {}), ...(kind ? { kind } : {}), ...(search ? { q: search } : {}) };
  const address = (more: Record<string, string>) => `/studio/offers?${new URLSearchParams({ ...shown, ...more })}`;
  return (
    <>
      <PageHeader title="Offers" description="What your store sells: courses, downloads, bundles and memberships." actions={<NewOffer />} />
      <OfferFilter archived={archived} kind={kind} search={search} />
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
      {rows.length === 0 && filtered ? (
        <EmptyState
          icon={<Search aria-hidden="true" />}
          title="No offer fits"
          action={
            <Button asChild variant="secondary">
              <Link to={archived ? "/studio/offers?show=archived" : "/studio/offers"}>Show all</Link>
            </Button>
          }
        >
          {search ? `None of your ${archived ? "archived " : ""}${kind ? `${KIND_WORDS[kind].noun}s` : "offers"} has “${search}” in its title.` : `There is no ${archived ? "archived " : ""}${kind ? KIND_WORDS[kind].noun : "offer"} here.`}
        </EmptyState>
      ) : rows.length === 0 ? (
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
      <Pagination newer={newer && address({ after: newer })} older={older && address({ before: older })} label="Pages of offers" />
    </>
  );
}

function OfferRow({ row }: { row: Row }) {
  return (
    <li className="relative flex items-start gap-4 p-4 sm:items-center transition-colors duration-150 hover:bg-paper sm:gap-5 sm:px-5">
      <div className="grid aspect-[16/10] w-20 shrink-0 place-items-center overflow-hidden rounded-sm bg-sunken text-ink-faint sm:w-28">
        {row.coverUrl ? <img src={row.coverUrl} alt="" loading="lazy" className="size-full object-cover" /> : <OfferKindIcon kind={row.kind} className="size-5" />}
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
  if (!useMay()("offers.write")) return null;
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
        Sell a course, files to download, several of them as a bundle, or a membership. You can write everything first and publish when it is ready; nobody sees a draft.
      </EmptyState>
    </>
  );
}
