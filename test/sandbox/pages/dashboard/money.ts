import type { AccountRecord } from "../../engine/state";
import type { SandboxPageCall } from "../../sandbox";
import { balanceOf } from "../../stripe/balance";
import { type Content, html, type Html } from "../kit/html";
import { notice } from "../kit/layout";
import { latest, moment, money, plain } from "../kit/words";
import { sectionPath } from "./frame";

function button(id: string, section: string, intent: string, text: string, kind = ""): Html {
  return html`<form method="post" action="${sectionPath(id, section)}"><button class="${kind}" name="intent" value="${intent}">${text}</button></form>`;
}

/** The bank account, when money goes there, and what was sent. */
export function payouts({ engine }: SandboxPageCall, record: AccountRecord): Content {
  const { account, externalAccount: bank } = record;
  const rows = Object.values(engine.bucket(account.id).payout);
  const schedule = account.settings?.payouts?.schedule;
  return html`${bank.status === "errored" && notice("bad", "The last payout came back: this bank account cannot be used. Nothing is paid out until there is another.")}
<div class="card"><div class="between"><h2>Bank account</h2>${bank.status === "errored" ? html`<span class="tag bad">Cannot be used</span>` : html`<span class="tag good">In use</span>`}</div>
<p>${bank.bankName} •••• ${bank.last4}</p><div class="row">${button(account.id, "settings/payouts", "bank", "Change the bank account", bank.status === "errored" ? "main" : "")}
${button(account.id, "settings/payouts", "payout", "Pay out now")}</div></div>
<div class="card"><h2>Schedule</h2><p>${
    schedule?.interval === "manual"
      ? "Only when somebody presses the button."
      : html`${plain(schedule?.interval)}${schedule?.weekly_anchor && html`, on ${schedule.weekly_anchor}`}${schedule?.monthly_anchor && html`, on day ${schedule.monthly_anchor}`},
  ${schedule?.delay_days} days after the payment.`
  }</p></div>
<div class="card"><h2>Payouts</h2>${
    rows.length === 0
      ? html`<p class="muted">Nothing has been paid out yet.</p>`
      : html`<ul class="lines">
  ${latest(rows).map(
    (row) => html`<li><span>
  ${moment(row.created)} <span class="tag ${row.status === "paid" ? "good" : row.status === "failed" ? "bad" : "warn"}">
  ${plain(row.status)}</span><br><code class="muted">${row.id}</code>${row.failure_message && html`<br><span class="small">${row.failure_message} <code>${row.failure_code}</code></span>`}</span><span class="amount">${money(row.amount, row.currency)}</span>
  </li>`,
  )}</ul>`
  }</div>`;
}

/** What is there, what is on its way, and getting it at once. */
export function balancePage({ engine }: SandboxPageCall, record: AccountRecord): Content {
  const { account } = record;
  const { available, pending } = balanceOf(engine, account.id);
  const codes = [...new Set([account.default_currency ?? "usd", ...available.keys(), ...pending.keys()])];
  return html`<div class="grid two"><section class="card" aria-label="Available"><h2>Available</h2><ul class="lines">${codes.map(
    (code) => html`<li><span>${code.toUpperCase()}</span><span class="amount">${money(available.get(code), code)}</span></li>`,
  )}</ul><p class="row">${button(account.id, "balance/overview", "payout", "Pay out now", "main")}</p></section>
<section class="card" aria-label="On its way"><h2>On its way</h2><ul class="lines">${codes.map(
    (code) => html`<li><span>${code.toUpperCase()}</span><span class="amount">${money(pending.get(code), code)}</span></li>`,
  )}</ul></section></div>
<div class="card"><h2>Instant payouts</h2><p class="muted">${
    record.instantPayouts ? "This account can be paid within minutes, for a fee." : "This account's bank cannot be paid at once."
  }</p>${button(account.id, "balance/overview", record.instantPayouts ? "instant_off" : "instant_on", record.instantPayouts ? "Turn instant payouts off" : "Turn instant payouts on")}</div>`;
}

/** Every dispute, the newest first. */
export function disputesPage({ engine }: SandboxPageCall, record: AccountRecord): Content {
  const { id } = record.account;
  const rows = latest(Object.values(engine.bucket(id).dispute));
  if (rows.length === 0) return html`<div class="card"><h2>No disputes</h2><p class="muted">Nobody has asked a bank for their money back.</p></div>`;
  return html`<div class="card"><h2>Disputes</h2><ul class="lines">${rows.map(
    (row) => html`<li><span><a href="${sectionPath(id, `disputes/${row.id}`)}">${plain(row.reason)}</a>
  <span class="tag ${row.status === "won" ? "good" : row.status === "lost" ? "bad" : "warn"}">${plain(row.status)}</span><br>
  <span class="muted small">${moment(row.created)}${row.evidence_details.due_by && html` · answer by ${moment(row.evidence_details.due_by)}`}</span></span>
  <span class="amount">${money(row.amount, row.currency)}</span></li>`,
  )}</ul><p class="muted small">Win or lose one on the <a href="/control?account=${id}#payments">control page</a>.</p></div>`;
}
