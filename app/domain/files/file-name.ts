export { fileSizeText } from "~/lib/file-size";

const MAX_LENGTH = 150;
/** Control characters, and those that reorder or hide text (a name could end in something other than it seems). */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * The name under which a file is shown and downloaded: the last part of a path, on one line, without characters that no
 * file system takes. It never decides where the file lies.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize("NFC").replace(UNSEEN, "").split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(/[<>:"|?*]/g, "_").replace(/\s+/g, " ").trim().replace(/^\.+/, "");
  if (clean === "") return "file";
  const characters = [...clean];
  if (characters.length <= MAX_LENGTH) return clean;
  const ending = [...extensionOf(clean)];
  return [...characters.slice(0, MAX_LENGTH - ending.length), ...ending].join("");
}

/** ".pdf" of "Guide.pdf"; "" when there is none. */
export function extensionOf(name: string): string {
  return /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
}

/** A new shown name for a file; keeps the old ending when the new name has none, or the file would not open. */
export function renamedFile(former: string, typed: string): string | null {
  if (typed.trim() === "") return null;
  const next = cleanFileName(typed);
  return extensionOf(next) === "" ? cleanFileName(next + extensionOf(former)) : next;
}
