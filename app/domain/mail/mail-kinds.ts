import type { EmailKind } from "../../../emails";

/**
 * What a person has just asked for, or did to their own account: it goes out also to an address that gave trouble before, and first,
 * because somebody waits for it.
 */
const ASKED: ReadonlySet<string> = new Set<EmailKind>([
  "sign-in-link",
  "verify-email",
  "reset-password",
  "change-email",
  "merge-people",
  "email-changed",
  "password-changed",
  "account-deleted",
  "mend-address",
  "mail-test",
]);

/** What nobody waits for: it goes out when nothing else is due. */
const UNHURRIED: ReadonlySet<string> = new Set<EmailKind>(["members-post", "download-updated", "drip-lesson", "sale-digest", "back-on-sale"]);

/** Whether mails of this kind answer something their reader did a moment ago. */
export function isAsked(kind: string): boolean {
  return ASKED.has(kind);
}

/** The order in which mails go out when there are more than the mail service takes: 0 first. As SQL, of the column `kind`. */
export const TURN_SQL = `CASE WHEN kind IN (${list(ASKED)}) THEN 0 WHEN kind IN (${list(UNHURRIED)}) THEN 2 ELSE 1 END`;

function list(kinds: ReadonlySet<string>): string {
  return [...kinds].map((kind) => `'${kind}'`).join(", ");
}

/** What a kind is called where mails are listed; one that is not named here is called by its own words. */
const NAMES: Record<string, string> = {
  "paid-twice": "Second payment sent back",
  "back-on-sale": "Back on sale",
  "members-post": "A post for members",
  "download-updated": "A new version",
  "drip-lesson": "A lesson that opened",
  "stripe-needs-you": "Stripe needs something",
  "stripe-clear": "Stripe is satisfied",
  "stripe-closed": "Stripe closed the account",
  "stripe-failover": "Sales go to the other account",
  "stripe-reminder": "Stripe’s date comes near",
  "stripe-stopped": "Stripe stopped the sales",
  "account-deleted": "Account deleted",
  "change-email": "Proof of a new address",
  "email-changed": "Address changed",
  "mail-test": "Test of your mail server",
  "mend-address": "Proof of a corrected address",
  "merge-people": "Two accounts come together",
  "payment-action-required": "The bank wants a confirmation",
  "payment-failed": "Payment failed",
  "renewals-failed": "Renewals that failed",
  "reset-password": "New password",
  "sale-digest": "A day’s sales",
  "sale-notice": "A sale",
  "sign-in-link": "Sign-in link",
  "team-joined": "Somebody joined the team",
  "trial-ending": "Trial ends soon",
  "verify-email": "Proof of an address",
  "card-expiring": "Card expires soon",
};

/** "receipt" -> "Receipt", "refund-receipt" -> "Refund receipt". */
export function mailName(kind: string): string {
  const words = kind.replaceAll("-", " ");
  return NAMES[kind] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** What a buyer or the creator may have sent once more: it speaks of what was bought or is due, and says the same on any day. */
export const AGAIN_KINDS: ReadonlySet<string> = new Set<EmailKind>(["receipt", "welcome", "gift", "certificate", "paid-twice", "refund-receipt", "renewal-receipt", "payment-failed", "payment-action-required", "membership-ended", "plan-changed"]);

export function canGoAgain(kind: string): boolean {
  return AGAIN_KINDS.has(kind);
}

/** What a creator is written to about their own store and can still act on, or must know of; the studio itself says what Stripe wants. */
const CREATORS: ReadonlySet<string> = new Set<EmailKind>(["dispute-opened", "dispute-closed", "fraud-warning", "payout-failed"]);

/** What was kept back and goes out by itself when the address is mended. */
export function goesLater(kind: string): boolean {
  return canGoAgain(kind) || CREATORS.has(kind);
}
