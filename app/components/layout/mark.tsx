import { cn } from "~/lib/cn";

/** Lectern's sign: an open book on a stand. Decorative; the name stands beside it or in a link's label. */
export function LecternMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn("size-6 shrink-0", className)} fill="currentColor">
      <path d="M2.5 4.6 11.2 7v8.6l-8.7-2.4ZM21.5 4.6 12.8 7v8.6l8.7-2.4Z" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
      <path d="M11 17h2v2.2h4.4v2H6.6v-2H11Z" />
    </svg>
  );
}
