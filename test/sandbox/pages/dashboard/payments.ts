import type Stripe from "stripe";
import { SandboxError } from "../../engine/errors";
import { idOf } from "../../engine/operation";
import type { AccountRecord } from "../../engine/state";
import type { SandboxPageCall } from "../../sandbox";
import { field, hidden } from "../kit/form";
import { type Content, html, type Html, safeUrl } from "../kit/html";
import { latest, majorUnits, moment, money, plain } from "../kit/words";
import { sectionPath } from "./frame";

export function chargeTags(charge: Stripe.Charge): Html {
  const refunded = charge.refunded ? "Refunded" : charge.amount_refunded > 0 ? "Partly refunded" : null;
  return html`<span class="row">
    ${charge.status === "succeeded" ? html`<span class="tag good">Paid</span>` : charge.status === "pending" ? html`<span class="tag warn">On its way</span>` : html`<span class="tag bad">Failed</span>`}
    ${refunded && html`<span class="tag">${refunded}</span>`}${charge.disputed && html`<span class="tag bad">Disputed</span>`}</span>`;
}

function canRefund(charge: Stripe.Charge): boolean {
  return charge.status === "succeeded" && charge.amount_refunded < charge.amount_captured;
}

export function paymentList({ control }: SandboxPageCall, record: AccountRecord): Content {
  const { id } = record.account;
  const charges = control.payments.listCharges({ account: id });
  if (charges.length === 0) return html`<div class="card"><h2>No payments yet</h2><p class="muted">They appear here as soon as somebody pays.</p></div>`;
  return html`<div class="card"><div class="between"><h2>Payments</h2>
    ${charges.length > 50 && html`<p class="muted small">The latest 50 of ${charges.length}</p>`}</div>
    <div class="scroll" tabindex="0" role="region" aria-label="Payments"><table><thead><tr><th scope="col">When</th><th scope="col">Buyer</th>
    <th scope="col">Amount</th><th scope="col">State</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead><tbody>
${latest(charges).map(
  (charge) => html`<tr><td class="nowrap"><a href="${sectionPath(id, `payments/${idOf(charge.payment_intent) ?? charge.id}`)}">
  ${moment(charge.created)}</a></td><td class="break">${charge.billing_details.email ?? "-"}</td><td class="amount">
  ${money(charge.amount, charge.currency)}</td><td>${chargeTags(charge)}</td><td>
  ${
    canRefund(charge) &&
    html`<form class="row" method="post" action="${sectionPath(id, "payments")}">${hidden({ charge: charge.id })}
  <button class="small" name="intent" value="refund" aria-label="Refund ${money(charge.amount - charge.amount_refunded, charge.currency)} to ${charge.billing_details.email ?? "the buyer"}">Refund</button>
  <a class="button small" href="${sectionPath(id, `payments/${idOf(charge.payment_intent) ?? charge.id}`)}#refund" aria-label="Refund a part to ${charge.billing_details.email ?? "the buyer"}">Part</a>
  </form>`
  }</td></tr>`,
)}
</tbody></table></div></div>`;
}

/** A payment by the id of its intent, charge, session or dispute: whatever the app links to. */
export function findCharge({ engine, control }: SandboxPageCall, account: string, id: string): Stripe.Charge {
  const { dispute, "checkout.session": sessions, payment_intent: intents } = engine.bucket(account);
  const intent = id.startsWith("cs_") ? idOf(sessions[id]?.payment_intent ?? null) : id.startsWith("dp_") ? idOf(dispute[id]?.payment_intent ?? null) : id;
  const charges = control.payments.listCharges({ account });
  const wanted = idOf(intents[intent ?? ""]?.latest_charge ?? null) ?? intent;
  const found = charges.find((charge) => charge.id === wanted);
  if (!found) throw new SandboxError(id.startsWith("pi_") && intents[id] ? "Nobody has paid this yet." : `This account has no payment ${id}.`);
  return found;
}

export function paymentDetail(call: SandboxPageCall, record: AccountRecord, charge: Stripe.Charge): Content {
  const { refund, dispute, balance_transaction: transactions, "checkout.session": sessions } = call.engine.bucket(record.account.id);
  const booked = transactions[idOf(charge.balance_transaction) ?? ""];
  const refunds = Object.values(refund).filter((row) => row.charge === charge.id);
  const disputes = Object.values(dispute).filter((row) => row.charge === charge.id);
  const intent = idOf(charge.payment_intent);
  const session = Object.values(sessions).find((row) => intent !== null && idOf(row.payment_intent) === intent);
  const here = sectionPath(record.account.id, `payments/${intent ?? charge.id}`);
  const facts: [string, Content][] = [
    ["Buyer", `${charge.billing_details.name ?? ""} ${charge.billing_details.email ?? ""}`.trim() || "-"],
    ["When", `${moment(charge.created)} UTC`],
    ["Method", methodOf(charge)],
    ["Description", charge.description],
    ["Shows as", charge.calculated_statement_descriptor],
    ["Failure", charge.failure_message],
    [
      "Fees",
      booked
        ? `${money(booked.fee, booked.currency)} (${booked.fee_details.map((fee) => `${fee.description ?? fee.type} ${money(fee.amount, fee.currency)}`).join(", ")})`
        : null,
    ],
    ["Net", booked ? money(booked.net, booked.currency) : null],
    ["Payment", html`<span class="mono">${intent}</span>`],
    ["Charge", html`<span class="mono">${charge.id}</span>`],
    ["Checkout", session && html`<span class="mono">${session.id}</span>`],
    ["Receipt", charge.receipt_url && html`<a href="${safeUrl(charge.receipt_url)}">Show the receipt</a>`],
  ];
  return html`<p><a href="${sectionPath(record.account.id, "payments")}">All payments</a></p>
<div class="card"><div class="between"><h2 class="total amount">${money(charge.amount, charge.currency)}</h2>${chargeTags(charge)}</div>
  <dl class="facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></div>
${
  canRefund(charge) &&
  html`<form class="card stack" id="refund" method="post" action="${here}"><h2>Refund</h2>${hidden({ charge: charge.id })}
  ${field({ label: `Amount in ${charge.currency.toUpperCase()}`, name: "amount", value: majorUnits(charge.amount_captured - charge.amount_refunded, charge.currency), inputmode: "decimal", autocomplete: "off", hint: `Up to ${money(charge.amount_captured - charge.amount_refunded, charge.currency)} is left.` })}
  <p><button class="main" name="intent" value="refund">Refund this amount</button></p></form>`
}
${
  refunds.length > 0 &&
  html`<div class="card"><h2>Refunds</h2><ul class="lines">${refunds.map(
    (row) => html`<li><span>
  ${moment(row.created)} <span class="tag">${plain(row.status)}</span><br><code class="muted">${row.id}</code></span><span class="amount">
  ${money(row.amount, row.currency)}</span></li>`,
  )}</ul></div>`
}
${
  disputes.length > 0 &&
  html`<div class="card"><h2>Disputes</h2><ul class="lines">${disputes.map(
    (row) => html`<li><span>
  ${plain(row.reason)} <span class="tag ${row.status === "won" ? "good" : "bad"}">${plain(row.status)}</span><br><code class="muted">
  ${row.id}</code></span><span class="amount">${money(row.amount, row.currency)}</span></li>`,
  )}</ul>
  <p class="muted small">Win or lose it on the <a href="/control?account=${record.account.id}#payments">control page</a>.</p></div>`
}`;
}

function methodOf(charge: Stripe.Charge): string {
  const { card, sepa_debit: debit } = charge.payment_method_details ?? {};
  return card ? `${capital(plain(card.brand))} •••• ${card.last4 ?? ""}` : debit ? `Bank debit •••• ${debit.last4 ?? ""}` : "-";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
