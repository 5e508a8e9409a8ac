import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";
import { usePortalContainer } from "./use-portal-container";

export const overlayStyles = "fixed inset-0 z-50 bg-scrim animate-fade";
export const sheetStyles = [
  "fixed z-50 flex max-h-[min(90dvh,48rem)] flex-col overflow-y-auto border border-line bg-raised shadow-float outline-none animate-rise",
  "inset-x-0 bottom-0 rounded-t-xl p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))]",
  "sm:inset-x-auto sm:bottom-auto sm:top-[max(4vh,calc(50%-20rem))] sm:left-1/2 sm:w-[calc(100%-3rem)] sm:max-w-lg sm:-ml-[min(16rem,calc(50%-1.5rem))] sm:rounded-xl sm:p-6",
].join(" ");

export type DialogProps = {
  /** The button that opens it; leave out when `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A short task above the page: a sheet from below on phones. Needs JavaScript, so never the only way to do something. */
export function Dialog({ trigger, open, onOpenChange, title, description, children, className }: DialogProps) {
  const container = usePortalContainer();
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal container={container}>
        <Radix.Overlay className={overlayStyles} />
        <Radix.Content className={cn(sheetStyles, className)} {...(description ? {} : { "aria-describedby": undefined })}>
          <div className="mb-5 flex items-start justify-between gap-4">
            <div className="min-w-0">
              <Radix.Title className="font-display text-xl font-medium tracking-[-0.01em]">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-sm text-ink-muted">{description}</Radix.Description>}
            </div>
            <Radix.Close className="-mt-2 -mr-2 grid size-11 shrink-0 place-items-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink">
              <X aria-hidden="true" className="size-5" />
              <span className="sr-only">Close</span>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
