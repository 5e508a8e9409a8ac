import { expect, test } from "vitest";
import { csvLine, csvStream, type Cell } from "./csv";

test("row 27: what would run as a formula is text", () => {
  expect(csvLine(["=1+1", "+49", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "|cmd"])).toBe(`'=1+1,'+49,'-2+3,'@SUM(A1),"'\t=1","'\r=1",' =1,'|cmd\r\n`);
  expect(csvLine(['=HYPERLINK("http://evil.example";"x")'])).toBe(`"'=HYPERLINK(""http://evil.example"";""x"")"\r\n`);
});

test("numbers stay numbers, quotes and commas stay in their cell, nothing is an empty cell", () => {
  expect(csvLine(["-4.90", "49.00", 12, null, 'a "b", c', "two\nlines", "Öl"])).toBe(`-4.90,49.00,12,,"a ""b"", c","two\nlines",Öl\r\n`);
});

test("a file is written as it is read, and whoever leaves ends the asking", async () => {
  let asked = 0;
  let ended = false;
  async function* batches(): AsyncGenerator<Cell[][]> {
    try {
      for (; asked < 1000; ) yield [[(asked += 1)]];
    } finally {
      ended = true;
    }
  }
  const reader = csvStream(["n"], batches()).getReader();
  expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode((await reader.read()).value)).toBe("\uFEFFn\r\n");
  expect(new TextDecoder().decode((await reader.read()).value)).toBe("1\r\n");
  await reader.cancel();
  expect(asked).toBeLessThan(5);
  expect(ended).toBe(true);
});
