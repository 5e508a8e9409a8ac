import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

/** The way back up; the last one is the page itself and has no `to`. */
export function Breadcrumbs({ items }: { items: ReadonlyArray<{ label: ReactNode; to?: string }> }) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className="flex items-center text-sm text-ink-faint">
        {items.map((item, index) => (
          <li key={index} className={cn("flex items-center", index > 0 && index < items.length - 1 ? "min-w-0" : "shrink-0", index > 0 && index === items.length - 1 && "max-w-[60%] min-w-0")}>
            {index > 0 && (
              <span aria-hidden="true" className="px-2 text-edge">
                /
              </span>
            )}
            {item.to ? (
              <Link to={item.to} className="flex min-h-11 min-w-0 items-center hover:text-ink hover:underline hover:underline-offset-4 sm:min-h-6">
                <span className="truncate">{item.label}</span>
              </Link>
            ) : (
              <span aria-current="page" className="truncate text-ink-muted">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
