/** What a spreadsheet would take for the beginning of a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[\s\0]*[=+\-@\t\r\n|＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** A value of a cell; null is an empty one. Numbers as text ("-4.90") stay numbers. */
export type Cell = string | number | null;

/**
 * One line of a CSV file (RFC 4180) with its end. Text that a spreadsheet would run as a formula gets an apostrophe before it, which
 * spreadsheets show as the text itself: names, titles and notes come from strangers.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell).replace(/\0/g, "");
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Spreadsheets read a file as UTF-8 when it begins so. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * A CSV file as it is read: `batches` is asked for the next lines only when the reader has taken the last, so that a file of a million
 * lines is never in memory. A reader who leaves ends the asking.
 */
export function csvStream(header: readonly string[], batches: AsyncGenerator<readonly (readonly Cell[])[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(BYTE_ORDER_MARK + csvLine(header)));
      },
      async pull(controller) {
        const { value, done } = await batches.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value.map(csvLine).join("")));
      },
      async cancel() {
        await batches.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
