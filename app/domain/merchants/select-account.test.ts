import { describe, expect, test } from "vitest";
import { accountReason, explainAccountReason, readAccountReason } from "./account-reason";
import { canChargeIn, inOrder, selectAccount, type Selectable } from "./select-account";

const now = new Date("2026-11-21T12:00:00Z");
const one = (id: string, over: Partial<Selectable> = {}): Selectable => ({ id, status: "connected", chargesEnabled: true, isPrimary: false, position: 0, paymentCurrencies: [], connectedAt: now, ...over });
const main = (over: Partial<Selectable> = {}) => one("main", { isPrimary: true, ...over });
const off = { chargesEnabled: false };
const brl = { paymentCurrencies: ["brl"] };
const soon = new Date(now.getTime() + 1000);

describe("which account a sale is made on", () => {
  const table: [string, Selectable[], { offerChoice?: string; refused?: string[]; currency?: string }, string | null][] = [
    ["the primary one, however young", [one("a"), main({ connectedAt: soon })], {}, "main: primary"],
    ["the offer's own choice comes before it", [main(), one("a")], { offerChoice: "a" }, "a: offer_choice"],
    ["the primary as the offer's choice is the offer's choice", [main(), one("a")], { offerChoice: "main" }, "main: offer_choice"],
    ["a choice that cannot charge falls back to the primary", [main(), one("a", off)], { offerChoice: "a" }, "main: primary:offer_choice_cannot_charge@a"],
    ["a choice that is no longer connected, too", [main()], { offerChoice: "gone" }, "main: primary:offer_choice_disconnected@gone"],
    ["a choice that never takes the currency", [main(), one("a", brl)], { offerChoice: "a" }, "main: primary:offer_choice_currency@a"],
    ["then the backups, in the creator's order", [main(off), one("a", { position: 2 }), one("b", { position: 1, connectedAt: soon })], {}, "b: backup:primary_cannot_charge@main"],
    ["at the same place the longest connected", [main(off), one("a", { connectedAt: soon }), one("b")], {}, "b: backup:primary_cannot_charge@main"],
    ["at the same moment always the same", [main(off), one("b"), one("a")], {}, "a: backup:primary_cannot_charge@main"],
    ["a backup that is off is passed over", [main(off), one("a", off), one("b", { position: 1 })], {}, "b: backup:primary_cannot_charge@main,backup_cannot_charge@a"],
    ["a backup of a country with one currency sells in that only", [main(off), one("a", brl), one("b", { position: 1 })], {}, "b: backup:primary_cannot_charge@main,backup_currency@a"],
    ["and is taken for it", [main(off), one("a", brl)], { currency: "brl" }, "a: backup:primary_cannot_charge@main"],
    ["what Stripe refused just now is not asked again", [main(), one("a")], { refused: ["main"] }, "a: backup:primary_refused@main"],
    ["choice and primary both off", [main(off), one("a", off), one("b", { position: 1 })], { offerChoice: "a" }, "b: backup:offer_choice_cannot_charge@a,primary_cannot_charge@main"],
    ["disconnected ones never", [main({ status: "disconnected" }), one("a")], {}, "a: backup:primary_disconnected@main"],
    ["none that can", [main(off), one("a", { status: "disconnected" })], {}, null],
    ["none that can in this currency", [main(brl), one("a", brl)], {}, null],
    ["no accounts", [], {}, null],
  ];
  test.each(table)("%s", (_, accounts, { offerChoice, refused, currency = "eur" }, expected) => {
    const picked = selectAccount(accounts, currency, { offerChoice: offerChoice ?? null, refused: new Set(refused) });
    expect(picked && `${picked.account.id}: ${accountReason(picked)}`).toBe(expected);
    // The order in which they were given does not matter.
    expect(selectAccount([...accounts].reverse(), currency, { offerChoice: offerChoice ?? null, refused: new Set(refused) })?.account.id).toBe(picked?.account.id);
  });

  test("everyone who may sell, in order", () => {
    const order = inOrder([one("b", { position: 1 }), main(), one("a"), one("c", { position: 2 })], "c");
    expect(order.map(({ account, role }) => `${account.id} ${role}`)).toEqual(["c offer_choice", "main primary", "a backup", "b backup"]);
  });

  test("a currency list that is empty is not known, not none", () => {
    expect(canChargeIn(one("a"), "eur")).toBe(true);
    expect(canChargeIn(one("a", brl), "eur")).toBe(false);
    expect(canChargeIn(one("a", { ...brl, status: "disconnected" }), "brl")).toBe(false);
  });
});

describe("the reason on the order", () => {
  const nameOf = (id: string) => ({ main: "Main Ltd", acn_a: "Atelier" })[id] ?? null;
  const words = (kept: string | null) => explainAccountReason(kept, "Backup GmbH", nameOf, "EUR");
  test("is read as it was written", () => {
    expect(readAccountReason("backup:primary_cannot_charge@main,backup_currency@acn_a")).toEqual({
      role: "backup",
      passedOver: [{ role: "primary", why: "cannot_charge", accountId: "main" }, { role: "backup", why: "currency", accountId: "acn_a" }],
    });
    for (const foreign of [null, "", "backup_same_currency", "nonsense:x"]) expect(readAccountReason(foreign)).toBeNull();
  });
  test("is told in words, and only when there is something to tell", () => {
    expect(words("primary")).toBeNull();
    expect(words("offer_choice")).toBe("Sold through Backup GmbH, the account you chose for this offer.");
    expect(words("backup:primary_cannot_charge@main")).toBe("Sold through Backup GmbH because Main Ltd could not take payments.");
    expect(words("backup:offer_choice_currency@acn_a,primary_refused@main")).toBe("Sold through Backup GmbH because Atelier cannot take payments in EUR and Main Ltd was refused by Stripe at that moment.");
    expect(words("primary:offer_choice_disconnected@gone")).toBe("Sold through Backup GmbH because the account chosen for this offer was not connected.");
  });
});
