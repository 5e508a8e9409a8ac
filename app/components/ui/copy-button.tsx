import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button";
import { useHydrated } from "./use-hydrated";

export type CopyButtonProps = Omit<ButtonProps, "asChild" | "value" | "onClick"> & { value: string; label?: string; copiedLabel?: string };

/** Puts `value` on the clipboard and says so. Invisible until it can work; show the value itself beside it. */
export function CopyButton({ value, label = "Copy", copiedLabel = "Copied", variant = "secondary", size = "sm", ...rest }: CopyButtonProps) {
  const hydrated = useHydrated();
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setState("copied");
    } catch {
      setState("failed");
    }
  }
  const words = state === "copied" ? copiedLabel : state === "failed" ? "Please copy it by hand" : label;
  return (
    <>
      <span role="status" className="sr-only">
        {state === "idle" ? "" : words}
      </span>
      <Button {...rest} variant={variant} size={size} onClick={copy} style={{ visibility: hydrated ? undefined : "hidden" }}>
        {state === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {words}
      </Button>
    </>
  );
}
