/** How a person likes to read and watch; kept in a cookie, so that the server already sends the page that way. */
export interface Reading {
  size: "small" | "normal" | "large" | "largest";
  width: "narrow" | "normal" | "wide";
  face: "serif" | "sans";
  /** Go on by itself when a video ends. */
  autoNext: boolean;
  /** Single-key shortcuts; some people's tools type letters at random. */
  shortcuts: boolean;
}

export const USUAL_READING: Reading = { size: "normal", width: "normal", face: "serif", autoNext: true, shortcuts: true };

export const SIZES = [
  { value: "small", label: "Small" },
  { value: "normal", label: "Normal" },
  { value: "large", label: "Large" },
  { value: "largest", label: "Largest" },
] as const satisfies readonly { value: Reading["size"]; label: string }[];

export const WIDTHS = [
  { value: "narrow", label: "Narrow" },
  { value: "normal", label: "Normal" },
  { value: "wide", label: "Wide" },
] as const satisfies readonly { value: Reading["width"]; label: string }[];

export const FACES = [
  { value: "serif", label: "Book" },
  { value: "sans", label: "Plain" },
] as const satisfies readonly { value: Reading["face"]; label: string }[];

/** Whatever a cookie or a form says, as settings; what is missing or unknown stays as in `base`. */
export function readReading(source: unknown, base: Reading = USUAL_READING): Reading {
  const given = typeof source === "object" && source !== null ? (source as Record<string, unknown>) : {};
  return {
    size: one(SIZES, given.size, base.size),
    width: one(WIDTHS, given.width, base.width),
    face: one(FACES, given.face, base.face),
    autoNext: typeof given.autoNext === "boolean" ? given.autoNext : base.autoNext,
    shortcuts: typeof given.shortcuts === "boolean" ? given.shortcuts : base.shortcuts,
  };
}

/** The settings form: its checkboxes are sent only when ticked. */
export function readingFromForm(form: FormData): Reading {
  return readReading({
    size: form.get("size"),
    width: form.get("width"),
    face: form.get("face"),
    autoNext: form.get("autoNext") === "on",
    shortcuts: form.get("shortcuts") === "on",
  });
}

function one<T extends string>(choices: readonly { value: T }[], value: unknown, fallback: T): T {
  return choices.find((choice) => choice.value === value)?.value ?? fallback;
}

/** Classes of the text column and of the text itself. */
export const COLUMN: Record<Reading["width"], string> = { narrow: "max-w-[36rem]", normal: "max-w-[46rem]", wide: "max-w-[60rem]" };
export const TEXT: Record<Reading["size"], string> = {
  small: "text-[1rem]!",
  normal: "",
  large: "text-[1.3125rem]!",
  largest: "text-[1.5625rem]!",
};
