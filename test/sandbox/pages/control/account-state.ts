import type Stripe from "stripe";
import { SandboxError } from "../../engine/errors";
import type { AccountRecord } from "../../engine/state";
import { accountName, accountTags, askedOf, askedTag } from "../kit/account";
import { field, type Form, hidden, select } from "../kit/form";
import { html, type Html } from "../kit/html";
import { moment } from "../kit/words";
import { DISABLED_REASONS, ERROR_CODES, REQUIREMENT_KEYS } from "./catalogue";
import { type Desk, moveButton, moveForm, number, type Section } from "./frame";

const LISTS = ["currently_due", "past_due", "eventually_due", "pending_verification"] as const;
const DEADLINES = [
  ["", "No deadline"],
  ["0", "Leave as it is"],
  ["60", "In an hour"],
  ["1440", "In a day"],
  ["10080", "In a week"],
  ["43200", "In 30 days"],
  ["at", "At the moment below"],
] as const;

function require(desk: Desk, record: AccountRecord): Html {
  return moveForm(
    desk,
    "account",
    html`<h3>Require something</h3><div class="fields three">
${select({ label: "Requirement", name: "key", options: REQUIREMENT_KEYS, value: "individual.verification.document" })}
${field({ label: "Or another key", name: "other", autocomplete: "off", placeholder: "person_123.id_number" })}
${select({ label: "Where it stands", name: "list", options: LISTS })}
${select({ label: "Error code", name: "code", options: [["", "No error"], ...ERROR_CODES.map((code) => [code, code] as const)] })}
${field({ label: "What Stripe says about it", name: "reason", autocomplete: "off", placeholder: "The document is not readable." })}
${select({ label: "Deadline", name: "deadline", options: DEADLINES, value: "0" })}
${field({ label: "Deadline (UTC)", name: "moment", autocomplete: "off", placeholder: "2027-01-31 12:00" })}
${select({
  label: "Requirements",
  name: "future",
  options: [
    ["", "Of now"],
    ["yes", "Of the future"],
  ],
})}</div>
<p class="row">
  ${moveButton("require", "Require it", { main: true })}<span class="muted small">Deadline now: ${moment(record.account.requirements?.current_deadline)}</span>
  </p>`,
    "stack",
  );
}

function asked(desk: Desk, record: AccountRecord): Html {
  const items = askedOf(record);
  return html`<div><h3>What is asked for</h3>${
    items.length === 0
      ? html`<p class="muted">Nothing.</p>`
      : html`<ul class="lines">
    ${items.map(
      (item) =>
        html`<li><span><code>${item.key}</code> ${askedTag(item)}${
          item.reason &&
          html`<br><span class="small muted">
    ${item.reason}</span>`
        }</span>${moveForm(
          desk,
          "account",
          html`${hidden({ key: item.key })}
    ${moveButton("satisfy", "Give", { label: `Give ${item.key}` })}`,
        )}</li>`,
    )}</ul>`
  }
${moveForm(desk, "account", moveButton("satisfy_all", "Give everything"))}</div>`;
}

function switches(desk: Desk, record: AccountRecord): Html {
  const { account } = record;
  const capabilities = Object.keys(account.capabilities ?? {});
  return html`<div class="stack"><h3>Switches</h3>
${moveForm(
  desk,
  "account",
  html`${account.charges_enabled ? moveButton("charges_off", "Disable charges") : moveButton("charges_on", "Enable charges")}
    ${account.payouts_enabled ? moveButton("payouts_off", "Disable payouts") : moveButton("payouts_on", "Enable payouts")}
${record.heldByAnotherPlatform ? moveButton("not_held", "No longer held by another platform") : moveButton("held", "Hold by another platform")}
  ${record.hidesRequirements ? moveButton("show_requirements", "Show requirements to us") : moveButton("hide_requirements", "Hide requirements from us")}
${record.taxActive ? moveButton("tax_off", "Turn Stripe Tax off") : moveButton("tax_on", "Turn Stripe Tax on")}
  ${record.connected && moveButton("revoke", "Revoke the connection", { danger: true })}`,
)}
${moveForm(
  desk,
  "account",
  html`${select({ label: "Disabled reason", name: "disabled_reason", value: account.requirements?.disabled_reason ?? "", options: [["", "None"], ...DISABLED_REASONS.map((reason) => [reason, reason] as const)] })}
  ${moveButton("disabled_reason", "Set")}`,
  "row end",
)}
${moveForm(
  desk,
  "account",
  html`${select({ label: "Capability", name: "capability", options: capabilities.length > 0 ? capabilities : ["card_payments"] })}
  ${select({ label: "Status", name: "status", options: ["active", "inactive", "pending", "unrequested"] })}
  ${moveButton("capability", "Set")}`,
  "row end",
)}</div>`;
}

function deadlineOf(form: Form, now: number): number | null | undefined {
  const chosen = form.get("deadline");
  if (chosen === "") return null;
  if (chosen !== "at") return number(form, "deadline", 0) === 0 ? undefined : now + number(form, "deadline", 0) * 60;
  const text = form.get("moment");
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(" ", "T")}Z`);
  if (Number.isNaN(at)) throw new SandboxError(`${text || "Nothing"} is not a moment. Write it as 2027-01-31 12:00.`);
  return Math.floor(at / 1000);
}

const chosen = (form: Form) => form.get("chosen");

export const accountState: Section = {
  id: "account",
  title: "Account",
  render(desk) {
    if (!desk.account) return html`<p class="muted">There is no account yet. Make one below.</p>`;
    const record = desk.control.accounts.get({ account: desk.account });
    return html`<div class="between"><p><strong>${accountName(record)}</strong> <span class="mono muted">${desk.account}</span></p>${accountTags(record)}</div>
<div class="grid two">${asked(desk, record)}${switches(desk, record)}</div>${require(desk, record)}`;
  },
  moves: {
    require(control, form) {
      const account = chosen(form);
      const record = control.accounts.get({ account });
      const future = form.get("future") === "yes";
      const current = (future ? record.account.future_requirements : record.account.requirements) ?? null;
      const key = form.get("other") || form.get("key");
      const list = LISTS.find((name) => name === form.get("list")) ?? "currently_due";
      const code = ERROR_CODES.find((name) => name === form.get("code"));
      const errors: Stripe.Account.Requirements.Error[] = (current?.errors ?? []).filter((error) => error.requirement !== key);
      if (code) errors.push({ code, reason: form.get("reason") || `Stripe could not accept ${key}.`, requirement: key });
      const deadline = deadlineOf(form, Math.floor(control.clock.get().now / 1000));
      control.accounts.setRequirements({
        account,
        future,
        requirements: { [list]: [...new Set([...(current?.[list] ?? []), key])], errors, ...(deadline === undefined ? {} : { current_deadline: deadline }) },
      });
      return `Stripe now asks for ${key}.`;
    },
    satisfy(control, form) {
      control.accounts.satisfy({ account: chosen(form), requirement: form.get("key") });
      return `Given: ${form.get("key")}.`;
    },
    satisfy_all(control, form) {
      control.accounts.satisfy({ account: chosen(form) });
      return "Everything was given. The account works.";
    },
    charges_on: (control, form) => said("Charges are on.", control.accounts.setCharges({ account: chosen(form), enabled: true })),
    charges_off: (control, form) => said("Charges are off.", control.accounts.setCharges({ account: chosen(form), enabled: false })),
    payouts_on: (control, form) => said("Payouts are on.", control.accounts.setPayouts({ account: chosen(form), enabled: true })),
    payouts_off: (control, form) => said("Payouts are off.", control.accounts.setPayouts({ account: chosen(form), enabled: false })),
    held: (control, form) =>
      said("Another platform holds this account now.", control.accounts.configure({ account: chosen(form), heldByAnotherPlatform: true })),
    not_held: (control, form) =>
      said("No other platform holds this account.", control.accounts.configure({ account: chosen(form), heldByAnotherPlatform: false })),
    hide_requirements: (control, form) =>
      said("The app no longer sees requirements.", control.accounts.configure({ account: chosen(form), hidesRequirements: true })),
    show_requirements: (control, form) => said("The app sees requirements.", control.accounts.configure({ account: chosen(form), hidesRequirements: false })),
    tax_on: (control, form) => said("Stripe Tax is on.", control.accounts.configure({ account: chosen(form), taxActive: true })),
    tax_off: (control, form) => said("Stripe Tax is off.", control.accounts.configure({ account: chosen(form), taxActive: false })),
    revoke: (control, form) => said("The connection was revoked.", control.accounts.revoke({ account: chosen(form) })),
    disabled_reason(control, form) {
      const reason = DISABLED_REASONS.find((name) => name === form.get("disabled_reason")) ?? null;
      control.accounts.setRequirements({
        account: chosen(form),
        requirements: { disabled_reason: reason },
        ...(reason ? {} : { charges: true, payouts: true }),
      });
      return reason ? `The account is disabled: ${reason}.` : "The account is no longer disabled.";
    },
    capability(control, form) {
      const status = (["active", "inactive", "pending", "unrequested"] as const).find((name) => name === form.get("status")) ?? "inactive";
      control.accounts.setCapability({ account: chosen(form), capability: form.get("capability"), status });
      return `${form.get("capability")} is ${status}.`;
    },
  },
};

/** For moves whose result nobody reads. */
export function said(text: string, _done: unknown): string {
  return text;
}
