import { PDFDocument } from "@cantoo/pdf-lib";
import { expect, test } from "vitest";
import { canPrint, certificatePdf, type PrintedCertificate } from "./certificate-pdf.server";

const certificate: PrintedCertificate = {
  code: "7H2KM4QXP9DN",
  personName: "Noor Haddad",
  courseTitle: "Bread from nothing",
  storeName: "Studio Vint",
  signer: "Mara Vint",
  issuedAt: new Date("2026-11-21T10:00:00Z"),
  accentColor: "#155b3d",
  verifyAt: "https://learn.example/certificates",
};

test.each(["Noor Haddad", "Łukasz Żółć-Çağrı", "Ελένη Παπαδοπούλου", "Дмитро Їжакевич", "Nguyễn Thị Ánh", "Renée O’Brien", "x".repeat(80)])("%s can be printed", async (personName) => {
  const bytes = await certificatePdf({ ...certificate, personName, courseTitle: "Glazes & kilns: ".repeat(9) });
  const read = await PDFDocument.load(bytes!);
  expect(read.getPageCount()).toBe(1);
  const { width, height } = read.getPage(0).getSize();
  expect(width).toBeGreaterThan(height);
  expect(read.getTitle()).toContain(personName);
  expect(bytes!.length).toBeLessThan(400_000);
});

test.each(["山田 太郎", "علی رضا", "דנה לוי", "अनिता", "김민준", "Noor 🙂"])("%s is never printed as boxes: there is no such PDF", async (personName) => {
  expect(await canPrint({ ...certificate, personName })).toBe(false);
  expect(await certificatePdf({ ...certificate, personName })).toBeNull();
  expect(await certificatePdf({ ...certificate, courseTitle: personName })).toBeNull();
});

test("the same bytes each time", async () => {
  expect(Buffer.from((await certificatePdf(certificate))!).equals(Buffer.from((await certificatePdf(certificate))!))).toBe(true);
});
