/**
 * What a restricted key needs for each operation, by Stripe's own names as they stand in its refusals (`rak_…`). They follow the Dashboard's list of
 * permissions, not the API's: prices are still called plans there, balance transactions "balance transaction sources", and whoever may write may read.
 * The account itself is "KYC basic": the one that a key made with read-everything often lacks.
 */
const RESOURCES: Readonly<Record<string, string>> = {
  accounts: "accounts_kyc_basic",
  accountLinks: "account_link",
  applicationFees: "application_fee",
  balance: "balance",
  balanceTransactions: "balance_transaction_source",
  "billingPortal.configurations": "customer_portal",
  "billingPortal.sessions": "customer_portal",
  charges: "charge",
  "checkout.sessions": "checkout_session",
  countrySpecs: "country_spec",
  coupons: "coupon",
  customers: "customer",
  disputes: "dispute",
  events: "event",
  invoicePayments: "invoice",
  invoices: "invoice",
  paymentIntents: "payment_intent",
  paymentMethodConfigurations: "payment_method_configuration",
  paymentMethodDomains: "payment_method_domain",
  paymentMethods: "payment_method",
  payouts: "payout",
  prices: "plan",
  products: "product",
  promotionCodes: "promotion_code",
  "radar.earlyFraudWarnings": "early_fraud_warning",
  refunds: "refund",
  setupIntents: "setup_intent",
  subscriptions: "subscription",
  webhookEndpoints: "webhook",
};

/** Country specs are public knowledge; any key may read them. */
const FREE = new Set(["countrySpecs.list", "countrySpecs.retrieve"]);

/**
 * The permission an operation needs, or null when any key will do.
 * @param name as in the SDK, e.g. `checkout.sessions.create`
 * @throws {Error} for an operation nobody has given a permission: a gap here would let a restricted key do too much
 */
export function permissionFor(name: string, method: "GET" | "POST" | "DELETE"): string | null {
  if (FREE.has(name)) return null;
  const resource = RESOURCES[name.slice(0, name.lastIndexOf("."))];
  if (!resource) throw new Error(`The operation ${name} has no permission; add it to stripe/permissions.ts.`);
  return `rak_${resource}_${method === "GET" ? "read" : "write"}`;
}

/** Every permission the sandbox knows, for the page that makes keys. */
export const PERMISSIONS: readonly string[] = [...new Set(Object.values(RESOURCES))]
  .filter((resource) => resource !== "country_spec" && resource !== "account_link" && resource !== "application_fee")
  .flatMap((resource) => [`rak_${resource}_read`, `rak_${resource}_write`])
  .sort();

/** Writing includes reading, as the Dashboard's "Write" does. */
export function grants(permissions: readonly string[] | "all", missing: readonly string[], needed: string): boolean {
  if (missing.includes(needed)) return false;
  return permissions === "all" || permissions.includes(needed) || permissions.includes(needed.replace(/_read$/, "_write"));
}
