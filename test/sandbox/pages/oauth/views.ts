import type { AccountRecord, DashboardUser } from "../../engine/state";
import { countryOptions, field, hidden, select } from "../kit/form";
import { type Content, html, type Html } from "../kit/html";
import { notice, page } from "../kit/layout";

/** Stripe's words for an account that another platform controls: it cannot be picked, and no error reaches the app. */
export const HELD_ELSEWHERE = "This account is connected to another platform. Please create a new account.";

export interface Step {
  /** Who asks to be connected. */
  application: string;
  scope: "read_write" | "read_only";
  /** `/oauth/authorize?…` with everything the app sent: every form goes back there, so nothing is ever lost. */
  here: string;
  problem?: string | undefined;
}

function frame(step: Step, title: string, body: Content, status = 200): Response {
  return page({
    title,
    width: "narrow",
    status,
    body: html`<div class="card"><h1>${title}</h1>${step.problem && notice("bad", step.problem)}${body}</div>
<form method="post" action="${step.here}" class="leave">
  <p class="muted small">You are leaving ${step.application} for a moment. Nothing happens there until you agree.</p>
  <button name="intent" value="deny">Deny</button></form>`,
  });
}

export function signInPage(step: Step, users: readonly DashboardUser[], email: string, status?: number): Response {
  return frame(
    step,
    `Sign in to connect to ${step.application}`,
    html`
<p class="lead">Sign in as somebody who owns accounts at this pretend Stripe.</p>
<form method="post" action="${step.here}" class="stack">
${field({ label: "Email", name: "email", type: "email", value: email, autocomplete: "username", required: true })}
${field({ label: "Password", name: "password", type: "password", autocomplete: "current-password", required: true, hint: html`Unless you chose another, it is <code>sandbox</code>.` })}
<button class="main wide" name="intent" value="sign_in">Sign in</button>
</form>
${
  users.length > 0 &&
  html`<details open><summary>People the sandbox knows</summary><form method="post" action="${step.here}">
  ${users.map(personButton)}</form></details>`
}
<details><summary>Somebody new</summary><form method="post" action="${step.here}" class="stack">
${field({ label: "Name", name: "name", autocomplete: "off" })}
${field({ label: "New email", name: "email", type: "email", autocomplete: "off", required: true, value: users.some((user) => user.email === email) ? "" : email })}
${field({ label: "New password", name: "password", value: "sandbox", autocomplete: "off", required: true })}
<button name="intent" value="create_user">Create this person</button>
</form></details>`,
    status,
  );
}

function personButton(user: DashboardUser): Html {
  const count = user.accounts.length;
  return html`<button class="person" name="intent" value="as:${user.id}"><span><strong>Continue as ${user.name}</strong><span class="muted small">
    ${user.email} · ${count === 0 ? "no account yet" : count === 1 ? "1 account" : `${count} accounts`}</span></span></button>`;
}

export function choosePage(step: Step, user: DashboardUser, accounts: readonly AccountRecord[], chosen: string | null, status?: number): Response {
  const first =
    accounts.find((record) => record.account.id === chosen && !record.heldByAnotherPlatform) ?? accounts.find((record) => !record.heldByAnotherPlatform);
  return frame(
    step,
    `Connect an account to ${step.application}`,
    html`
${signedInAs(step, user)}
<form method="post" action="${step.here}" class="stack">
<fieldset><legend>Which account?</legend>${accounts.map((record) => accountChoice(record, record === first))}</fieldset>
<div><p class="label">${step.application} will be able to</p><ul class="muted">${
      step.scope === "read_write"
        ? html`<li>see this account's products, customers and payments</li><li>take payments and give refunds in its name</li>`
        : html`<li>see this account's products, customers and payments</li>`
    }</ul></div>
${hidden({ user: user.id })}
<button class="main wide" name="intent" value="connect"${!first && html` disabled`}>Connect</button>
</form>
<form method="post" action="${step.here}">${hidden({ user: user.id })}<p class="stack">
  <button class="wide" name="intent" value="to_new">Create a new account</button></p></form>`,
    status,
  );
}

function signedInAs(step: Step, user: DashboardUser): Html {
  return html`<form method="post" action="${step.here}" class="between signed"><span class="muted">Signed in as ${user.email}</span>
    <button class="quiet small" name="intent" value="sign_out">Somebody else</button></form>`;
}

function accountChoice({ account, heldByAnotherPlatform: held, connected }: AccountRecord, checked: boolean): Html {
  const name = account.business_profile?.name ?? account.settings?.dashboard.display_name ?? "Unnamed account";
  const state = connected ? "connected already" : account.charges_enabled ? "ready to charge" : "has not finished its setup";
  return html`<label class="choice"><input type="radio" name="account" value="${account.id}"${checked && html` checked`}
    ${held && html` disabled`}><span><strong>${name}</strong><span class="muted small">
    ${account.country} · ${(account.default_currency ?? "").toUpperCase()} · <span class="mono">${account.id}</span>
    ${!held && html` · ${state}`}</span>${held && html`<span class="small">${HELD_ELSEWHERE}</span>`}</span></label>`;
}

export interface NewAccountDraft {
  businessName: string;
  country: string;
  currency: string;
  email: string;
  url: string;
  status: "complete" | "new";
}

export function newAccountPage(step: Step, user: DashboardUser, draft: NewAccountDraft, hasAccounts: boolean, status?: number): Response {
  return frame(
    step,
    "Create a new account",
    html`
${signedInAs(step, user)}
<form method="post" action="${step.here}" class="stack">
${field({ label: "Business name", name: "business_name", value: draft.businessName, required: true, autocomplete: "off", maxlength: 100 })}
${select({ label: "Country", name: "country", value: draft.country, options: countryOptions })}
${field({ label: "Website", name: "url", type: "url", value: draft.url, autocomplete: "off" })}
<fieldset><legend>How far along is it?</legend>
${(
  [
    ["complete", "Complete", "Everything given; it can take payments at once."],
    ["new", "New: needs onboarding", "Nothing given yet; it cannot take payments until it has."],
  ] as const
).map(
  ([value, title, text]) =>
    html`<label class="choice"><input type="radio" name="status" value="${value}"${draft.status === value && html` checked`}><span><strong>
      ${title}</strong><span class="muted small">${text}</span></span></label>`,
)}</fieldset>
${hidden({ user: user.id, email: draft.email, currency: draft.currency })}
<button class="main wide" name="intent" value="create_account">Create account</button>
</form>
${
  hasAccounts &&
  html`<form method="post" action="${step.here}">${hidden({ user: user.id })}
  <button class="quiet" name="intent" value="to_choose">Back to your accounts</button></form>`
}`,
    status,
  );
}
