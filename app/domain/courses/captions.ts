/** Times of a cue in a SubRip file: commas before the milliseconds, hours always there. */
const SUBRIP_TIMES = /^\s*(\d{1,3}):(\d{2}):(\d{2})[,.](\d{1,3})\s*-->\s*(\d{1,3}):(\d{2}):(\d{2})[,.](\d{1,3})/;

/** Does a text look like a SubRip file (.srt): a number and a line of times before the first words? */
export function isSubRip(text: string): boolean {
  const lines = text.replace(/^\ufeff/, "").trimStart().split(/\r\n?|\n/, 2);
  return /^\d+\s*$/.test(lines[0] ?? "") && SUBRIP_TIMES.test(lines[1] ?? "");
}

/** A SubRip file as WebVTT, which is what browsers show. Null when no cue can be read in it. */
export function subRipToWebVtt(text: string): string | null {
  const cues = text
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .split(/\n{2,}/)
    .flatMap((block) => {
      const lines = block.split("\n").filter((line) => line.trim() !== "");
      const at = lines.findIndex((line) => SUBRIP_TIMES.test(line));
      const times = SUBRIP_TIMES.exec(lines[at] ?? "");
      const words = lines.slice(at + 1).map(cueText);
      return times && words.length > 0 ? [`${instant(times.slice(1, 5))} --> ${instant(times.slice(5, 9))}\n${words.join("\n")}`] : [];
    });
  return cues.length === 0 ? null : `WEBVTT\n\n${cues.join("\n\n")}\n`;
}

function instant([hours = "", minutes = "", seconds = "", part = ""]: string[]): string {
  return `${hours.padStart(2, "0")}:${minutes}:${seconds}.${part.padEnd(3, "0")}`;
}

/** Slanted, bold and underlined stay; every other tag goes, and what is no tag is words. */
function cueText(line: string): string {
  return line
    .replace(/\{\\[^}]*\}/g, "")
    .replace(/<\/?(?!\/?[ibu]>)[a-z][^>]*>/gi, "")
    .replace(/&(?!(?:amp|lt|gt|nbsp);)/g, "&amp;")
    .replace(/<(?!\/?[ibu]>)/gi, "&lt;")
    .replace(/-->/g, "→");
}

/** Bytes as text: UTF-8, or else what old subtitle programs write. */
export function captionsText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
