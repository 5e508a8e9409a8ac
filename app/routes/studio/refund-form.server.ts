import { isAccessChoice } from "~/domain/access/refund-choice.server";
import type { RefundAsked } from "~/domain/refunds/ask-refund.server";
import type { RefundForm } from "~/domain/refunds/queries.server";
import { isRefundReason } from "~/domain/refunds/refund";
import { parseAmount } from "~/lib/money";
import { fail, ok, type Result } from "~/lib/result";
import { amountProblem, askRefusalWords, type RefundPreview } from "./refund-words";

/** What was typed, to be shown again or sent on. */
export interface RefundValues {
  refundId: string;
  amount: string;
  reason: string;
  access: string;
  note: string;
}

export type RefundAnswer = { step: "form"; values: RefundValues; errors: { amount?: string } } | { step: "confirm"; values: RefundValues; preview: RefundPreview };

export interface WantedRefund {
  values: RefundValues;
  asked: Pick<RefundAsked, "refundId" | "amount" | "reason" | "note" | "access">;
}

const NOTE_LENGTH = 500;

/** Read what a creator filled in; amounts are checked against what is left of the payment. */
export function readRefundForm(fields: FormData, { target, left, refusal }: RefundForm): Result<WantedRefund, RefundAnswer> {
  const text = (name: string) => String(fields.get(name) ?? "").trim();
  const values: RefundValues = { refundId: text("refundId"), amount: text("amount"), reason: text("reason"), access: text("access"), note: text("note").slice(0, NOTE_LENGTH) };
  const wrong = (amount: string): Result<WantedRefund, RefundAnswer> => fail({ step: "form", values, errors: { amount } });
  const parsed = parseAmount(values.amount, target.currency);
  if (!parsed.ok) return wrong(amountProblem(parsed.error));
  if (parsed.value === 0n) return wrong(askRefusalWords({ kind: "not_positive" }, target.currency));
  // A second press of the button meets its own row, which counts as asked for already.
  if (!refusal && parsed.value > left && fields.get("intent") !== "refund") return wrong(askRefusalWords({ kind: "too_much", left }, target.currency));
  const { refundId, note } = values;
  return ok({ values, asked: { refundId, amount: parsed.value, reason: isRefundReason(values.reason) ? values.reason : "other", note, access: isAccessChoice(values.access) ? values.access : "as_usual" } });
}
