import { ChartCard } from "~/components/charts/chart-card";
import { FigureTable, type FigureColumn } from "~/components/charts/figure-table";
import { TimeChart } from "~/components/charts/time-chart";
import { Stat, StatRow } from "~/components/ui/stat";
import type { FiguresView } from "./page";
import { queryOf } from "./period-picker";

type Members = NonNullable<FiguresView["members"]>;
type Row = Members["rows"][number];

const COLUMNS: readonly FigureColumn<Row>[] = [
  { key: "label", header: "When", cell: (row) => row.label },
  { key: "members", header: "Members", cell: (row) => row.members, strong: true },
  { key: "joined", header: "Joined", cell: (row) => row.joined },
  { key: "left", header: "Left", cell: (row) => row.left },
  { key: "trials", header: "On trial", cell: (row) => row.trials },
  { key: "monthly", header: "A month", cell: (row) => row.monthly },
];

/** Who pays month by month, what that comes to, and who left. */
export function MembersPart({ members, view }: { members: Members; view: FiguresView }) {
  const csv = `/studio/figures/csv/members${queryOf(view)}`;
  const table = (caption: string) => <FigureTable caption={caption} columns={COLUMNS} rows={members.rows} rowKey={(row) => row.key} />;
  return (
    <section aria-labelledby="members" className="space-y-6">
      <div>
        <h2 id="members" className="mb-4 text-base font-semibold">
          Members
        </h2>
        <StatRow>
          <Stat label={view.to === view.today ? "Paying members now" : "Paying members at the end"} value={members.members.value} note={members.members.note} />
          <Stat label="Monthly revenue" value={members.monthly.value} note={`${members.monthly.note}. Before tax; a year’s price counts by twelve.`} />
          <Stat label="Churn" value={members.churn.value} note={members.churn.note} />
        </StatRow>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <ChartCard drawn title="Paying members" csv={csv} table={table("Paying members over time")}>
          <TimeChart kind="line" label={`Paying members: ${members.members.value} at the end. ${members.members.note}.`} points={members.counts} currency={null} className="sm:h-52" />
        </ChartCard>
        <ChartCard drawn title="Monthly revenue" csv={csv} table={table("Monthly revenue over time")}>
          <TimeChart kind="line" label={`Monthly revenue: ${members.monthly.value} at the end. ${members.monthly.note}.`} points={members.amounts} currency={view.currency} className="sm:h-52" />
        </ChartCard>
      </div>
    </section>
  );
}
