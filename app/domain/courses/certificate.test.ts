import { expect, test } from "vitest";
import { certificateCode, readCode, readName, shownCode } from "./certificate";

test("a code has twelve letters and digits that cannot be taken for one another", () => {
  expect(certificateCode(Uint8Array.from([0, 31, 32, 255, 10, 11, 12, 13, 14, 15, 16, 17]))).toBe("0Z0ZABCDEFGH");
  expect(shownCode("0Z0ZABCDEFGH")).toBe("0Z0Z-ABCD-EFGH");
});

test.each([
  ["0Z0Z-ABCD-EFGH", "0Z0ZABCDEFGH"],
  ["oz0z abcd efgh", "0Z0ZABCDEFGH"],
  [" 1lI1–ABCD—EFGH ", "1111ABCDEFGH"],
  ["0Z0ZABCDEFG", null],
  ["0Z0ZABCDEFGHJ", null],
  ["UUUU-UUUU-UUUU", null],
  ["../../../etc", null],
  ["", null],
])("typed code %j", (typed, code) => expect(readCode(typed)).toBe(code));

test("a name is put in order, never changed in its letters", () => {
  expect(readName("  Noor \n Haddad ")).toEqual({ ok: true, value: "Noor Haddad" });
  expect(readName("e\u0301lodie\u202E")).toEqual({ ok: true, value: "élodie" });
  expect(readName("山田 太郎")).toEqual({ ok: true, value: "山田 太郎" });
  expect(readName("علی‌رضا")).toEqual({ ok: true, value: "علی‌رضا" });
  expect(readName(" . ")).toEqual({ ok: false, error: "empty" });
  expect(readName("x".repeat(81))).toEqual({ ok: false, error: "too_long" });
});
