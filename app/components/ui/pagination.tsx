import { Link } from "@remix-run/react";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { buttonStyles } from "./button";

export type PaginationProps = {
  /** Addresses of the neighbouring pages; null at an end. */
  newer: string | null;
  older: string | null;
  newerLabel?: string;
  olderLabel?: string;
  label?: string;
};

/** Keyset pages: only neighbours, no page numbers. Nothing at all when everything fits. */
export function Pagination({ newer, older, newerLabel = "Newer", olderLabel = "Older", label = "Pages" }: PaginationProps) {
  if (!newer && !older) return null;
  const classes = buttonStyles({ variant: "secondary", size: "md" });
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-4 pt-6">
      {newer ? (
        <Link to={newer} rel="prev" className={classes}>
          <ArrowLeft aria-hidden="true" />
          {newerLabel}
        </Link>
      ) : (
        <span />
      )}
      {older ? (
        <Link to={older} rel="next" className={classes}>
          {olderLabel}
          <ArrowRight aria-hidden="true" />
        </Link>
      ) : (
        <span className="text-sm text-ink-faint">That is all.</span>
      )}
    </nav>
  );
}
