import { Area, Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis, type TooltipContentProps } from "recharts";
import type { ChartPoint, TimeChartProps } from "./time-chart";

const TICK = { fill: "var(--ink-faint)", fontSize: 12 } as const;
const COUNT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** What is said of the step under the pointer. */
const told = (beforeLabel: string | undefined) => ({ active, payload }: TooltipContentProps) => {
  const point = payload[0]?.payload as ChartPoint | undefined;
  if (!active || !point) return null;
  return (
    <div className="rounded-md border border-line bg-raised px-3 py-2 text-sm shadow-float">
      <p className="text-ink-muted">{point.long}</p>
      <p className="font-medium tabular-nums">{point.text}</p>
      {beforeLabel && point.beforeText && (
        <p className="text-xs text-ink-faint tabular-nums">
          {point.beforeText} {beforeLabel}
        </p>
      )}
    </div>
  );
};

/** The drawing itself, with recharts: a module of its own, so that only a browser that shows a chart fetches it. */
export default function TimePlot({ points, kind, currency, beforeLabel }: Omit<TimeChartProps, "label" | "className">) {
  const format = currency ? new Intl.NumberFormat("en", { style: "currency", currency: currency.toUpperCase(), notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 1 }) : COUNT;
  const below = points.some(({ value }) => value < 0);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={[...points]} margin={{ top: 8, right: 4, bottom: 0, left: 0 }} barCategoryGap="22%" accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="label" tick={TICK} tickLine={false} axisLine={false} minTickGap={28} interval="preserveStartEnd" tickMargin={8} />
        <YAxis tick={TICK} tickLine={false} axisLine={false} width="auto" tickCount={4} allowDecimals={currency !== null} tickFormatter={(value: number) => format.format(value).replace("-", "−")} />
        {below && <ReferenceLine y={0} stroke="var(--edge)" />}
        <Tooltip cursor={kind === "bars" ? { fill: "var(--sunken)" } : { stroke: "var(--edge)" }} isAnimationActive={false} content={told(beforeLabel)} />
        {kind === "bars" ? (
          <Bar dataKey="value" fill="var(--accent)" radius={[3, 3, 0, 0]} maxBarSize={36} isAnimationActive={false} />
        ) : (
          <Area dataKey="value" type="linear" stroke="var(--accent-ink)" strokeWidth={2} fill="var(--accent-soft)" fillOpacity={1} dot={points.length === 1} isAnimationActive={false} />
        )}
        {beforeLabel && <Line dataKey="before" type="linear" stroke="var(--ink-faint)" strokeWidth={1.5} strokeDasharray="4 4" dot={false} activeDot={false} isAnimationActive={false} />}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
