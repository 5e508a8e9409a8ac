import type { KeyPermission, MembershipPermission, SalePermission } from "~/integrations/stripe/restricted-key.server";
import { fail, ok, type Result } from "~/lib/result";

/** Why a text is not a key we would even send to Stripe. */
export type KeyFormProblem = "empty" | "secret_key" | "publishable_key" | "webhook_secret" | "not_a_key" | "other_mode";

const RESTRICTED_KEY = /^rk_(test|live)_[A-Za-z0-9_]{10,500}$/;

/** A key as somebody pasted it. Only restricted keys of this installation's mode pass. */
export function parseRestrictedKey(pasted: string, livemode: boolean): Result<string, KeyFormProblem> {
  const key = pasted.trim();
  if (key === "") return fail("empty");
  if (key.startsWith("sk_")) return fail("secret_key");
  if (key.startsWith("pk_")) return fail("publishable_key");
  if (key.startsWith("whsec_")) return fail("webhook_secret");
  const mode = RESTRICTED_KEY.exec(key)?.[1];
  if (!mode) return fail("not_a_key");
  return (mode === "live") === livemode ? ok(key) : fail("other_mode");
}

/** What may be shown of a key: enough to know it again in Stripe's list. */
export function keyHint(key: string): string {
  return `${key.slice(0, 8)}…${key.slice(-4)}`;
}

export interface PermissionWords {
  /** As it stands in Stripe's list when a key is made. */
  name: string;
  level: "Read" | "Write";
  /** What Lectern does with it. */
  why: string;
}

/** The rights a key needs, in the words of Stripe's own page and in the order of what they are for. */
export const PERMISSION_WORDS = {
  checkout_session_write: { name: "Checkout Sessions", level: "Write", why: "to open the page on which your buyers pay" },
  payment_intent_read: { name: "PaymentIntents", level: "Read", why: "to see that a payment has arrived" },
  charge_read: { name: "Charges and Refunds", level: "Read", why: "to see refunds and how somebody paid" },
  refund_write: { name: "Charges and Refunds", level: "Write", why: "to send money back to somebody who paid twice, and to see refunds and how somebody paid" },
  balance_transaction_read: { name: "Balance transaction sources", level: "Read", why: "to show Stripe's fee on each order" },
  account_read: { name: "Accounts (basic information)", level: "Read", why: "to know whose account it is and what Stripe wants from you" },
  webhook_write: { name: "Webhook Endpoints", level: "Write", why: "so that Stripe tells this site at once when somebody has paid" },
  event_read: { name: "Events", level: "Read", why: "to catch up when such a message was lost" },
  balance_read: { name: "Balance", level: "Read", why: "to show what is on its way to your bank" },
  payout_read: { name: "Payouts", level: "Read", why: "to show payouts, and to tell you when one fails" },
  subscription_read: { name: "Subscriptions", level: "Read", why: "to know which renewals an interruption would touch" },
  payment_method_configuration_read: { name: "Payment Method Configurations", level: "Read", why: "to show which ways to pay your buyers see" },
  payment_method_domain_write: { name: "Payment Method Domains", level: "Write", why: "to turn on Apple Pay and Google Pay for this site" },
} as const satisfies Record<SalePermission, PermissionWords>;

/** What memberships want beside them; without these a key sells everything that is paid once. */
export const MEMBERSHIP_PERMISSION_WORDS = {
  product_write: { name: "Products", level: "Write", why: "so that each tier has its name on invoices" },
  price_write: { name: "Prices", level: "Write", why: "to charge a tier again each month or year" },
  subscription_write: { name: "Subscriptions", level: "Write", why: "so that members can change, pause and end their membership" },
  invoice_write: { name: "Invoices", level: "Write", why: "to see each payment of a member, and to try one again that failed" },
  customer_write: { name: "Customers", level: "Write", why: "to keep a member's new payment details" },
  customer_portal_write: { name: "Customer portal", level: "Write", why: "so that members can update their card on Stripe's own page" },
} as const satisfies Record<MembershipPermission, PermissionWords>;

/** The words for any right. */
export const ALL_PERMISSION_WORDS: Record<KeyPermission, PermissionWords> = { ...PERMISSION_WORDS, ...MEMBERSHIP_PERMISSION_WORDS };

/** One of each row of Stripe's page: where a row stands for several rights, what is to be set there is the highest of them. */
export function oneOfEachRow<W extends PermissionWords>(rights: readonly W[]): W[] {
  const rows = new Map<string, W>();
  for (const right of rights) if (right.level === "Write" || !rows.has(right.name)) rows.set(right.name, right);
  return [...rows.values()];
}

/** Names of Stripe's that differ from what our own check of that right is called. */
const STRIPE_NAMES: Record<string, KeyPermission> = {
  checkout_session: "checkout_session_write", payment_intent: "payment_intent_read", charge: "refund_write", refund: "refund_write", balance_transaction_source: "balance_transaction_read",
  accounts_kyc_basic: "account_read", webhook: "webhook_write", event: "event_read", balance: "balance_read", payout: "payout_read", subscription: "subscription_write",
  payment_method_configuration: "payment_method_configuration_read", payment_method_domain: "payment_method_domain_write",
  product: "product_write", plan: "price_write", invoice: "invoice_write", customer: "customer_write", customer_portal: "customer_portal_write",
};

/**
 * Stripe's page for a new restricted key, with its name and every right we need already chosen. Relative to a Dashboard; the
 * query is what Stripe's own "share" link of that page makes.
 */
export const NEW_KEY_PAGE = `apikeys/create?${new URLSearchParams([
  ["name", "Lectern"],
  ...Object.entries(STRIPE_NAMES).map(([resource, name]) => ["permissions[]", `rak_${resource}_${ALL_PERMISSION_WORDS[name].level === "Write" ? "write" : "read"}`]),
])}`;

/** "“Charges and Refunds” (Read)" for Stripe's `rak_charge_read`; one we do not know is told as "a permission". */
export function permissionInWords(stripeName: string | null | undefined): string {
  const [, resource, level] = /^rak_(\w+)_(read|write)$/.exec(stripeName ?? "") ?? [];
  const known = resource && Object.hasOwn(STRIPE_NAMES, resource) ? STRIPE_NAMES[resource] : undefined;
  return known ? `“${ALL_PERMISSION_WORDS[known].name}” (${level === "write" ? "Write" : "Read"})` : "one of its permissions";
}

/** What the creator reads when a key is not taken, without those that need a list. */
export const KEY_PROBLEMS = {
  empty: "Paste the key you made at Stripe.",
  secret_key: "This is your secret key, which may do everything on your account. Do not give it to any site. Make a restricted key instead; it begins with rk_.",
  publishable_key: "This is your publishable key, which cannot take payments. Make a restricted key; it begins with rk_.",
  webhook_secret: "This is the secret of a webhook. Make a restricted key on Stripe's page of API keys; it begins with rk_.",
  not_a_key: "This does not look like a restricted key. It begins with rk_ and is copied whole from Stripe's page of API keys.",
  unknown_key: "Stripe does not know this key, or it was revoked. Copy it again, or make a new one.",
  other_account: "This key belongs to another Stripe account. To renew the key, make the new one on the same account; to use the other account, connect it as an account of its own.",
  taken: "The account of this key sells for another store here. One Stripe account can be connected to one store at a time; disconnect it there first.",
  no_https: "Stripe sends live messages to https addresses only, and this site is not on one. Whoever runs this site must give it an https address first.",
  endpoint_refused: "Stripe does not accept this site's address for its messages: it must be a public https address. Without these messages a sale could go unnoticed, so the key was not kept.",
  too_many: "Many keys were tried here just now, so this one was not. Wait ten minutes, then give it again.",
  unreachable: "Stripe did not answer, so the key could not be checked and was not kept. Try again in a minute.",
} as const satisfies Record<Exclude<KeyFormProblem, "other_mode">, string> & Record<string, string>;

/** A key of Stripe's other mode. */
export function otherModeText(livemode: boolean): string {
  return livemode
    ? "This is a key for Stripe's test mode, and this site runs in live mode. Switch Stripe's page to live and make a key there; it begins with rk_live_."
    : "This is a live key, and this site runs in test mode. Switch Stripe's page to test mode and make a key there; it begins with rk_test_.";
}
