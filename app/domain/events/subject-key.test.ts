import { describe, expect, test } from "vitest";
import { subjectKeyOf } from "./subject-key";

const ORDER = "ord_01kazzzzzzzzzzzzzzzzzzzzzz";
const key = (object: Record<string, unknown>, account: string | null = "acct_1") => subjectKeyOf(account, object);

describe("events about one thing have one key", () => {
  test("everything of one purchase that names its order", () => {
    const of = [
      { object: "checkout.session", id: "cs_1", client_reference_id: ORDER, payment_intent: "pi_1" },
      { object: "payment_intent", id: "pi_1", metadata: { order_id: ORDER } },
      { object: "charge", id: "ch_1", payment_intent: "pi_1", metadata: { order_id: ORDER } },
      { object: "subscription", id: "sub_1", metadata: { order_id: ORDER } },
      { object: "invoice", id: "in_1", parent: { subscription_details: { subscription: "sub_1", metadata: { order_id: ORDER } } } },
    ];
    expect(new Set(of.map((object) => key(object)))).toEqual(new Set([`acct_1/${ORDER}`]));
  });

  test("without an order: the subscription, else the payment, else the object", () => {
    expect(key({ object: "invoice", id: "in_1", parent: { subscription_details: { subscription: { id: "sub_1" } } } })).toBe("acct_1/sub_1");
    expect(key({ object: "subscription", id: "sub_1" })).toBe("acct_1/sub_1");
    for (const object of ["refund", "dispute", "radar.early_fraud_warning"]) expect(key({ object, id: "x_1", payment_intent: "pi_1", charge: "ch_1" })).toBe("acct_1/pi_1");
    expect(key({ object: "payment_intent", id: "pi_1" })).toBe("acct_1/pi_1");
    expect(key({ object: "customer", id: "cus_1" })).toBe("acct_1/cus_1");
  });

  test("what concerns the account is of the account", () => {
    for (const object of [{ object: "account", id: "acct_1" }, { object: "capability", id: "card_payments" }, { object: "application", id: "ca_1" }, { object: "payout", id: "po_1" }, {}]) {
      expect(key(object)).toBe("acct_1");
    }
    expect(key({ object: "balance" }, null)).toBe("platform");
  });

  test("what others write into our fields names nothing, and not another account's things", () => {
    expect(key({ object: "checkout.session", id: "cs_1", client_reference_id: "cart-77" })).toBe("acct_1/cs_1");
    expect(key({ object: "checkout.session", id: "cs_1", client_reference_id: ORDER }, "acct_2")).not.toBe(key({ object: "checkout.session", id: "cs_2", client_reference_id: ORDER }));
  });
});
