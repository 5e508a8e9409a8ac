/** Addresses out of a mail that open a door to whoever has them: the last part is the key. */
const KEYED = /^(\/auth\/[a-z-]+|\/pay|\/mail\/stop)\/.+/s;

/** An address as a log may hold it: without its query (codes, signatures) and without the keys of mailed links. */
export function loggablePath(url: string): string {
  return url.replace(/[?#].*$/s, "").replace(KEYED, "$1/[cut]");
}
