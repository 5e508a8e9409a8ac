import { NavLink, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";
import { useChosenInView } from "./use-chosen-in-view";

export type TabsProps = {
  /** What the tabs are of: "Offer", "Settings". */
  label: string;
  tabs: ReadonlyArray<{ to: string; label: ReactNode; end?: boolean; count?: number | undefined }>;
  className?: string;
};

/** Pages of one thing, each with its own address. Scrolls sideways when there are many, to the one that is open. */
export function Tabs({ label, tabs, className }: TabsProps) {
  const row = useChosenInView(useLocation().pathname);
  return (
    <nav ref={row} aria-label={label} className={cn("-mx-4 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0", className)}>
      <ul className="flex min-w-max gap-6 border-b border-line">
        {tabs.map((tab) => (
          <li key={tab.to}>
            <NavLink
              to={tab.to}
              end={tab.end ?? false}
              className={({ isActive }) =>
                cn(
                  "-mb-px flex min-h-11 items-center gap-2 border-b-2 text-sm font-medium outline-offset-[-2px] transition-colors duration-150",
                  isActive ? "border-accent text-ink" : "border-transparent text-ink-muted hover:border-edge hover:text-ink",
                )
              }
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-xs text-ink-faint tabular-nums">{tab.count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
