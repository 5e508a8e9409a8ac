import type { DisputePhase } from "~/domain/access/dispute-phase";

/** Stripe waits for the seller: until its date an answer counts. */
export function waitsForAnswer(status: string): boolean {
  return status.endsWith("needs_response");
}

/** What a buyer has told their bank, for the creator. */
export function disputeReason(reason: string): string {
  return REASONS[reason] ?? "They gave their bank no reason that Stripe passes on.";
}

const REASONS: Record<string, string> = {
  fraudulent: "They say that they did not make this payment.",
  unrecognized: "They do not know this payment on their statement.",
  duplicate: "They say that they were charged twice for the same thing.",
  product_not_received: "They say that they did not get what they paid for.",
  product_unacceptable: "They say that it is not what was promised.",
  subscription_canceled: "They say that they had cancelled before this payment.",
  credit_not_processed: "They say that they were promised their money back and did not get it.",
  debit_not_authorized: "They say that they did not allow this debit.",
  insufficient_funds: "There was not enough money on their account for the debit.",
  incorrect_account_details: "The account details of the debit were wrong.",
  bank_cannot_process: "Their bank could not carry out the debit.",
  check_returned: "Their cheque was returned.",
  customer_initiated: "They asked their bank for the money back and gave no further reason.",
  noncompliant: "Their bank says that the payment broke a rule of the card network.",
  general: "They gave their bank no particular reason.",
};

/** What a bank's early warning says, for the creator. */
export function fraudWords(type: string): string {
  return FRAUD[type] ?? "The bank thinks that this payment may be fraud.";
}

const FRAUD: Record<string, string> = {
  unauthorized_use_of_card: "The card was used without its owner knowing.",
  made_with_stolen_card: "The card was reported stolen.",
  made_with_lost_card: "The card was reported lost.",
  made_with_counterfeit_card: "The card is a forgery.",
  card_never_received: "The card never reached its owner.",
  fraudulent_card_application: "The card was ordered in somebody else’s name.",
};

export const PHASE_WORDS: Record<DisputePhase, { label: string; tone: "neutral" | "success" | "warning" | "danger" | "info" }> = {
  inquiry: { label: "The bank asks", tone: "warning" },
  open: { label: "Disputed", tone: "danger" },
  won: { label: "Won", tone: "success" },
  lost: { label: "Lost", tone: "danger" },
  dropped: { label: "Settled", tone: "neutral" },
};
