import type { AccountRole, PassedOver, PassedOverWhy, Selection } from "./select-account";

const ROLES: readonly string[] = ["offer_choice", "primary", "backup"] satisfies AccountRole[];
const PASSED = /^(offer_choice|primary|backup)_(disconnected|cannot_charge|currency|refused)@(\w+)$/;

/**
 * Why this account and no other, as it is kept on the order: the role, and who was passed over and why, e.g.
 * `backup:primary_cannot_charge@acn_01h…`. One line, so that it can also be read in a table of orders.
 */
export function accountReason({ role, passedOver }: Pick<Selection<unknown>, "role" | "passedOver">): string {
  return passedOver.length === 0 ? role : `${role}:${passedOver.map((one) => `${one.role}_${one.why}@${one.accountId}`).join(",")}`;
}

/** What `accountReason` wrote; null for what it never wrote (orders from before, free orders). */
export function readAccountReason(kept: string | null): { role: AccountRole; passedOver: PassedOver[] } | null {
  const [role = "", passed = ""] = (kept ?? "").split(":");
  if (!ROLES.includes(role)) return null;
  const passedOver = passed.split(",").flatMap((one) => {
    const [, of, why, accountId] = PASSED.exec(one) ?? [];
    return of && why && accountId ? [{ role: of as AccountRole, why: why as PassedOverWhy, accountId }] : [];
  });
  return { role: role as AccountRole, passedOver };
}

/**
 * The reason in words, e.g. "Sold through Backup GmbH because Main Ltd could not take payments." Null when there is nothing
 * to explain: the store's first account sold, as always.
 * @param seller the name of the account that sold
 * @param nameOf the name of another account of the store; null: it is not known any more
 * @param currency of the order, as shown
 * @param tense `then`: of a sale that was made; `now`: of the next one
 */
export function explainAccountReason(kept: string | null, seller: string, nameOf: (accountId: string) => string | null, currency: string, tense: "then" | "now" = "then"): string | null {
  const reason = readAccountReason(kept);
  if (!reason) return null;
  const because = reason.passedOver.map((one) => `${nameOf(one.accountId) ?? FORMER[one.role]} ${(tense === "then" ? WHY : WHY_NOW)[one.why](currency)}`);
  if (because.length === 0) return reason.role === "offer_choice" && tense === "then" ? `Sold through ${seller}, the account you chose for this offer.` : null;
  return `${tense === "then" ? "Sold through" : "New sales go to"} ${seller} because ${listed(because)}.`;
}

const FORMER: Record<AccountRole, string> = { offer_choice: "the account chosen for this offer", primary: "the store's primary account", backup: "another account" };

const WHY: Record<PassedOverWhy, (currency: string) => string> = {
  disconnected: () => "was not connected",
  cannot_charge: () => "could not take payments",
  currency: (currency) => `cannot take payments in ${currency}`,
  refused: () => "was refused by Stripe at that moment",
};

const WHY_NOW: typeof WHY = { ...WHY, disconnected: () => "is not connected", cannot_charge: () => "cannot take payments" };

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}
