import { describe, expect, it } from "vitest";
import { countryName } from "./country-name";

describe("the name of a country", () => {
  it("is English, and a code nobody knows stays a code", () => {
    expect(countryName("DE")).toBe("Germany");
    expect(countryName("XZ")).toBe("XZ");
    expect(countryName("not a code")).toBe("not a code");
    expect(countryName("")).toBe("");
  });
});
