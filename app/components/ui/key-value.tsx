import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

export type KeyValueProps = { items: ReadonlyArray<{ label: ReactNode; value: ReactNode }>; className?: string };

/** Facts about one thing, label beside value. */
export function KeyValue({ items, className }: KeyValueProps) {
  return (
    <dl className={cn("divide-y divide-line text-sm", className)}>
      {items.map((item, index) => (
        <div key={index} className="flex flex-col gap-x-6 gap-y-0.5 py-3 first:pt-0 last:pb-0 sm:flex-row sm:justify-between">
          <dt className="shrink-0 text-ink-faint">{item.label}</dt>
          <dd className="min-w-0 text-balance text-ink sm:text-right">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
