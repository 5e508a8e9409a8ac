import { Link } from "@remix-run/react";
import { Badge } from "~/components/ui/badge";
import { Table, type TableColumn } from "~/components/ui/table";
import type { OrderRow } from "./order-row.server";

const COLUMNS: ReadonlyArray<TableColumn<OrderRow>> = [
  {
    key: "offer",
    header: "What",
    primary: true,
    cell: (row) => (
      <Link to={`/studio/orders/${row.id}`} className="inline-block py-1.5 hover:underline hover:underline-offset-4 sm:py-0">
        {row.title}
      </Link>
    ),
  },
  { key: "number", header: "Order", cell: (row) => row.number ?? "–", wideOnly: true },
  { key: "buyer", header: "Buyer", cell: (row) => row.buyer },
  { key: "state", header: "State", cell: (row) => <Badge tone={row.state.tone}>{row.state.label}</Badge> },
  {
    key: "when",
    header: "When",
    cell: (row) => (
      <time dateTime={row.at} className="whitespace-nowrap">
        {row.when}
      </time>
    ),
  },
  { key: "amount", header: "Amount", align: "end", cell: (row) => <span className="font-medium text-ink tabular-nums">{row.amount}</span> },
];

/** Orders as lines: on the studio's front page, in its list and, without the buyer, on a customer's page. */
export function OrdersTable({ rows, caption, withBuyer = true }: { rows: OrderRow[]; caption: string; withBuyer?: boolean }) {
  return <Table caption={caption} rows={rows} rowKey={(row) => row.id} columns={withBuyer ? COLUMNS : COLUMNS.filter((column) => column.key !== "buyer")} />;
}
