/** What stands between words: the same signs as in the database's function `words_of` (see its migration). */
const BETWEEN = /[ \t\r\n!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~–—…·•“”‘’«»]+/;
/** Longer words are cut there and here. */
const LONGEST = 60;
/** More than anybody types; a pasted page is no search. */
const MOST = 12;

/** An address of mail, or its beginning: a word as a whole, as there (`address_words`). */
const ADDRESS = /[^\s<>()[\]",;:@]+@[^\s<>()[\]",;:@]*(?<!\.)/g;

/** The words of what somebody typed into a search, lower-case, each once. */
export function typedWords(text: string): string[] {
  const typed = text.slice(0, 300).toLowerCase();
  const words = [...(typed.match(ADDRESS) ?? []), ...typed.replace(ADDRESS, " ").split(BETWEEN)].map((word) => [...word].slice(0, LONGEST).join(""));
  return [...new Set(words.filter((word) => word !== "" && !word.includes("\0")))].slice(0, MOST);
}

/**
 * A Postgres tsquery that finds rows of `words_of` with every one of `words` at the beginning of a word of theirs, and with all of
 * `facets` ("=sto_…") as they are. Facets must not contain quotes or backslashes.
 */
export function wordsQuery(words: readonly string[], facets: readonly string[] = []): string {
  return [...facets.map((facet) => `'${facet}'`), ...words.map(beginning)].join(" & ");
}

function beginning(word: string): string {
  // A database without a language does not know the small letter of "Ö": such a word may stand there as it was written.
  const spellings = /^[\0-\x7f]*$/.test(word) ? [word] : [...new Set([word, word.charAt(0).toUpperCase() + word.slice(1), word.replace(/[^\0-\x7f]/g, (sign) => sign.toUpperCase())])];
  const found = spellings.map((spelling) => `'${spelling.replace(/['\\]/g, "$&$&")}':*`);
  return found.length === 1 ? found.join("") : `(${found.join(" | ")})`;
}
