import { expect, test } from "vitest";
import { noteWords } from "./event-words";

test("a note names no order by its id, and no state by its code", () => {
  expect(noteWords("Order ord_01m80kbsk0e06tpbdxqwpt9xe1 is paid.")).toBe("The order is paid.");
  expect(noteWords("Order ord_01m80kbsk0e06tpbdxqwpt9xe1 is partially_refunded.")).toBe("The order is partly refunded.");
  expect(noteWords("What it told was known already.")).toBe("What it told was known already.");
  expect(noteWords(null)).toBeNull();
});
