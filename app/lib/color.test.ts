import { describe, expect, it } from "vitest";
import { accentFor, contrastRatio, parseHex, readableOn, type Hex } from "./color";

const GROUNDS: Record<"light" | "dark", Hex[]> = {
  light: ["#fafcfa", "#ffffff", "#f0f3f1"],
  dark: ["#101411", "#181c18", "#1e231f", "#0b0e0c"],
};

describe("parseHex", () => {
  it("normalises what people type", () => {
    expect(parseHex(" #ABC ")).toBe("#aabbcc");
    expect(parseHex("1F6FEB")).toBe("#1f6feb");
  });
  it("refuses anything else", () => {
    for (const bad of ["", "#12", "#12345", "#ggg", "red", "#123456;}", "rgb(1,2,3)"]) expect(parseHex(bad)).toBeNull();
  });
});

describe("contrastRatio", () => {
  it("is 21 for black on white and 1 for a colour on itself", () => {
    expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrastRatio("#7b827c", "#7b827c")).toBe(1);
  });
});

describe("readableOn", () => {
  it("prefers white, takes ink on light grounds", () => {
    expect(readableOn("#155b3d")).toBe("#ffffff");
    expect(readableOn("#ffe14d")).toBe("#161b17");
  });
});

describe("accentFor", () => {
  it("keeps a colour that is already readable", () => {
    expect(accentFor("#155b3d")?.light.solid).toBe("#155b3d");
  });

  it("meets AA in both themes for every colour of a coarse cube", () => {
    const steps = ["00", "33", "66", "99", "cc", "ff"];
    for (const r of steps)
      for (const g of steps)
        for (const b of steps) {
          const hex: Hex = `#${r}${g}${b}`;
          const accent = accentFor(hex);
          if (!accent) throw new Error(hex);
          for (const theme of ["light", "dark"] as const) {
            const { solid, hover, on, ink, soft } = accent[theme];
            const say = `${hex} ${theme} ${JSON.stringify(accent[theme])}`;
            expect(contrastRatio(on, solid), say).toBeGreaterThanOrEqual(4.5);
            expect(contrastRatio(on, hover), say).toBeGreaterThanOrEqual(4.5);
            for (const ground of GROUNDS[theme]) {
              expect(contrastRatio(solid, ground), say).toBeGreaterThanOrEqual(3);
              expect(contrastRatio(ink, ground), say).toBeGreaterThanOrEqual(4.5);
            }
            expect(contrastRatio(ink, soft), say).toBeGreaterThanOrEqual(4.5);
          }
        }
  });
});
