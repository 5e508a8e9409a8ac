/** Colours a store can pick with one click; all keep their look in light and dark (lib/color moves lightness only). */
export const ACCENTS = [
  { name: "Pine", value: "#155b3d" },
  { name: "Lagoon", value: "#0f6b78" },
  { name: "Ink", value: "#27498f" },
  { name: "Iris", value: "#5b45a8" },
  { name: "Plum", value: "#8a2f6b" },
  { name: "Brick", value: "#a63a2b" },
  { name: "Ochre", value: "#8f5a0a" },
  { name: "Slate", value: "#45525e" },
] as const;

export const DEFAULT_ACCENT = ACCENTS[0].value;
