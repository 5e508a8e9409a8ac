/**
 * Why a bank sends a payout back (https://docs.stripe.com/api/payouts/failures), with the sentence Stripe gives, and whether the bank account is out of use
 * until somebody changes it: then Stripe asks for `external_account`.
 */
export const PAYOUT_FAILURES = {
  account_closed: { message: "The bank account has been closed.", breaksBank: true },
  account_frozen: { message: "The bank account has been frozen.", breaksBank: true },
  bank_account_restricted: { message: "The bank account has restrictions on either the type, or the number, of payouts allowed.", breaksBank: true },
  bank_ownership_changed: { message: "The destination bank account is no longer valid because its branch has changed ownership.", breaksBank: true },
  could_not_process: { message: "The bank could not process this payout.", breaksBank: false },
  debit_not_authorized: { message: "Debit transactions are not approved on the bank account.", breaksBank: true },
  declined: { message: "The bank has declined this transfer. Please contact the bank before retrying.", breaksBank: false },
  incorrect_account_holder_address: { message: "The bank notified us that the bank account holder address on file is incorrect.", breaksBank: true },
  incorrect_account_holder_name: { message: "The bank notified us that the bank account holder name on file is incorrect.", breaksBank: true },
  incorrect_account_holder_tax_id: { message: "The bank notified us that the bank account holder tax ID on file is incorrect.", breaksBank: true },
  insufficient_funds: { message: "The Stripe account has insufficient funds to cover the payout.", breaksBank: false },
  invalid_account_number: { message: "The routing number seems correct, but the account number is invalid.", breaksBank: true },
  invalid_card: { message: "The card is invalid. Usually its number was entered incorrectly.", breaksBank: true },
  invalid_currency: { message: "The bank was unable to process this payout because of its currency.", breaksBank: true },
  no_account: { message: "The bank account details on file are probably incorrect. No bank account could be located with those details.", breaksBank: true },
  unsupported_card: { message: "The bank no longer supports payouts to this card.", breaksBank: true },
} as const satisfies Record<string, { message: string; breaksBank: boolean }>;

export type PayoutFailureCode = keyof typeof PAYOUT_FAILURES;
export const PAYOUT_FAILURE_CODES = Object.keys(PAYOUT_FAILURES) as [PayoutFailureCode, ...PayoutFailureCode[]];
