import type { CheckoutView } from "../../control/money";
import { countryOptions, field, hidden, select } from "../kit/form";
import { type Content, html, type Html } from "../kit/html";
import { notice } from "../kit/layout";
import { money } from "../kit/words";
import { CARDS, type Draft, IBAN, needsNoMethod } from "./draft";
import { taxNumberFields } from "./tax-number";

/** Where the form goes, and what it must bring along. */
export interface Target {
  action: string;
  hidden: Record<string, string>;
}

/** What is bought, for how much. */
export function orderSummary({ session, lineItems, account, promotionCode, trialDays }: CheckoutView): Html {
  const discount = session.total_details?.amount_discount ?? 0;
  const tax = session.total_details?.amount_tax ?? 0;
  if (session.mode === "setup")
    return html`<section aria-label="What this is for"><h1 class="what">Payment details for ${account.name}</h1>
<p class="muted">Nothing is charged now. The card is kept for what you pay ${account.name} later.</p></section>`;
  const rhythm = lineItems.map((item) => item.price.recurring).find(Boolean);
  const every = rhythm ? ` per ${rhythm.interval_count === 1 ? rhythm.interval : `${rhythm.interval_count} ${rhythm.interval}s`}` : "";
  const recurring = lineItems.reduce((sum, { price, quantity }) => sum + (price.recurring ? (price.unit_amount ?? 0) * (quantity ?? 1) : 0), 0);
  return html`<section aria-label="Your order">
<h1 class="what">${session.mode === "subscription" ? "Subscribe to" : "Pay"} ${account.name}</h1>
<p class="total amount">${money(session.amount_total, session.currency)}<span class="muted small">${!trialDays && every}</span></p>
${trialDays && html`<p class="muted">${trialDays} days free, then ${money(recurring, session.currency)}${every}.</p>`}
<ul class="lines">${lineItems.map(
    (item) => html`<li><span>${item.description}
  ${(item.quantity ?? 1) > 1 && html` <span class="muted">× ${item.quantity}</span>`}</span><span class="amount">
  ${money(item.amount_subtotal, item.currency)}</span></li>`,
  )}</ul>
${
  (discount > 0 || tax > 0) &&
  html`<dl class="sums">
<div><dt>Subtotal</dt><dd class="amount">${money(session.amount_subtotal, session.currency)}</dd></div>
${
  discount > 0 &&
  html`<div><dt>Discount${promotionCode && html` <span class="tag good">${promotionCode}</span>`}</dt>
  <dd class="amount">-${money(discount, session.currency)}</dd></div>`
}
${tax > 0 && html`<div><dt>Tax</dt><dd class="amount">${money(tax, session.currency)}</dd></div>`}
<div class="grand"><dt>Total due</dt><dd class="amount">${money(session.amount_total, session.currency)}</dd></div></dl>`
}
</section>`;
}

export function payForm(view: CheckoutView, draft: Draft, target: Target, problem?: string): Html {
  const { session } = view;
  const free = needsNoMethod(view);
  return html`<section aria-label="Payment">
${problem && notice("bad", problem)}
<form method="post" action="${target.action}" class="stack" data-pay autocomplete="off">
${hidden(target.hidden)}
<button class="hidden" name="intent" value="pay" tabindex="-1" aria-hidden="true">Pay</button>
${session.allow_promotion_codes && !view.promotionCode && promotion(draft)}
${field({ label: "Email", name: "email", type: "email", value: draft.email, readonly: draft.emailLocked, required: !draft.emailLocked, autocomplete: "email", ...(draft.emailLocked ? { hint: `Given by ${view.account.name}.` } : {}) })}
${session.phone_number_collection?.enabled && field({ label: "Phone", name: "phone", type: "tel", value: draft.phone, autocomplete: "tel", required: true })}
${!free && methods(view, draft)}
${free && field({ label: "Name", name: "name", value: draft.name, autocomplete: "name" })}
${
  session.billing_address_collection === "required" &&
  html`<div class="fields">
  ${field({ label: "Street address", name: "line1", value: draft.line1, autocomplete: "address-line1" })}<div class="fields halves">
  ${field({ label: "Postal code", name: "postal_code", value: draft.postalCode, autocomplete: "postal-code" })}
  ${field({ label: "City", name: "city", value: draft.city, autocomplete: "address-level2" })}</div></div>`
}
${select({ label: "Country", name: "country", value: draft.country, options: countryOptions })}
${taxNumberFields(view, draft)}
${
  session.consent_collection?.terms_of_service === "required" &&
  html`<label class="choice plain">
  <input type="checkbox" name="terms" value="yes"${draft.terms && html` checked`}><span>
  ${session.custom_text.terms_of_service_acceptance?.message ?? `I agree to the terms of ${view.account.name}.`}</span></label>`
}
<button class="main wide" name="intent" value="pay">${payLabel(view, free)}</button>
${session.custom_text.submit && html`<p class="muted small">${session.custom_text.submit.message}</p>`}
</form></section>`;
}

function payLabel({ session }: CheckoutView, free: boolean): string {
  if (session.mode === "setup") return "Save card";
  if (session.mode === "subscription") return "Subscribe";
  if (free) return "Complete order";
  const verb = session.submit_type === "donate" ? "Donate" : session.submit_type === "book" ? "Book" : "Pay";
  return `${verb} ${money(session.amount_total, session.currency)}`;
}

function promotion(draft: Draft): Html {
  return html`<div class="row end">${field({ label: "Promotion code", name: "code", value: draft.code, autocomplete: "off" })}
    <button name="intent" value="apply" formnovalidate>Apply</button></div>`;
}

function methods({ session }: CheckoutView, draft: Draft): Html {
  const offered = session.payment_method_types.filter((type): type is Draft["method"] => type === "card" || type === "sepa_debit");
  const only = offered.length === 1;
  return html`<fieldset><legend>${session.mode === "setup" ? "What to keep" : "How to pay"}</legend>${offered.map(
    (type) => html`<div class="method${only && " only"}"><label class="choice">
    <input type="radio" name="method" value="${type}"${(draft.method === type || only) && html` checked`}><span><strong>
    ${type === "card" ? "Card" : "Bank debit"}</strong>
    ${type === "sepa_debit" && html`<span class="muted small">The money takes days; it may not come.</span>`}</span></label><div class="inner fields">
    ${type === "card" ? card(draft) : debit(draft)}</div></div>`,
  )}</fieldset>`;
}

function card(draft: Draft): Content {
  return html`${field({ label: "Card number", name: "number", value: draft.number, inputmode: "numeric", autocomplete: "off", placeholder: "4242 4242 4242 4242" })}
<div class="row" role="group" aria-label="Test cards">${CARDS.map(([number, text]) => fill(number, text))}</div>
<div class="fields halves">${field({ label: "Expiry", name: "expiry", value: draft.expiry, autocomplete: "off" })}
  ${field({ label: "CVC", name: "cvc", value: draft.cvc, autocomplete: "off", inputmode: "numeric" })}</div>
${field({ label: "Name on card", name: "name", value: draft.name, autocomplete: "name" })}`;
}

function debit(draft: Draft): Content {
  return html`${field({ label: "IBAN", name: "iban", value: draft.iban, autocomplete: "off", placeholder: IBAN })}<div class="row">
    ${fill(IBAN, "Use the test account")}</div>`;
}

/** Works as a form button; the script of the page makes it instant. */
function fill(number: string, text: string): Html {
  return html`<button class="small" name="intent" value="fill:${number}" formnovalidate data-fill="${number}">${text}</button>`;
}

/** The buyer's bank asks. */
export function authenticationForm(view: CheckoutView, target: Target): Html {
  return html`<div class="card"><h1>Your bank asks: is it you?</h1>
<p>${
    view.session.mode === "setup"
      ? html`Keeping your card for ${view.account.name} waits for your word.`
      : html`A payment of <strong class="amount">${money(view.session.amount_total, view.session.currency)}</strong> to ${view.account.name} waits for your word.`
  }</p>
<form method="post" action="${target.action}" class="row">${hidden(target.hidden)}
  <button class="main" name="intent" value="authenticated">Complete authentication</button>
  <button name="intent" value="not_authenticated">Fail authentication</button></form></div>`;
}
