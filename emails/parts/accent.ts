/**
 * A store's accent colour comes from a person, so it is checked here before it reaches any style, and turned into
 * shades that stay readable: text on the button, links on white, links on the dark card.
 */
const FALLBACK = "#446349";
const CARD_LIGHT = "#ffffff";
const CARD_DARK = "#1f1d1a";

/** WCAG AA for text. */
const READABLE = 4.5;

export interface Accent {
  /** The button's background. */
  solid: string;
  /** Text on `solid`. */
  onSolid: string;
  /** Links on the light card. */
  link: string;
  /** Links on the dark card. */
  linkDark: string;
}

type Rgb = readonly [number, number, number];

/** Shades for one accent; anything but a six-digit hex colour falls back to the house green. */
export function accentFrom(colour: string | undefined): Accent {
  const solid = colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : FALLBACK;
  return {
    solid,
    onSolid: contrast(solid, "#ffffff") >= contrast(solid, "#000000") ? "#ffffff" : "#000000",
    link: mixUntilReadable(solid, "#000000", CARD_LIGHT),
    linkDark: mixUntilReadable(solid, "#ffffff", CARD_DARK),
  };
}

/** WCAG contrast ratio of two six-digit hex colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function mixUntilReadable(colour: string, towards: string, background: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(colour, towards, share);
    if (contrast(mixed, background) >= READABLE) return mixed;
  }
  return towards;
}

function mix(from: string, to: string, share: number): string {
  const [a, b] = [rgb(from), rgb(to)];
  const channel = (i: 0 | 1 | 2) =>
    Math.round(a[i] + (b[i] - a[i]) * share)
      .toString(16)
      .padStart(2, "0");
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

function luminance(colour: string): number {
  const [r, g, b] = rgb(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
