import { cleanFileName, extensionOf } from "~/domain/files/file-name";

/** Names some systems keep for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Names for the files of one archive: each a plain name without a path, none twice (also not for systems that do not tell
 * capitals), in the order given. Letters of every script stay.
 */
export function namesInZip(shown: readonly string[]): string[] {
  const taken = new Set<string>();
  return shown.map((name) => {
    const clean = cleanFileName(name).replace(/[. ]+$/, "") || "file";
    const ending = extensionOf(clean);
    const stem = clean.slice(0, clean.length - ending.length);
    const safe = RESERVED.test(stem) ? `${stem}_` : stem;
    let unique = `${safe}${ending}`;
    for (let number = 2; taken.has(unique.toLowerCase()); number += 1) unique = `${safe} (${number})${ending}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
