/** Letters and digits that cannot be taken for one another, read aloud or off paper. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;

/** A certificate's code out of 12 random bytes: 60 bits nobody guesses. */
export function certificateCode(random: Uint8Array): string {
  return Array.from(random.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** A code as it is kept, out of whatever a person typed: case, hyphens, spaces and look-alikes do not matter. Null: it is none. */
export function readCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s.\-‐-―]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}

/** "7H2K-M4QX-P9DN": as it stands on the paper and in addresses. */
export function shownCode(code: string): string {
  return code.match(/.{1,4}/g)?.join("-") ?? code;
}

const NAME_LIMIT = 80;

export type NameProblem = "empty" | "too_long";

/** The name for a certificate as typed, put in order: one space between words, nothing invisible but what scripts need. */
export function readName(typed: string): { ok: true; value: string } | { ok: false; error: NameProblem } {
  const name = typed.normalize("NFC").replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, " ").replace(/\s+/gu, " ").trim();
  if (!/[\p{L}\p{N}]/u.test(name)) return { ok: false, error: "empty" };
  return [...name].length > NAME_LIMIT ? { ok: false, error: "too_long" } : { ok: true, value: name };
}
