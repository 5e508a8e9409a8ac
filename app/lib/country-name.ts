// Made once: making one costs more than a thousand questions.
const NAMES = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** "DE" to "Germany"; a code nobody knows stays a code. */
export function countryName(code: string): string {
  try {
    return NAMES.of(code) ?? code;
  } catch {
    // Not even the form of a code.
    return code;
  }
}
