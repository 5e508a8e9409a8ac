import { createElement, type ReactNode } from "react";
import { cn } from "~/lib/cn";

export type EmptyStateProps = {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  headingLevel?: 1 | 2 | 3;
  className?: string;
};

/** Nothing here yet: what will be here, and how to begin. */
export function EmptyState({ icon, title, children, action, headingLevel = 2, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-start gap-5 rounded-lg border border-dashed border-edge px-6 py-10 sm:px-10 sm:py-14", className)}>
      {icon && <span className="grid size-11 place-items-center rounded-full bg-sunken text-ink-muted [&_svg]:size-5">{icon}</span>}
      <div className="max-w-md space-y-1.5">
        {createElement(`h${headingLevel}`, { className: "font-display text-xl font-medium tracking-[-0.01em]" }, title)}
        {children && <div className="text-sm text-ink-muted">{children}</div>}
      </div>
      {action && <div className="flex flex-wrap gap-3">{action}</div>}
    </div>
  );
}
