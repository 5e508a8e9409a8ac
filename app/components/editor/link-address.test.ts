import { expect, test } from "vitest";
import { linkAddress } from "./link-bar";

test("a link goes to the web or to mail, never runs anything", () => {
  expect(linkAddress("example.com/a?b=c")).toBe("https://example.com/a?b=c");
  expect(linkAddress(" http://example.com ")).toBe("http://example.com/");
  expect(linkAddress("me@example.com")).toBe("mailto:me@example.com");
  for (const wrong of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "no address", "localhost"]) expect(linkAddress(wrong), wrong).toBeNull();
});
