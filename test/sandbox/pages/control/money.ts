import type Stripe from "stripe";
import { SandboxError } from "../../engine/errors";
import { chargeTags } from "../dashboard/payments";
import { type Form, hidden } from "../kit/form";
import { html, type Html } from "../kit/html";
import { latest, minorUnits, moment, money, plain } from "../kit/words";
import { type Desk, moveButton, moveForm, type Section, table } from "./frame";
import { sectionPath } from "../dashboard/frame";

const REASONS = [
  "fraudulent",
  "product_not_received",
  "product_unacceptable",
  "duplicate",
  "credit_not_processed",
  "subscription_canceled",
  "unrecognized",
  "general",
];

/** What can still happen to a charge, each with its button. */
function fate(desk: Desk, charge: Stripe.Charge, disputes: readonly Stripe.Dispute[], refunds: readonly Stripe.Refund[]): Html {
  const open = disputes.find((dispute) => dispute.charge === charge.id && !["won", "lost", "warning_closed"].includes(dispute.status));
  const pending = refunds.find((refund) => refund.charge === charge.id && refund.status === "pending");
  const given = refunds.find((refund) => refund.charge === charge.id && refund.status === "succeeded");
  const who = `${money(charge.amount, charge.currency)} from ${charge.billing_details.email ?? "somebody"}`;
  const paid = charge.status === "succeeded";
  return moveForm(
    desk,
    "payments",
    html`${hidden({ charge: charge.id, dispute: open?.id ?? "", refund: pending?.id ?? given?.id ?? "" })}
${charge.status === "pending" && [moveButton("settle", "Money arrives", { label: `Money arrives: ${who}` }), moveButton("settle_failed", "Money does not come", { label: `Money does not come: ${who}` })]}
${
  paid &&
  !charge.refunded &&
  html`<input name="amount" aria-label="Amount to refund of ${who}; empty is all" placeholder="all" inputmode="decimal" class="tiny" autocomplete="off">
  ${moveButton("refund", "Refund", { label: `Refund ${who}` })}`
}
${pending && moveButton("settle_refund", "Refund arrives", { label: `Refund arrives: ${who}` })}
  ${(pending ?? given) && moveButton("fail_refund", "Refund fails", { label: `Refund fails: ${who}` })}
${
  paid &&
  !charge.disputed &&
  html`<select name="reason" aria-label="Reason of a dispute about ${who}" class="tiny">
  ${REASONS.map((reason) => html`<option value="${reason}">${plain(reason)}</option>`)}</select>
  ${moveButton("dispute", "Dispute", { label: `Dispute ${who}` })}
  ${moveButton("inquire", "Bank asks", { label: `Bank asks about ${who}` })}
  ${moveButton("warn", "Fraud warning", { label: `Fraud warning about ${who}` })}`
}
${open?.status.startsWith("warning_") && moveButton("escalate", "Becomes a dispute", { label: `Becomes a dispute: ${who}` })}
${open && [moveButton("win", "Seller wins", { label: `Seller wins: ${who}` }), moveButton("lose", "Seller loses", { label: `Seller loses: ${who}` })]}`,
  );
}

/** A delayed payment is settled by its session. */
function sessionOf(sessions: readonly Stripe.Checkout.Session[], charge: Stripe.Charge | undefined): string {
  const intent = typeof charge?.payment_intent === "string" ? charge.payment_intent : charge?.payment_intent?.id;
  const session = sessions.find((row) => row.payment_intent === intent);
  if (!intent || !session) throw new SandboxError("This payment did not come from a checkout.");
  return session.id;
}

function settle(control: Desk["control"], form: Form, result: "succeeded" | "failed"): void {
  const account = form.get("chosen");
  const charge = control.payments.listCharges({ account }).find((row) => row.id === form.get("charge"));
  control.checkout.settleDelayed({ session: sessionOf(control.checkout.list({ account }), charge), result });
}

export const payments: Section = {
  id: "payments",
  title: "Payments",
  render(desk) {
    if (!desk.account) return html`<p class="muted">Choose an account first.</p>`;
    const id = desk.account;
    const charges = desk.control.payments.listCharges({ account: id });
    const bucket = desk.call.engine.bucket(id);
    const disputes = Object.values(bucket.dispute);
    const refunds = Object.values(bucket.refund);
    const open = desk.control.checkout.list({ account: id }).filter((session) => session.status === "open");
    const intentId = (charge: Stripe.Charge) => (typeof charge.payment_intent === "string" ? charge.payment_intent : (charge.payment_intent?.id ?? charge.id));
    return html`${
      charges.length === 0
        ? html`<p class="muted">Nobody has paid yet.</p>`
        : table(
            "Payments",
            ["When", "Buyer", "Amount", "State", "Make happen"],
            latest(charges).map(
              (charge) =>
                html`<tr><td class="nowrap"><a href="${sectionPath(id, `payments/${intentId(charge)}`)}">${moment(charge.created)}</a></td>
                  <td class="break">${charge.billing_details.email ?? "-"}</td><td class="amount">${money(charge.amount, charge.currency)}</td><td>
                  ${chargeTags(charge)}</td><td>${fate(desk, charge, disputes, refunds)}</td></tr>`,
            ),
          )
    }
${charges.length > 50 && html`<p class="muted small">The latest 50 of ${charges.length}.</p>`}
${
  open.length > 0 &&
  html`<details><summary>Open checkouts (${open.length})</summary><ul class="lines">
  ${latest(open, 20).map(
    (session) => html`<li><span>
  ${money(session.amount_total, session.currency)} <span class="muted">until ${moment(session.expires_at)}</span><br><code class="muted">
  ${session.id.slice(0, 24)}…</code></span>${moveForm(
    desk,
    "payments",
    html`${hidden({ session: session.id })}
  ${moveButton("expire", "Expire", { label: `Expire ${session.id.slice(0, 24)}` })}`,
  )}</li>`,
  )}</ul></details>`
}`;
  },
  moves: {
    refund(control, form) {
      const charge = control.payments.listCharges({ account: form.get("chosen") }).find((row) => row.id === form.get("charge"));
      const amount = form.get("amount") && charge ? minorUnits(form.get("amount"), charge.currency) : undefined;
      if (amount === null || amount === 0) throw new SandboxError("Enter an amount, for example 12.50.");
      const refund = control.payments.refund({ charge: form.get("charge"), ...(amount === undefined ? {} : { amount }) });
      return `Refunded ${money(refund.amount, refund.currency)}.`;
    },
    settle(control, form) {
      settle(control, form, "succeeded");
      return "The money arrived.";
    },
    settle_failed(control, form) {
      settle(control, form, "failed");
      return "The money did not come.";
    },
    settle_refund(control, form) {
      control.payments.settleRefund({ refund: form.get("refund") });
      return "The refund reached the buyer.";
    },
    fail_refund(control, form) {
      control.payments.failRefund({ refund: form.get("refund") });
      return "The refund failed; the money is back with the seller.";
    },
    dispute(control, form) {
      control.payments.openDispute({ charge: form.get("charge"), reason: form.get("reason") || "fraudulent" });
      return "The buyer's bank took the money back for now.";
    },
    inquire(control, form) {
      control.payments.openDispute({ charge: form.get("charge"), reason: form.get("reason") || "general", inquiry: true });
      return "The buyer's bank asks about it. No money was taken.";
    },
    escalate(control, form) {
      control.payments.escalateInquiry({ dispute: form.get("dispute") });
      return "The bank's question has become a dispute.";
    },
    warn(control, form) {
      control.payments.warnOfFraud({ charge: form.get("charge") });
      return "The card's bank has warned of fraud.";
    },
    win(control, form) {
      control.payments.closeDispute({ dispute: form.get("dispute"), result: "won" });
      return "The seller won the dispute.";
    },
    lose(control, form) {
      control.payments.closeDispute({ dispute: form.get("dispute"), result: "lost" });
      return "The seller lost the dispute.";
    },
    expire(control, form) {
      control.checkout.expire({ session: form.get("session") });
      return "The checkout has expired.";
    },
  },
};
