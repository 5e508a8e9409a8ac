/** Long enough for any honest title; mail programs show far less. */
const LONGEST = 160;

/**
 * A subject is a mail header and holds names typed by strangers: line breaks and other control characters become
 * spaces, marks that flip the reading direction go, and a very long one is cut.
 */
export function cleanSubject(subject: string): string {
  const oneLine = subject
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ")
    .trim();
  const characters = Array.from(oneLine);
  return characters.length <= LONGEST ? oneLine : `${characters.slice(0, LONGEST - 1).join("").trimEnd()}…`;
}
