import { ChartCard } from "~/components/charts/chart-card";
import { FigureTable, type FigureColumn } from "~/components/charts/figure-table";
import { PartBars } from "~/components/charts/part-bars";
import type { FiguresView } from "./page";
import { queryOf } from "./period-picker";

type Row = FiguresView["checkouts"]["rows"][number];

const COLUMNS: readonly FigureColumn<Row>[] = [
  { key: "label", header: "Offer", cell: (row) => row.label },
  { key: "begun", header: "Begun", cell: (row) => row.begun },
  { key: "completed", header: "Bought", cell: (row) => row.completed },
  { key: "rate", header: "Part", cell: (row) => row.rate, strong: true },
  { key: "before", header: "Before", cell: (row) => row.before },
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
        table={<FigureTable caption="Checkouts by offer" columns={COLUMNS} rows={rows} rowKey={(row) => row.key} />}
      >
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] sm:gap-10">
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
