/** So many titles are named; more are counted. */
const NAMED = 6;

/** “The Logbook” and “Cones, on One Page”: titles inside a sentence, for they may hold commas. Empty: null. */
export function titleList(titles: readonly string[]): string | null {
  if (titles.length === 0) return null;
  const rest = titles.length - NAMED;
  const named = titles.slice(0, NAMED).map((title) => `“${title}”`);
  return new Intl.ListFormat("en").format(rest > 0 ? [...named, `${rest} more`] : named);
}
