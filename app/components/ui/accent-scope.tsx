import { createElement, type CSSProperties, type ReactNode } from "react";
import { accentFor } from "~/lib/color";
import { cn } from "~/lib/cn";

/**
 * Everything inside wears the store's colour instead of Lectern's pine. A colour that cannot be read as one is ignored.
 * styles/tokens.css picks light or dark from these values.
 */
export function AccentScope({ accent, as = "div", className, children }: { accent: string | null; as?: "div" | "main" | "section" | "article"; className?: string; children: ReactNode }) {
  const tones = accent ? accentFor(accent) : null;
  if (!tones) return createElement(as, { className }, children);
  const style: Record<`--${string}`, string> = {};
  for (const [prefix, tone] of [["--accent-l", tones.light], ["--accent-d", tones.dark]] as const) {
    style[`${prefix}` as `--${string}`] = tone.solid;
    style[`${prefix}-hover` as `--${string}`] = tone.hover;
    style[`${prefix}-on` as `--${string}`] = tone.on;
    style[`${prefix}-ink` as `--${string}`] = tone.ink;
    style[`${prefix}-soft` as `--${string}`] = tone.soft;
  }
  return createElement(as, { className: cn("accent-scope", className), style: style as CSSProperties }, children);
}
