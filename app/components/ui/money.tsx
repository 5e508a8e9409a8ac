import { cn } from "~/lib/cn";

/** An amount already formatted (lib/money), in figures that line up. */
export function Money({ children, className }: { children: string; className?: string }) {
  return <span className={cn("whitespace-nowrap tabular-nums", className)}>{children}</span>;
}
