import { describe, expect, it } from "vitest";

import { accentFrom, contrast } from "./accent";

describe("accentFrom", () => {
  it.each(["#ffffff", "#000000", "#ffd400", "#8c3f24", "#808080"])("keeps %s readable everywhere", (colour) => {
    const accent = accentFrom(colour);
    expect(contrast(accent.solid, accent.onSolid)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(accent.link, "#ffffff")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(accent.linkDark, "#1f1d1a")).toBeGreaterThanOrEqual(4.5);
  });

  it("never lets anything but a hex colour into a style", () => {
    expect(accentFrom("red;} body{display:none}")).toEqual(accentFrom(undefined));
  });
});
