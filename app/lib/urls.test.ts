import { expect, test } from "vitest";
import { localPath, slugify, webAddress } from "./urls";

// FAULTS row 30: a return path leads to this site or nowhere.
test.each(["//evil.example", "/\\evil.example", "/%2f%2fevil.example", "/%2fevil.example", "/%5cevil.example", "/%252f%252fevil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example", "/a\nb", "/.//evil.example", "/x/..//evil.example", "/%2e//evil.example", "/x/%2e%2e//evil.example", "evil", "", null, "/%E0%A4%A"])(
  "%j is refused as a return path",
  (candidate) => {
    expect(localPath(candidate, "/safe")).toBe("/safe");
  },
);

test.each(["/", "/library", "/studio/offers?tab=1&x=%20y#top", "/s/name/%C3%A9t%C3%A9"])("%s is kept as it is", (candidate) => {
  expect(localPath(candidate, "/safe")).toBe(candidate);
});

test("slugs are made of plain letters, whatever the title", () => {
  expect(slugify("  Été & Hiver: l'art!  ")).toBe("ete-hiver-l-art");
  expect(slugify("日本語")).toBe("");
  expect(slugify("a".repeat(80))).toHaveLength(60);
});

test("only web addresses without credentials are taken", () => {
  expect(webAddress("javascript:alert(1)")).toBeNull();
  expect(webAddress("https://user:pass@host.example")).toBeNull();
  expect(webAddress(" https://host.example/a ")?.href).toBe("https://host.example/a");
});
