import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { usePortalContainer } from "./use-portal-container";

/** A word on an icon button. Never the only place where something is said: phones have no hover. */
export function Tooltip({ content, children, side = "top" }: { content: ReactNode; children: ReactNode; side?: "top" | "right" | "bottom" | "left" }) {
  const container = usePortalContainer();
  return (
    <Radix.Provider delayDuration={300}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal container={container}>
          <Radix.Content side={side} sideOffset={6} collisionPadding={8} className="z-50 max-w-64 rounded-sm bg-ink px-2.5 py-1.5 text-xs text-paper animate-fade">
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
