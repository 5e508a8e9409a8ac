/** Ids of our orders; others' software on the same account writes other things into the same fields. */
export const ORDER_ID = /^ord_[0-9a-z]{26}$/;

/** What is said of these is said of the account as a whole: all of them lead to one reading of it. */
const OF_THE_ACCOUNT: ReadonlySet<string> = new Set(["account", "application", "balance", "bank_account", "capability", "card", "payout", "person"]);

/**
 * What events about one thing have in common: two with the same key never run at once. The order as it stands in Stripe's
 * fields before the subscription, that before the payment, that before the object itself; for what concerns an account as a
 * whole, the account. Always within its account, since metadata can be written by anyone who uses one. A guess is enough:
 * that no older reading overwrites a newer one is held by the versions of the rows. Pure.
 * @param stripeAccountId null for the platform's own events
 */
export function subjectKeyOf(stripeAccountId: string | null, object: Record<string, unknown>): string {
  const account = stripeAccountId ?? "platform";
  const id = typeof object.object === "string" && OF_THE_ACCOUNT.has(object.object) ? null : (orderIn(object) ?? subscriptionIn(object) ?? idOf(object.payment_intent) ?? idOf(object.id));
  return id ? `${account}/${id}` : account;
}

/** `client_reference_id` of a session, metadata of the object itself, or the copy of the subscription's on an invoice. */
function orderIn(object: Record<string, unknown>): string | null {
  const details = subscriptionDetails(object);
  for (const id of [object.client_reference_id, partOf(object, "metadata")?.order_id, details && partOf(details, "metadata")?.order_id]) {
    if (typeof id === "string" && ORDER_ID.test(id)) return id;
  }
  return null;
}

function subscriptionIn(object: Record<string, unknown>): string | null {
  return object.object === "subscription" ? idOf(object.id) : (idOf(object.subscription) ?? idOf(subscriptionDetails(object)?.subscription));
}

/** An invoice names its subscription here: https://docs.stripe.com/api/invoices/object */
function subscriptionDetails(object: Record<string, unknown>): Record<string, unknown> | null {
  const parent = partOf(object, "parent");
  return parent && partOf(parent, "subscription_details");
}

function partOf(object: Record<string, unknown>, name: string): Record<string, unknown> | null {
  const part = object[name];
  return typeof part === "object" && part !== null ? (part as Record<string, unknown>) : null;
}

/** An id out of a field that Stripe gives as a string or expanded. */
export function idOf(field: unknown): string | null {
  if (typeof field === "string") return field;
  return typeof field === "object" && field !== null && "id" in field && typeof field.id === "string" ? field.id : null;
}
