import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Download, Gift, Search, Users } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Button, buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { Input } from "~/components/ui/input";
import { PageHeader } from "~/components/ui/page-header";
import { Pagination } from "~/components/ui/pagination";
import { Table, type TableColumn } from "~/components/ui/table";
import { storeCustomers } from "~/domain/customers/list.server";
import { formatShortDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

export const meta: MetaFunction = () => [{ title: "Customers · Lectern" }];

interface Row {
  id: string;
  name: string;
  email: string;
  orders: number;
  totals: string[];
  member: boolean;
  mailProblem: string | null;
  last: string;
  lastAt: string;
}

export async function loader({ request }: LoaderFunctionArgs) {
  const { store, may } = await requireStore(request, "customers.read");
  const query = new URL(request.url).searchParams;
  const search = query.get("q")?.trim().slice(0, 200) ?? "";
  const { rows, newer, older } = await storeCustomers(store.id, { search, before: query.get("before"), after: query.get("after") });
  const narrowed: Record<string, string> = search ? { q: search } : {};
  const address = (side: "before" | "after", cursor: string | null) => cursor && `/studio/customers?${new URLSearchParams({ ...narrowed, [side]: cursor })}`;
  return {
    search,
    newer: address("after", newer),
    older: address("before", older),
    file: `/studio/customers/export.csv${search ? `?${new URLSearchParams(narrowed)}` : ""}`,
    mayGive: may("access.change"),
    rows: rows.map((row): Row => ({
      id: row.userId,
      name: row.name,
      email: row.email,
      orders: row.orders,
      totals: row.totals.map((total) => formatMoney(total)),
      member: row.member,
      mailProblem: row.mailProblem && (row.mailProblem === "bounced" ? "Mail comes back" : "Called mail spam"),
      last: formatShortDay(row.lastAt),
      lastAt: row.lastAt.toISOString(),
    })),
  };
}

const COLUMNS: ReadonlyArray<TableColumn<Row>> = [
  {
    key: "who",
    header: "Who",
    primary: true,
    cell: (row) => (
      <span className="block min-w-0">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link to={`/studio/customers/${row.id}`} className="inline-block py-1.5 wrap-anywhere hover:underline hover:underline-offset-4 sm:py-0">
            {row.name}
          </Link>
          {row.member && <Badge tone="success">Member</Badge>}
          {row.mailProblem && <Badge tone="danger">{row.mailProblem}</Badge>}
        </span>
        <span className="block text-sm font-normal wrap-anywhere text-ink-faint">{row.email}</span>
      </span>
    ),
  },
  {
    key: "last",
    header: "Last here",
    cell: (row) => (
      <time dateTime={row.lastAt} className="whitespace-nowrap">
        {row.last}
      </time>
    ),
  },
  { key: "orders", header: "Orders", align: "end", cell: (row) => (row.orders === 0 ? "–" : row.orders.toLocaleString("en")) },
  {
    key: "total",
    header: "Paid in all",
    align: "end",
    cell: (row) => (
      <span className="font-medium text-ink tabular-nums">
        {row.totals.length === 0
          ? "–"
          : row.totals.map((total) => (
              <span key={total} className="block whitespace-nowrap">
                {total}
              </span>
            ))}
      </span>
    ),
  },
];

/** Everybody who bought something or was given something. */
export default function Customers() {
  const { search, rows, newer, older, file, mayGive } = useLoaderData<typeof loader>();
  const nobody = rows.length === 0 && !newer;
  return (
    <>
      <PageHeader
        title="Customers"
        description="Everybody who bought something here, or was given something."
        actions={
          <>
            {!nobody && (
              // Not a page: the browser keeps it as a file.
              <a href={file} download className={buttonStyles({ variant: "secondary" })}>
                <Download aria-hidden="true" />
                Export CSV
              </a>
            )}
            {mayGive && (
              <Link to="/studio/customers/give" className={buttonStyles({ variant: "secondary" })}>
                <Gift aria-hidden="true" />
                Give access
              </Link>
            )}
          </>
        }
      />
      {(!nobody || search !== "") && (
        <Form method="get" role="search" aria-label="Customers" className="mb-5 flex flex-wrap gap-2" key={search}>
          <div className="min-w-0 flex-1 basis-56">
            <Input type="search" name="q" aria-label="Search customers" defaultValue={search} placeholder="Name or address" maxLength={200} prefix={<Search aria-hidden="true" className="size-4" />} />
          </div>
          <Button type="submit" variant="secondary">
            Search
          </Button>
        </Form>
      )}
      {nobody ? (
        <EmptyState
          icon={<Users aria-hidden="true" />}
          title={search ? "Nobody like that" : "No customers yet"}
          action={
            <Button asChild variant="secondary">
              <Link to={search ? "/studio/customers" : "/studio/offers"}>{search ? "Show everybody" : "Go to your offers"}</Link>
            </Button>
          }
        >
          {search ? "Names and addresses are searched by the beginnings of their words." : "Whoever buys, takes something free or is given something stands here, with all you need to help them."}
        </EmptyState>
      ) : (
        <Card flush>
          <Table caption="Customers, those who came last first" rows={rows} rowKey={(row) => row.id} columns={COLUMNS} />
        </Card>
      )}
      <Pagination newer={newer} older={older} label="Pages of customers" />
    </>
  );
}
