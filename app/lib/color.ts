/**
 * A store picks any colour; these functions make it usable: readable on both themes' surfaces, with a foreground
 * that can be read on it. Lightness moves, hue stays, so that a brand is still recognised. Pure.
 */

export type Hex = `#${string}`;

/** What the interface needs of one accent in one theme. Solid: buttons, bars. Ink: text. Soft: a tinted ground. */
export type AccentTones = { solid: Hex; hover: Hex; on: Hex; ink: Hex; soft: Hex };
export type Accent = { light: AccentTones; dark: AccentTones };

const WHITE: Hex = "#ffffff";
const INK: Hex = "#161b17";

/** Grounds an accent may stand on; the same values as in app/styles/tokens.css. */
const GROUNDS = {
  light: ["#fafcfa", "#ffffff", "#f0f3f1"],
  dark: ["#101411", "#181c18", "#1e231f", "#0b0e0c"],
} satisfies Record<"light" | "dark", Hex[]>;

const TEXT_CONTRAST = 4.5;
const SHAPE_CONTRAST = 3;

/** `#rgb` or `#rrggbb`, any case, with or without the `#`; answers lower-case `#rrggbb`, or null when it is no colour. */
export function parseHex(input: string): Hex | null {
  const match = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(input.trim());
  const digits = match?.[1]?.toLowerCase();
  if (!digits) return null;
  return `#${digits.length === 3 ? [...digits].map((d) => d + d).join("") : digits}`;
}

/** WCAG 2 contrast ratio, 1 to 21. */
export function contrastRatio(a: Hex, b: Hex): number {
  const [la, lb] = [luminance(a), luminance(b)];
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
}

/** The text colour to set on a ground: white where it reads, else ink, else whichever reads better. */
export function readableOn(ground: Hex): Hex {
  if (contrastRatio(WHITE, ground) >= TEXT_CONTRAST) return WHITE;
  return contrastRatio(INK, ground) >= contrastRatio(WHITE, ground) ? INK : WHITE;
}

/**
 * All tones of an accent for both themes, each meeting WCAG AA: text on the solid and ink on every ground at 4.5:1,
 * the solid against its grounds at 3:1. Null when the colour cannot be read as one.
 */
export function accentFor(input: string): Accent | null {
  const hex = parseHex(input);
  if (!hex) return null;
  return { light: tones(hex, "light"), dark: tones(hex, "dark") };
}

function tones(hex: Hex, theme: "light" | "dark"): AccentTones {
  const away = theme === "light" ? -1 : 1;
  const grounds = GROUNDS[theme];
  const [, chroma, hue] = toOklch(hex);
  const soft = theme === "light" ? fromOklch(0.955, Math.min(chroma, 0.028), hue) : fromOklch(0.26, Math.min(chroma, 0.035), hue);
  const clears = (candidate: Hex, ratio: number, on: readonly Hex[]) => on.every((g) => contrastRatio(candidate, g) >= ratio);
  const solid = shift(
    hex,
    away,
    (c) => clears(c, SHAPE_CONTRAST, grounds) && contrastRatio(readableOn(c), c) >= TEXT_CONTRAST,
  );
  const on = readableOn(solid);
  const [l, c, h] = toOklch(solid);
  return {
    solid,
    // Away from its text, so that hovering never costs contrast.
    hover: fromOklch(l + (on === WHITE ? -0.06 : 0.06), c, h),
    on,
    ink: shift(hex, away, (candidate) => clears(candidate, TEXT_CONTRAST, [...grounds, soft])),
    soft,
  };
}

/** Moves lightness in small steps until the colour is good enough; the end of the scale always is. */
function shift(hex: Hex, direction: 1 | -1, good: (hex: Hex) => boolean): Hex {
  const [start, chroma, hue] = toOklch(hex);
  let candidate = hex;
  for (let step = 1; !good(candidate) && step <= 100; step++) {
    candidate = fromOklch(start + direction * step * 0.01, chroma, hue);
  }
  return candidate;
}

function channels(hex: Hex): [number, number, number] {
  const channel = (from: number) => {
    const value = parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance(hex: Hex): number {
  const [r, g, b] = channels(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** sRGB to OKLCH: lightness 0..1, chroma, hue in radians (B. Ottosson, "A perceptual color space for image processing"). */
function toOklch(hex: Hex): [number, number, number] {
  const [r, g, b] = channels(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, Math.hypot(a, bb), Math.atan2(bb, a)];
}

function fromOklch(lightness: number, chroma: number, hue: number): Hex {
  const L = Math.min(1, Math.max(0, lightness));
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const encode = (value: number) => {
    const v = Math.min(1, Math.max(0, value));
    const gamma = v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055;
    return Math.round(gamma * 255).toString(16).padStart(2, "0");
  };
  return `#${encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)}${encode(
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
  )}${encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)}`;
}
