import { ChartCard, Legend } from "~/components/charts/chart-card";
import { PartBars } from "~/components/charts/part-bars";
import { TimeChart } from "~/components/charts/time-chart";
import { Stat, StatRow } from "~/components/ui/stat";
import { MoneyTable } from "./money-table";
import type { FiguresView } from "./page";
import { queryOf } from "./period-picker";

/** What came in, what it cost, what is left: in sum, over time, by offer and by country. */
export function MoneyPart({ view }: { view: FiguresView }) {
  const { totals, points, rows } = view.money;
  const step = view.byMonth ? "month" : "day";
  return (
    <section aria-labelledby="money" className="space-y-6">
      <div>
        <h2 id="money" className="mb-4 text-base font-semibold">
          Money{view.currencies.length > 1 ? ` in ${view.currency.toUpperCase()}` : ""}
        </h2>
        <StatRow>
          <Stat label="Net" value={totals.net.value} note={totals.net.note} />
          <Stat label="Paid by buyers" value={totals.gross.value} note={`${totals.gross.payments === 1 ? "1 payment" : `${totals.gross.payments} payments`}. ${totals.gross.note}${totals.gross.tax ? `. ${totals.gross.tax} of what is left is tax` : ""}`} />
          <Stat label="Fees" value={totals.fees.value} note={totals.fees.note} />
          <Stat label="Refunds and disputes" value={totals.back.value} note={totals.back.note} />
        </StatRow>
      </div>
      <ChartCard
        drawn
        title={`Net by ${step}`}
        description="After fees, refunds and disputes."
        legend={<Legend now="This period" before={`${view.before[0]?.toUpperCase()}${view.before.slice(1)}`} />}
        csv={`/studio/figures/csv/days${queryOf(view)}`}
        table={<MoneyTable caption={`Money by ${step}`} first={view.byMonth ? "Month" : "Day"} rows={rows} />}
      >
        <TimeChart kind="bars" label={`Net by ${step}: ${totals.net.value} in all. ${totals.net.note}.`} points={points} currency={view.currency} beforeLabel={`in ${view.before}`} />
      </ChartCard>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <ChartCard title="By offer" description="Net." csv={`/studio/figures/csv/offers${queryOf(view)}`} table={<MoneyTable caption="Money by offer" first="Offer" rows={view.offers.rows} />}>
          <Bars parts={view.offers.bars} what="offers" />
        </ChartCard>
        <ChartCard title="By country" description="Net, by the buyer’s address or card." csv={`/studio/figures/csv/countries${queryOf(view)}`} table={<MoneyTable caption="Money by country" first="Country" rows={view.countries.rows} />}>
          <Bars parts={view.countries.bars} what="countries" />
        </ChartCard>
      </div>
    </section>
  );
}

function Bars({ parts, what }: { parts: FiguresView["offers"]["bars"]; what: string }) {
  if (parts.length === 0) return <p className="text-sm text-ink-muted">Nothing was paid in these days.</p>;
  return <PartBars parts={parts} more={(count) => `${count} more ${what} in the table.`} />;
}
