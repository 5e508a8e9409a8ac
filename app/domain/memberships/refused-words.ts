/** Codes Stripe gives to a refused payment (https://docs.stripe.com/declines/codes); a lost or stolen card is not told apart, as Stripe asks. */
const WORDS: Record<string, string> = {
  insufficient_funds: "There was not enough money on the card.",
  expired_card: "The card has expired.",
  incorrect_number: "The number of the card is not right.",
  invalid_number: "The number of the card is not right.",
  incorrect_cvc: "The security code of the card is not right.",
  invalid_cvc: "The security code of the card is not right.",
  invalid_expiry_month: "The expiry date of the card is not right.",
  invalid_expiry_year: "The expiry date of the card is not right.",
  card_velocity_exceeded: "The limit of the card is used up.",
  withdrawal_count_limit_exceeded: "The limit of the card is used up.",
  card_not_supported: "The card does not allow this kind of payment.",
  currency_not_supported: "The card does not take this currency.",
  processing_error: "The bank had a problem of its own.",
  issuer_not_available: "The bank could not be reached.",
  try_again_later: "The bank could not be reached.",
  reenter_transaction: "The bank could not be reached.",
  authentication_required: "The bank wants the payment to be confirmed.",
  invoice_payment_intent_requires_action: "The bank wants the payment to be confirmed.",
  revocation_of_authorization: "The bank was told to allow no more of these payments.",
  revocation_of_all_authorizations: "The bank was told to allow no more of these payments.",
  stop_payment_order: "The bank was told to allow no more of these payments.",
  debit_not_authorized: "The bank was told not to allow the debit.",
  account_closed: "The bank account is closed.",
  bank_account_restricted: "The bank account does not allow the debit.",
};

/** Why a payment was refused, as a sentence for both sides. Never empty: a code not known here is a refusal all the same. */
export function refusedInWords(refusal: { code: string | null; declineCode: string | null } | null): string {
  if (!refusal) return "There was nothing it could be taken from.";
  return WORDS[refusal.declineCode ?? ""] ?? WORDS[refusal.code ?? ""] ?? "The bank refused it.";
}
