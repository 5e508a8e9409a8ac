import { Link } from "@remix-run/react";
import { Badge, type BadgeTone } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { Table, type TableColumn } from "~/components/ui/table";

export interface OpenDisputeLine {
  id: string;
  to: string;
  title: string;
  buyer: string;
  amount: string;
  reason: string;
  label: string;
  tone: BadgeTone;
  /** Until when an answer counts, or that it was given. */
  answer: string;
}

const COLUMNS: ReadonlyArray<TableColumn<OpenDisputeLine>> = [
  {
    key: "offer",
    header: "What",
    primary: true,
    cell: (row) => (
      <Link to={row.to} className="inline-block py-1.5 hover:underline hover:underline-offset-4 sm:py-0">
        {row.title}
      </Link>
    ),
  },
  { key: "buyer", header: "Buyer", cell: (row) => <span className="wrap-anywhere">{row.buyer}</span> },
  { key: "state", header: "State", cell: (row) => <Badge tone={row.tone}>{row.label}</Badge> },
  { key: "reason", header: "What they say", cell: (row) => row.reason },
  { key: "answer", header: "What to do", cell: (row) => row.answer },
  { key: "amount", header: "Amount", align: "end", cell: (row) => <span className="font-medium text-ink tabular-nums">{row.amount}</span> },
];

/** Disputes that are not decided, by the date until which an answer counts. */
export function OpenDisputes({ rows }: { rows: OpenDisputeLine[] }) {
  return (
    <Card flush>
      <Table caption="Open disputes, the one to answer first on top" rows={rows} rowKey={(row) => row.id} columns={COLUMNS} />
    </Card>
  );
}
