import { create } from "content-disposition";
import { expect, test } from "vitest";
import { cleanFileName, fileSizeText, renamedFile } from "./file-name";

test("a shown name is one line of plain characters, whatever was sent (row 28)", () => {
  expect(cleanFileName("../../etc/passwd")).toBe("passwd");
  expect(cleanFileName("..\\..\\boot.ini")).toBe("boot.ini");
  expect(cleanFileName('report"\r\nSet-Cookie: a=b\r\n.pdf')).toBe("report_Set-Cookie_ a=b.pdf");
  expect(cleanFileName("..")).toBe("file");
  expect(cleanFileName("")).toBe("file");
  expect(cleanFileName("invoice\u202efdp.exe")).toBe("invoicefdp.exe");
  expect(cleanFileName("Übung – Größe.pdf")).toBe("Übung – Größe.pdf");
  const long = cleanFileName(`${"a".repeat(400)}.pdf`);
  expect(long).toHaveLength(150);
  expect(long.endsWith(".pdf")).toBe(true);
});

test("no shown name can break the header it is sent in", () => {
  for (const name of ["a\r\nX: y.pdf", 'say "hi".pdf', "日本語.pdf", "=cmd|' /C calc'!A0.csv"]) {
    expect(create(cleanFileName(name))).toMatch(/^attachment; filename[^\r\n]*$/);
  }
});

test("renaming keeps the ending, or the file would not open", () => {
  expect(renamedFile("draft-final-2.pdf", "The guide")).toBe("The guide.pdf");
  expect(renamedFile("draft.pdf", "The guide.epub")).toBe("The guide.epub");
  expect(renamedFile("draft.pdf", "   ")).toBeNull();
});

test("sizes read as a person would say them", () => {
  expect([0, 999, 1_500, 3_400_000, 2_000_000_000, 1_250_000_000].map(fileSizeText)).toEqual(["0 B", "999 B", "2 kB", "3.4 MB", "2 GB", "1.25 GB"]);
});
