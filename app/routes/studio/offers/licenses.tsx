import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { KeyRound, Search } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Button, buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { controlStyles } from "~/components/ui/control-styles";
import { EmptyState } from "~/components/ui/empty-state";
import { Pagination } from "~/components/ui/pagination";
import { Table, type TableColumn } from "~/components/ui/table";
import { licensesPage } from "~/domain/downloads/license-list.server";
import { cn } from "~/lib/cn";
import { formatDay } from "~/lib/dates";
import { licenseState, type LicenseState } from "./license-state";
import { notFound, requireOffer } from "./own-offer.server";

export const meta: MetaFunction = () => [{ title: "Licence keys · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer } = await requireOffer(request, params.offerId, "customers.read");
  if (offer.kind !== "download") throw notFound();
  const query = new URL(request.url).searchParams;
  const search = (query.get("search") ?? "").trim().slice(0, 200);
  const { rows, newer, older } = await licensesPage(offer.id, { search, before: query.get("before"), after: query.get("after") });
  const at = (name: string, cursor: string | null) => cursor && `?${new URLSearchParams({ ...(search ? { search } : {}), [name]: cursor })}`;
  return {
    offerId: offer.id,
    search,
    rows: rows.map(({ id, key, createdAt, buyer, standing }) => ({ id, keyEnd: key?.slice(-5) ?? null, email: buyer.email, since: formatDay(createdAt), at: createdAt.toISOString(), activations: standing.activations, limit: standing.limit, state: licenseState(standing) })),
    newer: at("after", newer),
    older: at("before", older),
  };
}

type Row = { id: string; keyEnd: string | null; email: string; since: string; at: string; activations: number; limit: number | null; state: LicenseState };

/** Every key that was given out for a download. */
export default function Licenses() {
  const { offerId, search, rows, newer, older } = useLoaderData<typeof loader>();
  const none = rows.length === 0 && !newer && !older;
  const files = `/studio/offers/${offerId}/files`;
  return (
    <div className="space-y-5">
      <div>
        <h2 className="font-display text-xl font-medium tracking-[-0.01em]">Licence keys</h2>
        <p className="mt-1.5 max-w-prose text-sm text-ink-muted">
          Every order has one key. It is good for as long as the order’s access lives. <Link to={files} className="link-quiet text-ink">Options</Link> stand with the files.
        </p>
      </div>
      {none && !search ? (
        <EmptyState icon={<KeyRound aria-hidden="true" />} title="No keys yet" headingLevel={3}>
          Orders get a key as soon as licence keys are switched on. Whoever bought before that finds a button for theirs in the library.
        </EmptyState>
      ) : (
        <>
          <Form method="get" role="search" className="flex flex-wrap gap-2.5">
            <label className="min-w-0 flex-1 basis-60">
              <span className="sr-only">A key, or the beginning of a buyer’s address</span>
              <input type="search" name="search" defaultValue={search} key={search} placeholder="A key, or the beginning of an address" autoComplete="off" className={cn(controlStyles, "h-11 sm:h-10")} />
            </label>
            <Button type="submit" variant="secondary">
              <Search aria-hidden="true" />
              Search
            </Button>
            {search && (
              <Link to="." className={buttonStyles({ variant: "ghost" })}>
                Show all
              </Link>
            )}
          </Form>
          {none ? (
            <p role="status" className="text-sm text-ink-muted">
              No key fits “{search}”. A key has to be whole; of an address its beginning is enough.
            </p>
          ) : (
            <Card flush>
              <Table caption="Licence keys, newest first" rows={rows} rowKey={(row) => row.id} columns={columns(offerId)} />
            </Card>
          )}
          <Pagination newer={newer} older={older} label="Pages of licence keys" />
        </>
      )}
    </div>
  );
}

function columns(offerId: string): ReadonlyArray<TableColumn<Row>> {
  return [
    {
      key: "buyer",
      header: "Buyer",
      primary: true,
      cell: (row) => (
        <Link to={`/studio/offers/${offerId}/licenses/${row.id}`} className="link-quiet inline-block py-2 break-all sm:py-0">
          {row.email}
        </Link>
      ),
    },
    { key: "key", header: "Key", cell: (row) => <span className="font-mono text-xs whitespace-nowrap">{row.keyEnd ? `…${row.keyEnd}` : "not readable"}</span> },
    {
      key: "since",
      header: "Since",
      cell: (row) => (
        <time dateTime={row.at} className="whitespace-nowrap">
          {row.since}
        </time>
      ),
    },
    { key: "places", header: "Active in", align: "end", cell: (row) => (row.limit === null ? String(row.activations) : `${row.activations} of ${row.limit}`) },
    { key: "state", header: "State", align: "end", cell: (row) => <Badge tone={row.state.tone}>{row.state.label}</Badge> },
  ];
}
