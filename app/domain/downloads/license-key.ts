import { randomBytes } from "node:crypto";
import { hashToken } from "~/lib/tokens";

/** 32 signs of which no two look alike: no I, L, O or U. Twenty of them are 100 bits. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;
const GROUP = 5;
const PREFIX = "LCTN";

/** A new key, e.g. `LCTN-7K2QF-9D0XA-T3VHM-PW58C`. */
export function newLicenseKey(): string {
  // 256 is a multiple of 32: every sign is as likely as the others.
  return shownKey(Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join(""));
}

/**
 * The key as we write it, out of what a person typed: any case, any dashes and spaces, O for 0, I or L for 1. Null: this is
 * no key of ours.
 */
export function readLicenseKey(typed: string): string | null {
  if (typed.length > 100) return null;
  const signs = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  const bare = signs.length === LENGTH + PREFIX.length && signs.startsWith(PREFIX) ? signs.slice(PREFIX.length) : signs;
  const body = bare.replaceAll("O", "0").replace(/[IL]/g, "1");
  return body.length === LENGTH && [...body].every((sign) => ALPHABET.includes(sign)) ? shownKey(body) : null;
}

/** How a key is looked up: SHA-256 of the key as we write it. */
export function hashLicenseKey(key: string): string {
  return hashToken(key);
}

function shownKey(body: string): string {
  return [PREFIX, ...(body.match(new RegExp(`.{${GROUP}}`, "g")) ?? [])].join("-");
}
