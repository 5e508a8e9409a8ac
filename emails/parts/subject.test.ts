import { describe, expect, it } from "vitest";

import { cleanSubject } from "./subject";

describe("cleanSubject", () => {
  it("is one line of visible characters, however it came", () => {
    expect(cleanSubject("Hello\r\nBcc: x@y.example\u2028\tthere\u0000 ")).toBe("Hello Bcc: x@y.example there");
    expect(cleanSubject("abc\u202efdp.exe")).toBe("abcfdp.exe");
  });

  it("cuts by character, never inside one", () => {
    const cut = cleanSubject("🏺".repeat(300));
    expect(Array.from(cut)).toHaveLength(160);
    expect(cut.endsWith("🏺…")).toBe(true);
  });
});
