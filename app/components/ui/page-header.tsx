import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

export type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** Breadcrumbs, above. */
  breadcrumbs?: ReactNode;
  /** Badges beside the title. */
  badges?: ReactNode;
  /** Buttons; the primary one last. */
  actions?: ReactNode;
  className?: string;
};

/** The top of every studio, settings and library page: one h1, one line, the actions. */
export function PageHeader({ title, description, breadcrumbs, badges, actions, className }: PageHeaderProps) {
  return (
    <header className={cn("mb-8 sm:mb-10", className)}>
      {breadcrumbs && <div className="mb-3">{breadcrumbs}</div>}
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-5">
        <div className="min-w-0 max-w-2xl">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2.5">
            <h1 className="font-display text-3xl font-medium tracking-[-0.015em]">{title}</h1>
            {badges}
          </div>
          {description && <div className="mt-2 text-ink-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2.5">{actions}</div>}
      </div>
    </header>
  );
}
