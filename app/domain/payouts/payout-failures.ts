/** Where a failed payout is mended: bank details, the balance, or Stripe's support. */
export type PayoutFailurePlace = "bank" | "balance" | "support";

export interface PayoutFailure {
  /** What happened: a sentence for the creator. */
  what: string;
  /** What to do: one or two sentences. */
  next: string;
  place: PayoutFailurePlace;
}

const ANOTHER_ACCOUNT = "Give Stripe another bank account";

/**
 * Every failure code Stripe documents for payouts. The package's type is plain text, so a test compares this table with the
 * codes its types name for transfers to a bank. https://docs.stripe.com/api/payouts/failures
 */
const FAILURES = {
  account_closed: { what: "The bank account is closed.", next: `${ANOTHER_ACCOUNT}; the money goes there with the next payout.`, place: "bank" },
  account_frozen: { what: "Your bank has frozen the account, so nothing can be paid into it.", next: `Ask your bank to release it, or give Stripe another bank account.`, place: "bank" },
  bank_account_restricted: {
    what: "Your bank limits what may be paid into this account, as banks often do with savings accounts.",
    next: "Give Stripe a current (checking) account, or ask your bank to lift the limit.",
    place: "bank",
  },
  bank_ownership_changed: { what: "The branch of this bank account now belongs to another bank, so its old number no longer leads anywhere.", next: "Ask your bank for the new account number and give it to Stripe.", place: "bank" },
  could_not_process: { what: "Your bank could not book the payout and did not say more.", next: "Check the bank details letter by letter. If they are right, ask your bank whether it holds the payment back.", place: "bank" },
  debit_not_authorized: {
    what: "The bank account takes payments in but allows no debits, and Stripe needs both.",
    next: "Ask your bank to allow debits by Stripe, or give Stripe an account that allows them.",
    place: "bank",
  },
  declined: { what: "Your bank refused the payout.", next: "Ask your bank why. It can tell you, Stripe and Lectern are not told.", place: "bank" },
  incorrect_account_holder_name: { what: "The name of the account holder at your bank is not the one Stripe has.", next: "Write the name at Stripe exactly as your bank has it.", place: "bank" },
  incorrect_account_holder_address: { what: "The address of the account holder at your bank is not the one Stripe has.", next: "Write the address at Stripe exactly as your bank has it.", place: "bank" },
  incorrect_account_holder_tax_id: { what: "The tax number of the account holder at your bank is not the one Stripe has.", next: "Write the tax number at Stripe exactly as your bank has it.", place: "bank" },
  insufficient_funds: {
    what: "There was less in your Stripe balance than the payout needed, for instance after a refund or a dispute.",
    next: "Look at your balance at Stripe. Once enough is available, the payout can be made again.",
    place: "balance",
  },
  invalid_account_number: { what: "The bank is right, but it has no account with this number.", next: "Check the account number at Stripe and write it again.", place: "bank" },
  invalid_card: { what: "The number of the debit card is not right.", next: "Write the card at Stripe again, or give Stripe a bank account.", place: "bank" },
  invalid_currency: { what: "The bank account does not take this currency.", next: "Give Stripe a bank account in this currency.", place: "bank" },
  no_account: { what: "No account was found at the bank with these details; often two digits are swapped.", next: "Check the bank details at Stripe and write them again.", place: "bank" },
  unsupported_card: { what: "The bank behind this debit card no longer takes payouts to it.", next: "Give Stripe a bank account, or another debit card.", place: "bank" },
} as const satisfies Record<string, PayoutFailure>;

/** All codes with a sentence of their own. */
export const PAYOUT_FAILURE_CODES = Object.keys(FAILURES) as (keyof typeof FAILURES)[];

const OTHER: PayoutFailure = {
  what: "The bank sent the payout back without a reason that we know.",
  next: "Look at this payout in your Stripe Dashboard: it says what the bank answered. If that does not help, ask Stripe’s support.",
  place: "support",
};

/** Why a payout did not arrive, and what to do. Total: an unknown or missing code has a sentence too. */
export function payoutFailure(code: string | null): PayoutFailure {
  return code !== null && Object.hasOwn(FAILURES, code) ? FAILURES[code as keyof typeof FAILURES] : OTHER;
}

/** What the button to the place says. */
export const FAILURE_BUTTON: Record<PayoutFailurePlace, string> = {
  bank: "Open bank details at Stripe",
  balance: "Open the balance at Stripe",
  support: "Ask Stripe’s support",
};
