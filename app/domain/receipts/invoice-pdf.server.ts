import { PDFDocument, rgb, type PDFFont, type RGB } from "@cantoo/pdf-lib";
import fontkit from "@pdf-lib/fontkit";
import { fontFile, stretches, type Face } from "~/domain/courses/certificate-fonts.server";
import { parseHex } from "~/lib/color";
import type { OrderPaper } from "./order-paper.server";

export interface PrintedInvoice extends OrderPaper {
  number: string;
  issuedAt: Date;
  day: string;
  storeName: string;
  /** "#rrggbb". */
  accentColor: string;
  method?: string;
}

/** A4 upright, in points. */
const WIDTH = 595.28;
const HEIGHT = 841.89;
const EDGE = 56;
const RIGHT = WIDTH - EDGE;
const INK = rgb(0.11, 0.1, 0.09);
const MUTED = rgb(0.38, 0.36, 0.34);
const HAIR = rgb(0.8, 0.78, 0.75);

interface Style {
  face: Face;
  size: number;
  color: RGB;
}
const BODY: Style = { face: "400-normal", size: 10.5, color: INK };
const QUIET: Style = { face: "400-normal", size: 9, color: MUTED };
const STRONG: Style = { face: "600-normal", size: 10.5, color: INK };

/** The invoice as a PDF of one page; null when a letter on it is in none of the fonts (never a box in its place). The same bytes each time. */
export async function invoicePdf(invoice: PrintedInvoice): Promise<Uint8Array | null> {
  for (const text of textsOf(invoice)) if ((await stretches(plain(text))) === null) return null;
  const { seller, buyer, item } = invoice;
  const doc = await PDFDocument.create();
  doc.registerFontkit(fontkit);
  doc.setTitle(`Invoice ${invoice.number}, ${seller.legalName}`, { showInWindowTitleBar: true });
  doc.setAuthor(seller.legalName);
  doc.setSubject(item.title);
  doc.setLanguage("en");
  doc.setProducer("Lectern");
  doc.setCreator("Lectern");
  doc.setCreationDate(invoice.issuedAt);
  doc.setModificationDate(invoice.issuedAt);
  const page = doc.addPage([WIDTH, HEIGHT]);
  const accent = colorOf(invoice.accentColor);
  const { write, wrapped } = penOn(doc, page);
  const hair = (y: number) => page.drawLine({ start: { x: EDGE, y }, end: { x: RIGHT, y }, thickness: 0.75, color: HAIR });

  page.drawRectangle({ x: 0, y: HEIGHT - 8, width: WIDTH, height: 8, color: accent });
  await wrapped(invoice.storeName, EDGE, 772, 280, { face: "600-normal", size: 17, color: accent });
  await write("Invoice", RIGHT, 772, { face: "400-normal", size: 22, color: INK }, "right");
  await write(`No. ${invoice.number}`, RIGHT, 752, BODY, "right");
  await write(invoice.day, RIGHT, 737, BODY, "right");

  const half = (WIDTH - 2 * EDGE) / 2;
  await write("Sold by", EDGE, 690, QUIET);
  await write("Billed to", EDGE + half, 690, QUIET);
  const left = await block([seller.legalName, ...linesOf(seller.address), ...linesOf(seller.taxId), seller.supportEmail], EDGE);
  const name = buyer.name && buyer.name !== buyer.business ? [buyer.name] : [];
  const right = await block([...linesOf(buyer.business), ...name, ...linesOf(buyer.address), ...(buyer.taxIds ?? []), buyer.email], EDGE + half);

  let y = Math.min(left, right) - 24;
  await write("What", EDGE, y, QUIET);
  await write("Amount", RIGHT, y, QUIET, "right");
  hair(y - 8);
  y -= 28;
  await write(item.amount, RIGHT, y, BODY, "right");
  y = await wrapped(item.title, EDGE, y, 360, STRONG);
  y = await wrapped(item.kind, EDGE, y, 360, QUIET);
  hair(y);
  y -= 20;
  const sums = [{ label: "Subtotal", amount: invoice.subtotal }, ...[invoice.discount, invoice.tax].filter((sum) => sum !== undefined)];
  for (const sum of sums) {
    await write(sum.amount, RIGHT, y, BODY, "right");
    y = await wrapped(sum.label, EDGE + half, y, half - 110, BODY);
  }
  await write("Total", EDGE + half, y - 6, { ...STRONG, size: 13 });
  await write(invoice.total, RIGHT, y - 6, { ...STRONG, size: 13 }, "right");
  y -= 44;
  if (invoice.method) y = await wrapped(`Paid with ${invoice.method} on ${invoice.day}. Nothing is due.`, EDGE, y, WIDTH - 2 * EDGE, BODY);
  else y = await wrapped(`Paid on ${invoice.day}. Nothing is due.`, EDGE, y, WIDTH - 2 * EDGE, BODY);
  if (invoice.refunded) await wrapped(`Of this, ${invoice.refunded} went back to the buyer since.`, EDGE, y, WIDTH - 2 * EDGE, BODY);
  await write(`Invoice ${invoice.number} of ${seller.legalName}`, EDGE, 44, { ...QUIET, size: 8 });
  return doc.save();

  async function block(lines: string[], x: number): Promise<number> {
    let at = 672;
    for (const [index, line] of lines.entries()) at = await wrapped(line, x, at, half - 24, index === 0 ? STRONG : BODY);
    return at;
  }
}

/** Writes texts whose letters may come from several files of one face. */
function penOn(doc: PDFDocument, page: ReturnType<PDFDocument["addPage"]>) {
  const fonts = new Map<string, Promise<PDFFont>>();
  const runsOf = async (text: string, face: Face) =>
    Promise.all(
      ((await stretches(plain(text))) ?? []).map(async ({ part, text: run }) => {
        const key = `${part} ${face}`;
        const font = fonts.get(key) ?? fontFile(part, face).then((bytes) => doc.embedFont(bytes, { subset: false, features: { liga: false, dlig: false, clig: false } }));
        fonts.set(key, font);
        return { text: run, font: await font };
      }),
    );
  const widthOf = async (text: string, { face, size }: Style) => (await runsOf(text, face)).reduce((sum, run) => sum + run.font.widthOfTextAtSize(run.text, size), 0);

  async function write(text: string, x: number, y: number, style: Style, align: "left" | "right" = "left"): Promise<void> {
    let at = align === "right" ? x - (await widthOf(text, style)) : x;
    for (const run of await runsOf(text, style.face)) {
      page.drawText(run.text, { x: at, y, size: style.size, font: run.font, color: style.color });
      at += run.font.widthOfTextAtSize(run.text, style.size);
    }
  }

  /** Several lines of at most `width`; answers the baseline of the line that would follow. */
  async function wrapped(text: string, x: number, y: number, width: number, style: Style): Promise<number> {
    const lines: string[] = [];
    for (const word of plain(text).split(" ")) {
      for (const piece of await pieces(word, width, style)) {
        const longer = lines.length > 0 ? `${lines.at(-1)} ${piece}` : piece;
        if (lines.length > 0 && (await widthOf(longer, style)) <= width) lines[lines.length - 1] = longer;
        else lines.push(piece);
      }
    }
    for (const [index, line] of lines.entries()) await write(line, x, y - index * style.size * 1.4, style);
    return y - lines.length * style.size * 1.4 - style.size * 0.1;
  }

  /** A word as wide as the column, an address of mail for one, is cut where it must be. */
  async function pieces(word: string, width: number, style: Style): Promise<string[]> {
    const found = [""];
    for (const letter of word) {
      if ((await widthOf(`${found.at(-1)}${letter}`, style)) > width) found.push(letter);
      else found[found.length - 1] += letter;
    }
    return found;
  }

  return { write, wrapped };
}

function textsOf({ seller, buyer, item, discount, tax, ...invoice }: PrintedInvoice): string[] {
  return [
    invoice.storeName, invoice.subtotal, invoice.total, invoice.method ?? "", invoice.refunded ?? "", item.title, item.kind, item.amount, seller.legalName, seller.address ?? "", seller.taxId ?? "", seller.supportEmail,
    buyer.name ?? "", buyer.email, buyer.business ?? "", buyer.address ?? "", ...(buyer.taxIds ?? []), discount?.label ?? "", discount?.amount ?? "", tax?.label ?? "", tax?.amount ?? "",
  ];
}

/** One line; the spaces inside formatted amounts are ordinary ones here. */
function plain(text: string): string {
  return text.replace(/\s+/gu, " ");
}

function linesOf(text: string | undefined): string[] {
  return text ? text.split("\n").filter(Boolean) : [];
}

function colorOf(hex: string): RGB {
  const read = parseHex(hex) ?? "#1c1a17";
  const channel = (from: number) => Number.parseInt(read.slice(from, from + 2), 16) / 255;
  return rgb(channel(1), channel(3), channel(5));
}
