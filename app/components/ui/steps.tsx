import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

export type Step = { title: ReactNode; description?: ReactNode; state: "done" | "current" | "upcoming"; action?: ReactNode };

/** A few things to do in order, with where one is. */
export function Steps({ steps, className }: { steps: ReadonlyArray<Step>; className?: string }) {
  return (
    <ol className={cn("space-y-0", className)}>
      {steps.map((step, index) => (
        <li key={index} aria-current={step.state === "current" ? "step" : undefined} className="relative flex gap-4 pb-7 last:pb-0">
          {index < steps.length - 1 && <span aria-hidden="true" className={cn("absolute top-8 bottom-1 left-[0.84rem] w-px", step.state === "done" ? "bg-accent" : "bg-edge")} />}
          <span
            aria-hidden="true"
            className={cn(
              "grid size-7 shrink-0 place-items-center rounded-full text-xs font-semibold tabular-nums [&_svg]:size-4",
              step.state === "done" && "bg-accent text-on-accent",
              step.state === "current" && "bg-surface text-ink shadow-[inset_0_0_0_2px_var(--accent)]",
              step.state === "upcoming" && "bg-surface text-ink-faint shadow-[inset_0_0_0_1px_var(--edge)]",
            )}
          >
            {step.state === "done" ? <Check strokeWidth={2.5} /> : index + 1}
          </span>
          <div className="min-w-0 flex-1 pt-0.5 text-sm">
            <p className={cn("font-medium", step.state === "upcoming" ? "text-ink-muted" : "text-ink")}>
              {step.title}
              {step.state === "done" && <span className="sr-only"> (done)</span>}
            </p>
            {step.description && <div className="mt-0.5 text-ink-muted">{step.description}</div>}
            {step.action && <div className="mt-3 flex flex-wrap gap-2.5">{step.action}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
