import { PDFDocument, rgb, type PDFFont, type PDFPage, type RGB } from "@cantoo/pdf-lib";
import fontkit from "@pdf-lib/fontkit";
import { parseHex } from "~/lib/color";
import { formatDay } from "~/lib/dates";
import { shownCode } from "./certificate";
import { fontFile, stretches, type Face, type Part } from "./certificate-fonts.server";

export interface PrintedCertificate {
  code: string;
  personName: string;
  courseTitle: string;
  storeName: string;
  signer: string;
  issuedAt: Date;
  /** "#rrggbb". */
  accentColor: string;
  /** Public address of its page, without the code. */
  verifyAt: string;
}

/** A4 on its side, in points. */
const WIDTH = 841.89;
const HEIGHT = 595.28;
const MIDDLE = WIDTH / 2;
const INK = rgb(0.11, 0.1, 0.09);
const MUTED = rgb(0.38, 0.36, 0.34);
const HAIR = rgb(0.8, 0.78, 0.75);

/** Whether the PDF can write everything that stands on a certificate: Latin, Greek and Cyrillic letters with their accents. */
export async function canPrint({ personName, courseTitle, storeName, signer }: Pick<PrintedCertificate, "personName" | "courseTitle" | "storeName" | "signer">): Promise<boolean> {
  for (const text of [personName, courseTitle, storeName, signer]) if ((await stretches(text)) === null) return false;
  return true;
}

/** The certificate as a PDF; null when a letter on it is in none of the fonts (never a box in its place). The same bytes each time. */
export async function certificatePdf(certificate: PrintedCertificate): Promise<Uint8Array | null> {
  if (!(await canPrint(certificate))) return null;
  const { personName, courseTitle, storeName, signer, issuedAt, code } = certificate;
  const doc = await PDFDocument.create();
  doc.registerFontkit(fontkit);
  doc.setTitle(`${personName}: ${courseTitle}`, { showInWindowTitleBar: true });
  doc.setAuthor(storeName);
  doc.setSubject("Certificate of completion");
  doc.setLanguage("en");
  doc.setProducer("Lectern");
  doc.setCreator("Lectern");
  doc.setCreationDate(issuedAt);
  doc.setModificationDate(issuedAt);
  const page = doc.addPage([WIDTH, HEIGHT]);
  const accent = colorOf(certificate.accentColor);
  const pen = penOn(doc, page);

  frame(page, accent);
  await pen.centred(storeName, { face: "600-normal", size: 14, y: 494, color: accent, width: 560 });
  await pen.centred("Certificate of completion", { face: "400-normal", size: 15, y: 456, color: MUTED, width: 560 });
  await pen.centred(personName, { face: "400-italic", size: 50, y: 378, color: INK, width: 660, smallest: 20 });
  page.drawLine({ start: { x: MIDDLE - 60, y: 350 }, end: { x: MIDDLE + 60, y: 350 }, thickness: 1.5, color: accent });
  await pen.centred("has finished the course", { face: "400-normal", size: 14, y: 322, color: MUTED, width: 560 });
  await pen.block(courseTitle, { face: "600-normal", size: 27, y: 276, color: INK, width: 620, lines: 3 });

  await pen.column(formatDay(issuedAt), "Date", MIDDLE - 220);
  await pen.column(signer, storeName === signer ? "Issued by" : storeName, MIDDLE + 220);
  await pen.centred(`${shownCode(code)}  ·  Verify at ${certificate.verifyAt}/${shownCode(code)}`, { face: "400-normal", size: 9, y: 62, color: MUTED, width: 680, smallest: 6 });
  return doc.save();
}

function frame(page: PDFPage, accent: RGB): void {
  page.drawRectangle({ x: 0, y: HEIGHT - 10, width: WIDTH, height: 10, color: accent });
  page.drawRectangle({ x: 30, y: 34, width: WIDTH - 60, height: HEIGHT - 74, borderColor: HAIR, borderWidth: 0.75 });
}

interface Line {
  face: Face;
  size: number;
  /** Baseline from the bottom, in points. */
  y: number;
  color: RGB;
  /** What is wider is set smaller. */
  width: number;
  smallest?: number;
}

/** Writes texts whose letters may come from several files of one face. */
function penOn(doc: PDFDocument, page: PDFPage) {
  const fonts = new Map<string, Promise<PDFFont>>();
  // Whole, not cut down to the letters used: the files are small, and cutting needs tables this face leaves out.
  const fontOf = (part: Part, face: Face) => {
    const name = `${part} ${face}`;
    const font = fonts.get(name) ?? fontFile(part, face).then((bytes) => doc.embedFont(bytes, { subset: false, features: { liga: false, dlig: false, clig: false } }));
    fonts.set(name, font);
    return font;
  };
  const runsOf = async (text: string, face: Face) => Promise.all(((await stretches(text)) ?? []).map(async (run) => ({ text: run.text, font: await fontOf(run.part, face) })));
  const widthOf = (runs: { text: string; font: PDFFont }[], size: number) => runs.reduce((sum, run) => sum + run.font.widthOfTextAtSize(run.text, size), 0);

  async function at(text: string, middle: number, { face, size, y, color, width, smallest = 8 }: Line): Promise<void> {
    const runs = await runsOf(text, face);
    const natural = widthOf(runs, size);
    const fitting = natural > width ? Math.max(smallest, (size * width) / natural) : size;
    // What even the smallest letters cannot hold in one line goes on in two, rather than off the paper.
    if (widthOf(runs, fitting) > width) return linesOf(await split(text, face, fitting, width), middle, { face, size: fitting, y: y + fitting * 0.6, color, width });
    let x = middle - widthOf(runs, fitting) / 2;
    for (const run of runs) {
      page.drawText(run.text, { x, y, size: fitting, font: run.font, color });
      x += run.font.widthOfTextAtSize(run.text, fitting);
    }
  }

  async function linesOf(lines: string[], middle: number, line: Line): Promise<void> {
    for (const [index, text] of lines.entries()) await at(text, middle, { ...line, y: line.y - index * line.size * 1.28, smallest: 1 });
  }

  async function split(text: string, face: Face, size: number, width: number): Promise<string[]> {
    const lines: string[] = [];
    for (const word of text.split(" ")) {
      const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
      if (lines.length > 0 && widthOf(await runsOf(longer, face), size) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  return {
    centred: (text: string, line: Line) => at(text, MIDDLE, line),
    /** Several lines, set smaller until they are few enough. */
    async block(text: string, { lines: most, ...line }: Line & { lines: number }): Promise<void> {
      let size = line.size;
      let lines = await split(text, line.face, size, line.width);
      while (lines.length > most && size > 10) {
        size -= 1;
        lines = await split(text, line.face, size, line.width);
      }
      await linesOf(lines, MIDDLE, { ...line, size });
    },
    /** A line to sign on, with what it means under it. */
    async column(text: string, caption: string, middle: number): Promise<void> {
      await at(text, middle, { face: "400-normal", size: 14, y: 132, color: INK, width: 240 });
      page.drawLine({ start: { x: middle - 110, y: 120 }, end: { x: middle + 110, y: 120 }, thickness: 0.75, color: HAIR });
      await at(caption, middle, { face: "400-normal", size: 10, y: 104, color: MUTED, width: 240 });
    },
  };
}

function colorOf(hex: string): RGB {
  const read = parseHex(hex) ?? "#1c1a17";
  const channel = (from: number) => Number.parseInt(read.slice(from, from + 2), 16) / 255;
  return rgb(channel(1), channel(3), channel(5));
}
