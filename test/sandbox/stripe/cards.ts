import type Stripe from "stripe";

/** What a payment attempt comes to. */
export type Outcome = "success" | "declined" | "requires_authentication" | "delayed";

export interface TestMethod {
  type: "card" | "sepa_debit";
  number: string;
  brand: string;
  outcome: Outcome;
  decline?: { code: string; declineCode: string; message: string };
  /** Pays while the buyer is there, and never again. */
  failsLater?: boolean;
  /** Wants its holder every time, so that a renewal cannot take it alone. */
  asksAlways?: boolean;
}

const card = (number: string, outcome: Outcome, extra: Partial<TestMethod> = {}): TestMethod => ({
  type: "card",
  number,
  brand: brandOf(number),
  outcome,
  ...extra,
});
const declined = (declineCode: string, message: string, code = "card_declined") => ({ decline: { code, declineCode, message } });

/** Stripe's test numbers (https://docs.stripe.com/testing). The IBANs stand for the one delayed method the sandbox offers. */
const METHODS: readonly TestMethod[] = [
  card("4242424242424242", "success"),
  card("5555555555554444", "success"),
  card("378282246310005", "success"),
  card("4000000000000341", "success", { failsLater: true }),
  card("4000000000000002", "declined", declined("generic_decline", "Your card was declined.")),
  card("4000000000009995", "declined", declined("insufficient_funds", "Your card has insufficient funds.")),
  card("4000000000009987", "declined", declined("lost_card", "Your card was declined.")),
  card("4000000000000069", "declined", declined("expired_card", "Your card has expired.", "expired_card")),
  card("4000000000000127", "declined", declined("incorrect_cvc", "Your card's security code is incorrect.", "incorrect_cvc")),
  card(
    "4000000000000119",
    "declined",
    declined("processing_error", "An error occurred while processing your card. Try again in a little bit.", "processing_error"),
  ),
  card("4000002760003184", "requires_authentication", { asksAlways: true }),
  card("4000002500003155", "requires_authentication"),
  { type: "sepa_debit", number: "DE89370400440532013000", brand: "sepa_debit", outcome: "delayed" },
];

/** The number that stands for an outcome when a test does not care which card it is. */
const DEFAULT_NUMBER: Readonly<Record<Outcome, string>> = {
  success: "4242424242424242",
  declined: "4000000000000002",
  requires_authentication: "4000002760003184",
  delayed: "DE89370400440532013000",
};

/** @returns the method for a number (spaces ignored) or an outcome; null for a number Stripe's test mode does not know */
export function testMethod(choice: { number?: string; outcome?: Outcome }): TestMethod | null {
  const number = (choice.number ?? DEFAULT_NUMBER[choice.outcome ?? "success"]).replaceAll(/\s/g, "").toUpperCase();
  const found = METHODS.find((method) => method.number === number);
  return found ? { ...found, outcome: choice.outcome ?? found.outcome } : null;
}

/** The test number a saved method was made of: what a later charge comes to. */
export function methodOf(saved: Stripe.PaymentMethod): TestMethod | null {
  const tail = (saved.card?.fingerprint ?? "").replace("sandbox", "");
  const found = saved.type === "sepa_debit" ? METHODS.find((method) => method.type === "sepa_debit") : METHODS.find((method) => method.number.endsWith(tail) && tail !== "");
  return found ?? null;
}

/** What charging a saved method without its holder comes to: authentication given at the start lasts, unless the card asks every time. */
export function unattended(method: TestMethod): TestMethod {
  if (method.failsLater) return { ...method, outcome: "declined", decline: { code: "card_declined", declineCode: "generic_decline", message: "Your card was declined." } };
  if (method.outcome === "requires_authentication" && !method.asksAlways) return { ...method, outcome: "success" };
  return method.outcome === "delayed" ? { ...method, outcome: "success" } : method;
}

function brandOf(number: string): string {
  return number.startsWith("4") ? "visa" : number.startsWith("5") ? "mastercard" : "amex";
}

const checks = { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" };

export function paymentMethodFields(method: TestMethod): Pick<Stripe.PaymentMethod, "type" | "card" | "sepa_debit"> {
  if (method.type === "sepa_debit") {
    return {
      type: "sepa_debit",
      sepa_debit: {
        bank_code: "37040044",
        branch_code: "",
        country: "DE",
        fingerprint: "sandboxSepa00001",
        generated_from: null,
        last4: method.number.slice(-4),
      },
    };
  }
  return {
    type: "card",
    card: {
      brand: method.brand,
      checks,
      country: "US",
      display_brand: method.brand,
      exp_month: 12,
      exp_year: 2034,
      fingerprint: `sandbox${method.number.slice(-8)}`,
      funding: "credit",
      generated_from: null,
      last4: method.number.slice(-4),
      networks: { available: [method.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

export function chargeMethodDetails(method: TestMethod, authenticated: boolean): Stripe.Charge.PaymentMethodDetails {
  if (method.type === "sepa_debit") {
    return {
      type: "sepa_debit",
      sepa_debit: { bank_code: "37040044", branch_code: "", country: "DE", fingerprint: "sandboxSepa00001", last4: method.number.slice(-4), mandate: null },
    };
  }
  return {
    type: "card",
    card: {
      amount_authorized: null,
      authorization_code: "123456",
      brand: method.brand,
      checks,
      country: "US",
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: 2034,
      fingerprint: `sandbox${method.number.slice(-8)}`,
      funding: "credit",
      installments: null,
      last4: method.number.slice(-4),
      mandate: null,
      network: method.brand,
      network_transaction_id: "104557651805572",
      regulated_status: "unregulated",
      three_d_secure: authenticated
        ? {
            authentication_flow: "challenge",
            electronic_commerce_indicator: "05",
            exemption_indicator: null,
            result: "authenticated",
            result_reason: null,
            transaction_id: "sandbox-3ds",
            version: "2.2.0",
          }
        : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
