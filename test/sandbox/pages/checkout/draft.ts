import type { CheckoutView } from "../../control/money";
import { SandboxError } from "../../engine/errors";
import { testMethod } from "../../stripe/cards";
import type { SandboxPageCall } from "../../sandbox";
import { countryOptions, type Form } from "../kit/form";
import { taxNumberOf } from "./tax-number";

export const CARDS = [
  ["4242 4242 4242 4242", "Succeeds"],
  ["4000 0000 0000 0002", "Is declined"],
  ["4000 0000 0000 9995", "Insufficient funds"],
  ["4000 0027 6000 3184", "Asks for authentication"],
  ["4000 0000 0000 0341", "Fails later"],
] as const;
export const IBAN = "DE89 3704 0044 0532 0130 00";

/** What the buyer has typed so far. */
export interface Draft {
  email: string;
  /** The seller knows the address already, and Stripe lets nobody change it. */
  emailLocked: boolean;
  name: string;
  phone: string;
  method: "card" | "sepa_debit";
  number: string;
  expiry: string;
  cvc: string;
  iban: string;
  country: string;
  line1: string;
  city: string;
  postalCode: string;
  /** Where the session collects them. */
  business: string;
  taxId: string;
  terms: boolean;
  code: string;
}

/** The form before anybody touched it. */
export function freshDraft(call: SandboxPageCall, { session, account }: CheckoutView): Draft {
  const customerId = typeof session.customer === "string" ? session.customer : session.customer?.id;
  const customer = customerId ? call.engine.find(account.id, "customer", customerId) : undefined;
  const known = customer && !customer.deleted ? customer : undefined;
  const email = session.customer_email ?? known?.email ?? "";
  const country = known?.address?.country ?? call.engine.account(account.id)?.account.country ?? "US";
  return {
    email: email || (session.customer_details?.email ?? ""),
    emailLocked: email !== "",
    name: known?.name ?? session.customer_details?.name ?? "",
    phone: known?.phone ?? "",
    method: session.payment_method_types.includes("card") ? "card" : "sepa_debit",
    number: "",
    expiry: "12 / 34",
    cvc: "123",
    iban: "",
    country: countryOptions.some(([code]) => code === country) ? country : "US",
    line1: "",
    city: "",
    postalCode: "",
    business: "",
    taxId: "",
    terms: false,
    code: "",
  };
}

/** What a form sent, on top of what is known. A number that is not a test number is never written back into a page. */
export function draftFrom(form: Form, fresh: Draft): Draft {
  const number = form.get("number");
  const iban = form.get("iban");
  return {
    ...fresh,
    email: fresh.emailLocked ? fresh.email : form.get("email"),
    name: form.get("name"),
    phone: form.get("phone"),
    method: form.get("method") === "sepa_debit" ? "sepa_debit" : "card",
    number: testMethod({ number }) ? number : "",
    expiry: form.get("expiry"),
    cvc: form.get("cvc"),
    iban: testMethod({ number: iban }) ? iban : "",
    country: form.get("country") || fresh.country,
    line1: form.get("line1"),
    city: form.get("city"),
    postalCode: form.get("postal_code"),
    business: form.get("business"),
    taxId: form.get("tax_id"),
    terms: form.has("terms"),
    code: form.get("code"),
  };
}

export type Outcome = { kind: "paid"; redirectTo: string | null } | { kind: "again"; problem?: string; draft: Draft } | { kind: "authenticate" };

/** Does what the pressed button says. @throws {SandboxError} in words for the buyer */
export function press(call: SandboxPageCall, view: CheckoutView, form: Form, draft: Draft): Outcome {
  const { control } = call;
  const session = view.session.id;
  const intent = form.get("intent");
  if (intent.startsWith("fill:")) {
    const number = intent.slice(5);
    return {
      kind: "again",
      draft: number === IBAN ? { ...draft, method: "sepa_debit", iban: IBAN } : { ...draft, method: "card", number, expiry: "12 / 34", cvc: "123" },
    };
  }
  // Enter in the code's field means the code, not the payment: nobody pays a total they have not seen.
  if (intent === "apply" || (intent === "pay" && draft.code && view.session.allow_promotion_codes)) {
    if (!draft.code) throw new SandboxError("Enter a promotion code.");
    control.checkout.applyPromotionCode({ session, code: draft.code });
    return { kind: "again", draft: { ...draft, code: "" } };
  }
  if (intent === "authenticated" || intent === "not_authenticated") {
    return after(control.checkout.authenticate({ session, result: intent === "authenticated" ? "succeed" : "fail" }), draft);
  }
  if (intent !== "pay") throw new SandboxError("The sandbox does not know this button.");
  const free = needsNoMethod(view);
  const number = draft.method === "card" ? form.get("number") : form.get("iban");
  if (!free && !number) throw new SandboxError(draft.method === "card" ? "Enter a card number." : "Enter an IBAN.");
  if (view.session.billing_address_collection === "required" && !(draft.line1 && draft.city && draft.postalCode))
    throw new SandboxError("Enter your whole billing address.");
  if (view.session.phone_number_collection?.enabled && !draft.phone) throw new SandboxError("Enter your phone number.");
  const address = { country: draft.country, line1: draft.line1 || null, city: draft.city || null, postal_code: draft.postalCode || null };
  return after(
    control.checkout.pay({
      session,
      address,
      termsAccepted: draft.terms,
      ...taxNumberOf(view, draft),
      ...(free ? {} : { number }),
      ...(draft.email ? { email: draft.email } : {}),
      ...(draft.name ? { name: draft.name } : {}),
      ...(draft.phone ? { phone: draft.phone } : {}),
    }),
    draft,
  );
}

function after(result: ReturnType<SandboxPageCall["control"]["checkout"]["pay"]>, draft: Draft): Outcome {
  if (result.status === "complete") return { kind: "paid", redirectTo: result.redirectTo };
  return result.status === "declined" ? { kind: "again", problem: result.message, draft } : { kind: "authenticate" };
}

/** Nothing to pay and nothing to come: no card is asked for. */
export function needsNoMethod({ session }: CheckoutView): boolean {
  return session.amount_total === 0 && (session.mode === "payment" || session.payment_method_collection === "if_required");
}
