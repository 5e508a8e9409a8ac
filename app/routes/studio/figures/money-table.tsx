import { FigureTable, type FigureColumn } from "~/components/charts/figure-table";
import type { MoneyRow } from "./money-view.server";

/** The table behind a chart of money. @param first what its lines are */
export function MoneyTable({ caption, first, rows }: { caption: string; first: string; rows: MoneyRow[] }) {
  const columns: FigureColumn<MoneyRow>[] = [
    { key: "label", header: first, cell: (row) => row.label },
    { key: "net", header: "Net", cell: (row) => row.net, strong: true },
    { key: "gross", header: "Paid", cell: (row) => row.gross },
    { key: "back", header: "Back", cell: (row) => row.back },
    { key: "fees", header: "Fees", cell: (row) => row.fees },
    { key: "payments", header: "Payments", cell: (row) => row.payments },
    { key: "before", header: "Net before", cell: (row) => row.before },
  ];
  return <FigureTable caption={caption} columns={columns} rows={rows} rowKey={(row) => row.key} />;
}
