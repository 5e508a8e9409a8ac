import type { ReactNode } from "react";
import { cn } from "~/lib/cn";
import { useCloseDetails } from "./use-close-details";

export type MenuProps = {
  /** What the button shows; give `label` when it is only a picture. */
  summary: ReactNode;
  label?: string;
  children: ReactNode;
  align?: "start" | "end";
  side?: "bottom" | "top";
  className?: string;
  summaryClassName?: string;
};

/** Links and small forms behind a button, as <details>: opens without JavaScript; with it, Escape and a click elsewhere close it. */
export function Menu({ summary, label, children, align = "end", side = "bottom", className, summaryClassName }: MenuProps) {
  const details = useCloseDetails();
  return (
    <details ref={details} className={cn("group relative", className)}>
      <summary className={cn("rounded-md", summaryClassName)}>
        {label && <span className="sr-only">{label}</span>}
        {summary}
      </summary>
      <div
        className={cn(
          "absolute z-40 min-w-56 rounded-lg border border-line bg-raised p-1.5 shadow-float animate-rise",
          align === "end" ? "right-0" : "left-0",
          side === "bottom" ? "top-full mt-1.5" : "bottom-full mb-1.5",
        )}
      >
        {children}
      </div>
    </details>
  );
}

/** The look of a row in Menu, for links and buttons. */
export const menuItemStyles = [
  "flex min-h-11 w-full items-center gap-2.5 rounded-sm px-3 text-left text-sm text-ink sm:min-h-9",
  "outline-offset-[-2px] hover:bg-sunken data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:text-ink-faint",
].join(" ");

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-3 pt-2 pb-2.5 text-sm">{children}</div>;
}

export function MenuSeparator() {
  return <div role="presentation" className="-mx-1.5 my-1.5 h-px bg-line" />;
}
