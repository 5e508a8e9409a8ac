import { expect, test } from "vitest";
import { seal, unseal } from "./secret-box.server";

test("what was sealed can be read again, and does not show what it is", () => {
  const sealed = seal("rk_test_geheim");
  expect(sealed).not.toContain("geheim");
  expect(seal("rk_test_geheim")).not.toBe(sealed);
  expect(unseal(sealed)).toBe("rk_test_geheim");
});

test("a sealed secret that was changed, cut or made otherwise is refused", () => {
  const sealed = seal("rk_test_geheim");
  const last = sealed.at(-2) === "A" ? "B" : "A";
  expect(() => unseal(`${sealed.slice(0, -2)}${last}${sealed.slice(-1)}`)).toThrow("authenticate");
  expect(() => unseal(sealed.slice(0, 20))).toThrow("authenticat");
  expect(() => unseal("rk_test_geheim")).toThrow("Not a sealed secret");
});
