import { FileText } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { Table, type TableColumn } from "~/components/ui/table";
import type { InvoiceRow } from "./invoice-row";

const columns: TableColumn<InvoiceRow>[] = [
  { key: "title", header: "What", primary: true, cell: titleCell },
  { key: "day", header: "Date", cell: (row) => row.day, className: "sm:whitespace-nowrap" },
  { key: "state", header: "State", cell: (row) => <Badge tone={row.tone}>{row.label}</Badge> },
  { key: "amount", header: "Amount", align: "end", cell: (row) => row.amount },
  { key: "paper", header: "Invoice", align: "end", cell: paperCell },
];

function titleCell({ title, note }: InvoiceRow) {
  return (
    <>
      {title}
      {note && <span className="mt-0.5 block font-normal text-ink-muted">{note}</span>}
    </>
  );
}

function paperCell({ pdfUrl, pageUrl, payPath, day }: InvoiceRow) {
  if (payPath) {
    return (
      <a href={payPath} className="link-quiet inline-flex min-h-11 items-center sm:min-h-6">
        Pay
        <span className="sr-only">{` the invoice of ${day} (at Stripe)`}</span>
      </a>
    );
  }
  const href = pdfUrl ?? pageUrl;
  if (!href) return <span className="text-ink-faint">None</span>;
  return (
    <a href={href} className="link-quiet inline-flex min-h-11 items-center gap-1.5 sm:min-h-6" target="_blank" rel="noreferrer">
      <FileText aria-hidden="true" className="size-4" />
      {pdfUrl ? "PDF" : "Open"}
      <span className="sr-only">{` of ${day} (at Stripe)`}</span>
    </a>
  );
}

/** What a membership has cost, with Stripe's invoices. */
export function Invoices({ rows }: { rows: InvoiceRow[] }) {
  return (
    <Card title="Invoices" flush>
      <Table caption="Invoices" rows={rows} rowKey={(row) => row.id} columns={columns} />
    </Card>
  );
}
