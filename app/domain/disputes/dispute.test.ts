import { expect, test } from "vitest";
import { accessByDisputes, isClosed, phaseOf } from "~/domain/access/dispute-phase";
import { disputeReason, waitsForAnswer } from "./dispute";

test("Stripe's words as ours; one we do not know yet keeps access waiting", () => {
  expect(["warning_needs_response", "warning_under_review", "warning_closed", "prevented", "needs_response", "under_review", "appeal_under_review", "won", "lost", "something_new"].map(phaseOf)).toEqual([
    "inquiry", "inquiry", "dropped", "dropped", "open", "open", "open", "won", "lost", "open",
  ]);
  expect(["needs_response", "warning_needs_response", "appeal_needs_response", "under_review", "won"].map(waitsForAnswer)).toEqual([true, true, true, false, false]);
  expect((["inquiry", "open", "won", "lost", "dropped"] as const).map(isClosed)).toEqual([false, false, true, true, true]);
});

test("all disputes of a sale together: lost before open before nothing", () => {
  expect(accessByDisputes([])).toBe("open");
  expect(accessByDisputes(["warning_needs_response", "won"])).toBe("open");
  expect(accessByDisputes(["won", "under_review"])).toBe("suspended");
  expect(accessByDisputes(["needs_response", "lost"])).toBe("ended");
  expect(accessByDisputes(["appeal_needs_response"])).toBe("suspended");
});

test("every reason has a sentence, also one that Stripe adds tomorrow", () => {
  for (const reason of ["fraudulent", "product_not_received", "a_new_one"]) expect(disputeReason(reason)).toMatch(/^They .*\.$/);
});
