import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

export type StatProps = { label: ReactNode; value: ReactNode; note?: ReactNode };

/** Figures side by side, parted by hairlines rather than boxed. Children: Stat. */
export function StatRow({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cn("grid gap-px overflow-clip rounded-lg border border-line bg-line sm:auto-cols-fr sm:grid-flow-col", className)}>{children}</dl>;
}

/** One figure that matters, and what it means. */
export function Stat({ label, value, note }: StatProps) {
  return (
    <div className="flex min-w-0 flex-col bg-surface px-5 py-4.5 sm:px-6 sm:py-5">
      <dt className="text-sm text-ink-muted">{label}</dt>
      <dd className="mt-1.5 font-display text-2xl font-medium tracking-[-0.015em] tabular-nums">{value}</dd>
      {note && <dd className="mt-1 text-xs text-ink-faint">{note}</dd>}
    </div>
  );
}
