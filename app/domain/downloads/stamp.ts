/** Larger PDFs go out as they are: a stamp needs the whole file in memory. */
export const MAX_STAMP_BYTES = 50_000_000;
export const MAX_STAMP_PAGES = 3_000;

/** Why a PDF cannot carry the buyer's address. */
export const STAMP_PROBLEMS = ["too_large", "too_many_pages", "encrypted", "unreadable", "too_heavy"] as const;
export type StampProblem = (typeof STAMP_PROBLEMS)[number];

/** For the creator, beside the file. */
export const STAMP_PROBLEM_WORDS: Record<StampProblem, string> = {
  too_large: "It is larger than 50 MB, so it goes out without the buyer’s address.",
  too_many_pages: `It has more than ${MAX_STAMP_PAGES.toLocaleString("en")} pages, so it goes out without the buyer’s address.`,
  encrypted: "It is protected by a password or against changes, so it goes out without the buyer’s address. Save it without protection and upload it as a new version.",
  unreadable: "We cannot read it well enough to write on it, so it goes out without the buyer’s address. Saving it anew (Print, Save as PDF) usually helps.",
  too_heavy: "Opening it takes too much time or memory, so it goes out without the buyer’s address. Saving it anew (Print, Save as PDF) usually helps.",
};

/** As FileVersion.stamp holds it: "yes", a problem, or null when nobody has looked yet. */
export function stampProblem(stamp: string | null): StampProblem | null {
  return STAMP_PROBLEMS.find((problem) => problem === stamp) ?? null;
}

/** What a PDF is by its type or name: uploads of unknown type are judged by their ending. */
export function isPdf({ contentType, fileName }: { contentType: string; fileName: string }): boolean {
  return contentType === "application/pdf" || /\.pdf$/i.test(fileName);
}

/** Who a copy belongs to. */
export interface StampedFor {
  name: string;
  email: string;
  /** Null: not bought (given by hand). */
  orderNumber: number | null;
  storeName: string;
}

/** The line at the foot of each page. A part that plain PDF letters (Windows-1252) cannot write is left out; the address always can. */
export function stampLine({ name, email, orderNumber, storeName }: StampedFor): string {
  const parts = [writable(name), writable(email), orderNumber === null ? "" : `Order ${orderNumber}`, writable(storeName)];
  const line = parts.filter((part) => part !== "").join(" · ");
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

function writable(text: string): string {
  const line = text.normalize("NFC").replace(/\s+/g, " ").trim();
  // Latin-1 without its control characters, and the few more of Windows-1252 that names have.
  return /^[\u0020-\u007e\u00a0-\u00ff–—‘’“”•…€ŠšŽžŒœŸ]*$/.test(line) ? line : "";
}
