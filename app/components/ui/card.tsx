import { createElement, type HTMLAttributes, type ReactNode } from "react";
import { cn } from "~/lib/cn";

type CardProps = Omit<HTMLAttributes<HTMLElement>, "title"> & {
  as?: "div" | "section" | "article" | "li";
  title?: ReactNode;
  description?: ReactNode;
  /** Top right: a link or a small button. */
  action?: ReactNode;
  /** Under a hairline: what can be done, usually the submit button. */
  footer?: ReactNode;
  headingLevel?: 2 | 3;
  /** Content touches the edges (tables, lists). */
  flush?: boolean;
};

/** A sheet of paper: things that belong together. Not every block needs one; white space groups just as well. */
export function Card({ as: Tag = "section", title, description, action, footer, headingLevel = 2, flush, className, children, ...rest }: CardProps) {
  return (
    <Tag className={cn("flex min-w-0 flex-col overflow-clip rounded-lg border border-line bg-surface", className)} {...rest}>
      {(title || action) && (
        <div className={cn("flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 pt-5 sm:px-6", flush ? "pb-4" : "pb-0")}>
          <div className="min-w-0">
            {title && createElement(`h${headingLevel}`, { className: "text-base font-semibold text-ink" }, title)}
            {description && <p className="mt-0.5 text-sm text-ink-muted">{description}</p>}
          </div>
          {action}
        </div>
      )}
      {children !== undefined && <div className={cn("min-w-0 flex-1", !flush && "p-5 sm:p-6", !flush && title && "pt-4 sm:pt-4", flush && title && "border-t border-line")}>{children}</div>}
      {footer && <div className="flex flex-wrap items-center gap-3 border-t border-line bg-paper px-5 py-3.5 sm:px-6">{footer}</div>}
    </Tag>
  );
}
