import type { SandboxPageCall } from "../../sandbox";
import type { AccountRecord } from "../../engine/state";
import { type Asked, askedOf, askedTag, requirementWords } from "../kit/account";
import { field, hidden } from "../kit/form";
import { type Content, html, type Html } from "../kit/html";
import { notice } from "../kit/layout";
import { moment, money, plain } from "../kit/words";
import { balanceOf } from "../../stripe/balance";
import { METHOD_NAMES, type MethodName } from "../../stripe/payment-methods";
import { sectionPath } from "./frame";

/** Why Stripe has stopped an account, when it has. */
function stoppedNotice({ account }: AccountRecord): Html | null {
  const reason = account.requirements?.disabled_reason;
  if (!reason) return null;
  const text = reason.startsWith("rejected.")
    ? "This account was closed. Giving more information does not open it again."
    : reason === "requirements.past_due"
      ? "Payments are paused until what is past due has been given."
      : "Payments are paused.";
  return notice("bad", html`${text} <code>${reason}</code>`);
}

function askedRow(record: AccountRecord, item: Asked): Html {
  const { id } = record.account;
  return html`<li><span><strong>${requirementWords(item.key, record)}</strong> ${askedTag(item)}<br><code class="muted">${item.key}</code>
    ${item.reason && html`<br><span class="small">${item.reason}</span>`}</span>
${
  item.state !== "being checked" &&
  html`<form method="post" action="${sectionPath(id, "account/status")}">${hidden({ requirement: item.key })}
  <button class="small" name="intent" value="provide" aria-label="Provide ${item.key}">Provide</button></form>`
}</li>`;
}

function peopleCard({ people }: AccountRecord): Html {
  return html`<section class="card" aria-labelledby="people"><h2 id="people">People</h2><ul class="lines">${people.map(
    (person) => html`<li><span><strong>${`${person.firstName ?? ""} ${person.lastName ?? ""}`.trim() || "No name given"}</strong> <span class="muted">
  ${person.roles.map(plain).join(", ")}</span><br><code class="muted">${person.id}</code></span>${person.hidden && html`<span class="tag">Name not shown to platforms</span>`}</li>`,
  )}</ul></section>`;
}

/** Verification: everything Stripe asks for, and a button to give it. */
export function verification(record: AccountRecord): Content {
  const { id, requirements, details_submitted: submitted } = record.account;
  const asked = askedOf(record);
  return html`${stoppedNotice(record)}
<div class="card"><div class="between"><h2>What Stripe asks for</h2>
  ${
    asked.length > 0 &&
    html`<form method="post" action="${sectionPath(id, "account/status")}">
  <button class="main small" name="intent" value="provide_all">Give everything asked</button></form>`
  }</div>
${requirements?.current_deadline && html`<p>Needed by <strong>${moment(requirements.current_deadline)} UTC</strong>.</p>`}
${asked.length === 0 ? html`<p class="muted">Nothing is asked for.</p>` : html`<ul class="lines">${asked.map((item) => askedRow(record, item))}</ul>`}
${!submitted && html`<p class="muted small">The owner of this account has not finished its setup yet.</p>`}</div>
${record.people.length > 0 && peopleCard(record)}`;
}

export function overview({ engine }: SandboxPageCall, record: AccountRecord, note?: string): Content {
  const { account } = record;
  const asked = askedOf(record).filter((item) => item.state !== "later");
  const { available, pending } = balanceOf(engine, account.id);
  const codes = [...new Set([account.default_currency ?? "usd", ...available.keys(), ...pending.keys()])];
  return html`${note && notice("warn", note)}${stoppedNotice(record)}
${
  asked.length > 0 &&
  html`<div class="notice warn between"><p>
  ${asked.length === 1 ? "Stripe asks for one thing." : `Stripe asks for ${asked.length} things.`}</p>
  <a href="${sectionPath(account.id, "account/status")}">See what</a></div>`
}
<div class="grid two"><section class="card" aria-label="Balance"><h2>Balance</h2><ul class="lines">${codes.map(
    (code) => html`<li><span>
  ${code.toUpperCase()}</span><span><span class="amount">
  ${money(available.get(code), code)}</span> <span class="muted small">available</span> · <span class="amount">
  ${money(pending.get(code), code)}</span> <span class="muted small">on its way</span></span></li>`,
  )}</ul></section>
<section class="card" aria-label="Account"><h2>Account</h2><dl class="facts"><dt>Email</dt><dd>${account.email ?? "-"}</dd><dt>Country</dt><dd>
  ${account.country ?? "-"}</dd><dt>Currency</dt><dd>${(account.default_currency ?? "").toUpperCase()}</dd><dt>Since</dt><dd>
  ${moment(account.created)}</dd></dl></section></div>
${apps(engine.applicationName, record)}`;
}

/** What may act on this account, and the way to throw it out. */
function apps(application: string, { account, connected, connectedAt, kind }: AccountRecord): Html {
  return html`<section class="card" aria-label="Installed apps"><h2>Installed apps</h2>${
    connected
      ? html`<div class="between"><p><strong>${application}</strong> <span class="muted">since ${moment(connectedAt)}</span></p>
        ${
          kind === "independent" &&
          html`<form method="post" action="${sectionPath(account.id)}">
        <button class="danger small" name="intent" value="revoke">Disconnect ${application}</button></form>`
        }</div>`
      : html`<p class="muted">No app is connected to this account.</p>`
  }</section>`;
}

export function business({ account }: AccountRecord): Content {
  const profile = account.business_profile;
  return html`<form class="card stack" method="post" action="${sectionPath(account.id, "settings/public")}"><h2>Business</h2>
${field({ label: "Business name", name: "business_name", value: profile?.name ?? "", autocomplete: "off" })}
${field({ label: "Website", name: "url", type: "url", value: profile?.url ?? "", autocomplete: "off" })}
<p><button class="main" name="intent" value="business">Save</button></p></form>`;
}

const METHOD_WORDS: Readonly<Record<MethodName, string>> = {
  card: "Cards",
  apple_pay: "Apple Pay",
  google_pay: "Google Pay",
  link: "Link",
  paypal: "PayPal",
  klarna: "Klarna",
  sepa_debit: "SEPA Direct Debit",
  ideal: "iDEAL",
  bancontact: "Bancontact",
  amazon_pay: "Amazon Pay",
  cashapp: "Cash App Pay",
  us_bank_account: "US bank account",
};

/** How buyers may pay; below it what the account may do at all, and the switch for what it may not. */
export function methods({ control, engine }: SandboxPageCall, { account }: AccountRecord): Content {
  const here = sectionPath(account.id, "settings/payment_methods");
  const states = control.paymentMethods.list({ account: account.id });
  const domains = Object.values(engine.bucket(account.id).payment_method_domain);
  const rows = Object.entries(account.capabilities ?? {});
  return html`<div class="card"><h2>Payment methods</h2><ul class="lines">${METHOD_NAMES.map((name) => {
    const { available, on } = states[name];
    return html`<li><span><strong>${METHOD_WORDS[name]}</strong>${on && !available && html`<br><span class="small muted">Not available to this account at the moment.</span>`}</span><span class="row">
    <span class="tag ${on && available ? "good" : ""}">${on ? "on" : "off"}</span>
    <form method="post" action="${here}">${hidden({ method: name, on: on ? "" : "yes" })}<button class="small" name="intent" value="method" aria-label="Turn ${METHOD_WORDS[name]} ${on ? "off" : "on"}">${on ? "Turn off" : "Turn on"}</button></form></span></li>`;
  })}</ul></div>
<div class="card"><h2>Domains for wallets</h2>${
    domains.length === 0
      ? html`<p class="muted">No host is registered. Apple Pay and Google Pay do not show in a checkout inside another page.</p>`
      : html`<ul class="lines">${domains.map(
          (domain) =>
            html`<li><span class="mono">${domain.domain_name}</span><span class="tag ${domain.enabled && domain.apple_pay.status === "active" ? "good" : "warn"}">Apple Pay ${domain.apple_pay.status}</span></li>`,
        )}</ul>`
  }</div>
<div class="card"><h2>Capabilities</h2><ul class="lines">${rows.map(
    ([name, status]) => html`<li><span><strong>
    ${name === "card_payments" ? "Card payments" : plain(name)}</strong><br><code class="muted">
    ${name}</code></span><span class="row"><span class="tag ${status === "active" ? "good" : "bad"}">${status}</span>
    ${
      status !== "active" &&
      html`<form method="post" action="${sectionPath(account.id, "settings/payment_methods")}">${hidden({ capability: name })}
    <button class="small" name="intent" value="capability">Turn on</button></form>`
    }</span></li>`,
  )}</ul></div>`;
}
