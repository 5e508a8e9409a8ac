import { cn } from "~/lib/cn";

/** Holds the place of something that is on its way. Decorative: say "Loading…" once, nearby. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn("block h-4 rounded-xs bg-line/70 animate-breathe", className)} />;
}
