import { cn } from "~/lib/cn";

export type PriceTagProps = {
  /** Formatted: "€129". */
  amount: string;
  /** After the amount: "once", "a month". */
  per?: string;
  /** A former price, struck out. */
  was?: string;
  size?: "sm" | "lg";
  className?: string;
};

/** What it costs, where it decides. */
export function PriceTag({ amount, per, was, size = "sm", className }: PriceTagProps) {
  return (
    <p className={cn("flex flex-wrap items-baseline gap-x-2 tabular-nums", className)}>
      <span className={cn(size === "lg" ? "font-display text-3xl font-medium tracking-[-0.015em]" : "text-base font-semibold")}>{amount}</span>
      {was && (
        <span className="text-ink-faint">
          <span className="sr-only">instead of </span>
          <s>{was}</s>
        </span>
      )}
      {per && <span className="text-sm text-ink-muted">{per}</span>}
    </p>
  );
}
