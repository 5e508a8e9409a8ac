import { lazy, Suspense } from "react";
import { useHydrated } from "~/components/ui/use-hydrated";
import { cn } from "~/lib/cn";

/** One step of a chart over time. Numbers to draw, and the words for them. */
export interface ChartPoint {
  /** On the axis: "22 Nov". */
  label: string;
  /** In the tooltip: "22 November 2026". */
  long: string;
  value: number;
  text: string;
  /** The same step of the time before; null: there is none, or nothing is compared. */
  before: number | null;
  beforeText: string | null;
}

export interface TimeChartProps {
  /** Read instead of the picture; the table beside it holds the figures. */
  label: string;
  points: readonly ChartPoint[];
  kind: "bars" | "line";
  /** Lower-case currency for amounts in whole units; null: plain counts. */
  currency: string | null;
  /** What the thin line is, for the tooltip. */
  beforeLabel?: string;
  className?: string;
}

const Plot = lazy(() => import("./time-plot"));

/**
 * A chart over time. It is drawn in the browser alone, by code that is fetched only then; until it is there its place is kept, and
 * without scripts the table beside it stands in its stead (ChartCard).
 */
export function TimeChart({ className, label, ...plot }: TimeChartProps) {
  const hydrated = useHydrated();
  return (
    <div role="img" aria-label={label} className={cn("h-56 w-full sm:h-64", className)}>
      {hydrated && (
        <Suspense fallback={null}>
          <Plot {...plot} />
        </Suspense>
      )}
    </div>
  );
}
