import type { ReactNode } from "react";

/** Only for ears. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="sr-only">{children}</span>;
}
