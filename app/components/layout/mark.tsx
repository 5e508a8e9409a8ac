import { cn } from "~/lib/cn";

/** Lectern's sign: a reading stand. Decorative; the name stands beside it or in a link's label. */
export function LecternMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn("size-6 shrink-0", className)} fill="none" stroke="currentColor" strokeLinecap="round" strokeLinejoin="round">
      <path d="M4 12.6 19.2 5.2" strokeWidth="2.6" />
      <path d="m4 12.6 1 2.1" strokeWidth="2.6" />
      <path d="M12.2 9.4v10.3M8 20h8.4" strokeWidth="2" />
    </svg>
  );
}
