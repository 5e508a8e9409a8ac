/** What Helvetica in a PDF can show; anything else becomes a question mark. */
function latin(text: string): string {
  return [...text].map((character) => ((character.codePointAt(0) ?? 0) <= 0xff ? character : "?")).join("");
}

/**
 * A small, real PDF: one A4 page of lines in Helvetica. `at` is the distance from the left edge in points, 50 unless given.
 * @returns the bytes of the file
 */
export function smallPdf(lines: readonly { text: string; size?: number; at?: number; sameLine?: boolean }[]): Uint8Array<ArrayBuffer> {
  let y = 790;
  const drawn = lines.map(({ text, size = 11, at = 50, sameLine }) => {
    if (!sameLine) y -= Math.round(size * 1.7);
    const escaped = latin(text).replaceAll(/[\\()]/g, (character) => `\\${character}`);
    return `BT /F1 ${size} Tf ${at} ${y} Td (${escaped}) Tj ET`;
  });
  const content = drawn.join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(file, "latin1"));
}
