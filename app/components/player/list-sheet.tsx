import type { ReactNode } from "react";
import { Dialog } from "~/components/ui/dialog";

/** The lessons as a sheet from below: what a thumb reaches on a phone. */
export function ListSheet({ open, onOpenChange, title, progress, children }: { open: boolean; onOpenChange: (open: boolean) => void; title: string; progress: { done: number; total: number }; children: ReactNode }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={`${progress.done} of ${progress.total} lessons done`}>
      <nav aria-label={title} className="-mx-2 space-y-1">
        {children}
      </nav>
    </Dialog>
  );
}
