import { Table, type TableColumn } from "~/components/ui/table";
import type { MoneyRow } from "./money-view.server";

/** The table behind a chart of money. @param first what its lines are */
export function MoneyTable({ caption, first, rows }: { caption: string; first: string; rows: MoneyRow[] }) {
  const columns: TableColumn<MoneyRow>[] = [
    { key: "label", header: first, primary: true, cell: (row) => row.label },
    { key: "payments", header: "Payments", align: "end", cell: (row) => row.payments },
    { key: "gross", header: "Paid", align: "end", cell: (row) => row.gross },
    { key: "back", header: "Back", align: "end", cell: (row) => row.back },
    { key: "fees", header: "Fees", align: "end", cell: (row) => row.fees },
    { key: "net", header: "Net", align: "end", cell: (row) => <span className="font-medium text-ink">{row.net}</span> },
    { key: "before", header: "Net before", align: "end", cell: (row) => row.before },
  ];
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <Table caption={caption} columns={columns} rows={rows} rowKey={(row) => row.key} className="whitespace-nowrap" />
    </div>
  );
}
