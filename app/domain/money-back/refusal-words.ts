import { permissionInWords } from "~/domain/merchants/restricted-key";
import type { StripeFailure } from "~/integrations/stripe/errors.server";

/** Nothing is wrong with what was asked; later the answer may be another. */
export function passes({ kind, status }: StripeFailure): boolean {
  if (kind === "access_lost" || kind === "key_unreadable") return false;
  return status === null || kind === "unreachable" || kind === "rate_limited" || kind === "in_progress";
}

/** Why Stripe does not make a refund, for the creator, with what to do. `goesOn`: it is tried again by itself. */
export function refusalWords({ kind, detail, code }: Pick<StripeFailure, "kind" | "detail" | "code">, goesOn = false): string {
  const then = goesOn ? "and it goes back by itself within a day" : "then refund again";
  switch (kind) {
    case "access_lost":
      return "This Stripe account is not connected here any more. Refund it in your Stripe Dashboard, or connect the account again first.";
    case "key_unreadable":
      return "The account’s own key cannot be read any more. Give it again under Settings, Integrations, Stripe, or refund it in your Stripe Dashboard.";
    case "permission_missing":
      return `The account’s own key may not make refunds. Edit the key on Stripe’s page of API keys and set ${permissionInWords("rak_refund_write")}, ${then}.`;
    default:
      return BALANCE.has(code ?? "") ? `There is not enough in your Stripe balance. Add money to it in Stripe, ${then}.` : (CODES[code ?? ""] ?? `Stripe said no: ${detail}`);
  }
}

const BALANCE: ReadonlySet<string> = new Set(["balance_insufficient", "insufficient_funds"]);

const CODES: Record<string, string> = {
  charge_already_refunded: "All of this payment has gone back already.",
  more_than_left: "More of this payment has gone back in the meantime. Look at what is left, then refund again.",
  charge_disputed: "The buyer’s bank has taken this payment back already, so Stripe cannot refund it.",
};
