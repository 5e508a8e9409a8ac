import { ChartCard } from "~/components/charts/chart-card";
import { PartBars } from "~/components/charts/part-bars";
import { Table, type TableColumn } from "~/components/ui/table";
import type { FiguresView } from "./page";
import { queryOf } from "./period-picker";

type Row = FiguresView["checkouts"]["rows"][number];

const COLUMNS: ReadonlyArray<TableColumn<Row>> = [
  { key: "label", header: "Offer", primary: true, cell: (row) => row.label },
  { key: "begun", header: "Begun", align: "end", cell: (row) => row.begun },
  { key: "completed", header: "Bought", align: "end", cell: (row) => row.completed },
  { key: "rate", header: "Part", align: "end", cell: (row) => <span className="font-medium text-ink">{row.rate}</span> },
  { key: "before", header: "Before", align: "end", cell: (row) => row.before },
];

/** How many of those who began to pay did. */
export function CheckoutsPart({ view }: { view: FiguresView }) {
  const { rate, begun, note, bars, rows } = view.checkouts;
  return (
    <section aria-labelledby="checkouts">
      <h2 id="checkouts" className="mb-4 text-base font-semibold">
        Checkouts
      </h2>
      <ChartCard
        title="From checkout to purchase"
        description="In all currencies, by the day the checkout was begun. Free offers have none."
        csv={`/studio/figures/csv/checkouts${queryOf(view)}`}
        table={<Table caption="Checkouts by offer" columns={COLUMNS} rows={rows} rowKey={(row) => row.key} />}
      >
        <div className="grid gap-6 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] sm:gap-10">
          <div>
            <p className="font-display text-2xl font-medium tracking-[-0.015em] tabular-nums">{rate}</p>
            <p className="mt-1 text-sm text-ink-muted">{begun === 0 ? "Nobody began to pay in these days." : note}</p>
          </div>
          {bars.length > 0 && <PartBars parts={bars} more={(count) => `${count} more offers in the table.`} />}
        </div>
      </ChartCard>
    </section>
  );
}
