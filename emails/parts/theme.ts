import type { CSSProperties } from "react";

/**
 * Light colours sit inline, because many mail programs drop style sheets; dark ones come from the style sheet in
 * layout.tsx, by the `l-…` class each part carries. Keep the two in step.
 */
export const light = {
  page: "#f4f2ee",
  card: "#ffffff",
  ink: "#23201c",
  muted: "#67625a",
  line: "#e5e1d9",
  wash: "#faf8f5",
} as const;

export const dark = {
  page: "#141311",
  card: "#1f1d1a",
  ink: "#f2efe9",
  muted: "#b0a99d",
  line: "#3a362f",
  wash: "#282521",
} as const;

/** One stack for every mail: the reader's own system face, no download. */
export const fontStack = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export const text: CSSProperties = {
  margin: "0 0 16px",
  color: light.ink,
  fontSize: "16px",
  lineHeight: "26px",
};

export const small: CSSProperties = {
  margin: "0 0 8px",
  color: light.muted,
  fontSize: "14px",
  lineHeight: "22px",
};
