import { Link } from "@remix-run/react";
import { cn } from "~/lib/cn";
import { useChosenInView } from "./use-chosen-in-view";

export type PillsProps = {
  /** What is chosen: "Which orders", "Period". */
  label: string;
  pills: ReadonlyArray<{ to: string; label: string; here: boolean }>;
  /** Where the choice changes a part of the page only: the reader stays where they are. */
  preventScrollReset?: boolean;
  className?: string;
};

/** Ways of looking at one list or figure, of which one is chosen. Links, so each has its address. Scrolls sideways when there are many, to the chosen one. */
export function Pills({ label, pills, preventScrollReset = false, className }: PillsProps) {
  const row = useChosenInView(pills.find(({ here }) => here)?.to);
  return (
    <nav ref={row} aria-label={label} className={cn("-mx-4 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0", className)}>
      <ul className="flex min-w-max gap-2">
        {pills.map((pill) => (
          <li key={pill.to}>
            <Link
              to={pill.to}
              preventScrollReset={preventScrollReset}
              aria-current={pill.here ? "page" : undefined}
              className={cn(
                "flex min-h-11 max-w-64 items-center sm:max-w-96 rounded-full border px-4 text-sm tabular-nums sm:min-h-9",
                pill.here ? "border-ink bg-ink text-paper" : "border-edge text-ink-muted hover:border-line-strong hover:text-ink",
              )}
            >
              <span className="truncate">{pill.label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
