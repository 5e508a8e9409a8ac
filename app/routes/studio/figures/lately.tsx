import { Link } from "@remix-run/react";
import { ChartCard, Legend } from "~/components/charts/chart-card";
import { TimeChart } from "~/components/charts/time-chart";
import { Stat, StatRow } from "~/components/ui/stat";
import type { LatelyView } from "./lately.server";
import { MoneyTable } from "./money-table";
import { StillSumming } from "./still-summing";

/** How the store did in the last 30 days; the whole of it is a page of its own. */
export function Lately({ view }: { view: LatelyView }) {
  const { totals, members, others } = view;
  return (
    <section aria-labelledby="lately">
      <div className="mb-4 flex items-baseline justify-between gap-6">
        <h2 id="lately" className="text-base font-semibold">
          Last 30 days
        </h2>
        <Link to="/studio/figures" className="link-quiet inline-block py-2.5 text-sm text-ink-muted sm:py-0">
          All figures
        </Link>
      </div>
      <div className="space-y-6">
        {view.summing && <StillSumming />}
        <StatRow>
          <Stat label={others.length > 0 ? `Net in ${view.currency.toUpperCase()}` : "Net"} value={totals.net.value} note={`After fees and refunds. ${totals.net.note}`} />
          <Stat label="Paid by buyers" value={totals.gross.value} note={totals.gross.payments === 1 ? "1 payment" : `${totals.gross.payments} payments`} />
          {members && <Stat label="Paying members" value={members.value} note={members.note} />}
        </StatRow>
        {view.any && (
          <ChartCard
            drawn
            title="Net by day"
            description={others.length > 0 ? `In ${view.currency.toUpperCase()}; ${others.join(", ")} among all figures.` : undefined}
            legend={<Legend now="These 30 days" before="The 30 days before" />}
            csv="/studio/figures/csv/days?span=30"
            table={<MoneyTable caption="Money by day" first="Day" rows={view.rows} />}
          >
            <TimeChart kind="bars" label={`Net by day in the last 30 days: ${totals.net.value} in all. ${totals.net.note}.`} points={view.points} currency={view.currency} beforeLabel="30 days earlier" className="h-48 sm:h-52" />
          </ChartCard>
        )}
      </div>
    </section>
  );
}
