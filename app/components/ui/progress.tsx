import { cn } from "~/lib/cn";

export type ProgressProps = {
  value: number;
  max: number;
  /** What is measured: "Course progress". */
  label: string;
  /** Words beside the bar, for instance "3 of 12 lessons". */
  text?: string;
  className?: string;
};

/** How far something is. */
export function Progress({ value, max, label, text, className }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={cn("space-y-1.5", className)}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={text}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full rounded-full bg-accent transition-[width] duration-500" style={{ width: `${share * 100}%` }} />
      </div>
      {text && <p className="text-xs text-ink-faint tabular-nums">{text}</p>}
    </div>
  );
}
