import type { LabelHTMLAttributes } from "react";
import { cn } from "~/lib/cn";

export function Label({ className, htmlFor, children, ...rest }: LabelHTMLAttributes<HTMLLabelElement> & { htmlFor: string }) {
  return (
    <label htmlFor={htmlFor} className={cn("block text-sm font-medium text-ink", className)} {...rest}>
      {children}
    </label>
  );
}
