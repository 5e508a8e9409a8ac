import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";
import { menuItemStyles } from "./menu";
import { usePortalContainer } from "./use-portal-container";

export type DropdownMenuProps = { trigger: ReactNode; children: ReactNode; align?: "start" | "center" | "end" };

/** Further actions of one thing (a row, a card), with arrow keys. Needs JavaScript; use Menu where it must open without. */
export function DropdownMenu({ trigger, children, align = "end" }: DropdownMenuProps) {
  const container = usePortalContainer();
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content align={align} sideOffset={6} collisionPadding={12} className="z-50 min-w-52 rounded-lg border border-line bg-raised p-1.5 shadow-float animate-rise">
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = { children: ReactNode; onSelect?: (event: Event) => void; disabled?: boolean; danger?: boolean; asChild?: boolean };

/** With `asChild`, one Link. */
export function DropdownMenuItem({ children, danger, ...rest }: ItemProps) {
  return (
    <Radix.Item className={cn(menuItemStyles, "cursor-pointer outline-none data-disabled:opacity-50", danger && "text-danger [&_svg]:text-danger")} {...rest}>
      {children}
    </Radix.Item>
  );
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1.5 my-1.5 h-px bg-line" />;
}
