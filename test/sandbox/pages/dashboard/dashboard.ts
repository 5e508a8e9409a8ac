import { SandboxError } from "../../engine/errors";
import type { AccountRecord } from "../../engine/state";
import type { SandboxPageCall } from "../../sandbox";
import { METHOD_NAMES } from "../../stripe/payment-methods";
import { accountName, accountTags, askedOf } from "../kit/account";
import { doAndReturn } from "../kit/flash";
import type { Form } from "../kit/form";
import { html } from "../kit/html";
import { page, redirect } from "../kit/layout";
import { get, post } from "../kit/routes";
import { minorUnits, money } from "../kit/words";
import { business, methods, overview, verification } from "./account";
import { dashboardPage, placeOf, sectionPath } from "./frame";
import { apiKeys, permissionsFrom } from "./api-keys";
import { balancePage, disputesPage, payouts } from "./money";
import { findCharge, paymentDetail, paymentList } from "./payments";

/** @param section where each account's link leads, when the address said that but not whose */
function list({ control, engine }: SandboxPageCall, section = ""): Response {
  const accounts = control.accounts.list();
  return page({
    title: "Dashboard",
    nav: "/dashboard",
    body: html`<h1>Stripe Dashboard</h1><p class="lead">What each account holder sees at the pretend Stripe.</p>
${
  accounts.length === 0 &&
  html`<div class="card"><h2>No accounts yet</h2>
  <p class="muted">Connect a store in ${engine.applicationName}, or make one on the <a href="/control#people">control page</a>.</p></div>`
}
<ul class="doors">${[...accounts]
      .reverse()
      .slice(0, 100)
      .map((record) => {
        const asked = askedOf(record).filter((item) => item.state !== "later").length;
        return html`<li><a href="${sectionPath(record.account.id, section)}"><strong>${accountName(record)}</strong><span class="muted small">
          ${record.account.country} · <span class="mono">${record.account.id}</span></span>${accountTags(record)}
          ${asked > 0 && html`<span class="small">${asked === 1 ? "Stripe asks for one thing" : `Stripe asks for ${asked} things`}</span>`}</a></li>`;
      })}</ul>`,
  });
}

function section(call: SandboxPageCall, record: AccountRecord, path: string[]): Response {
  const { url } = call;
  const [first = "", second = ""] = path;
  const show = (title: string, name: string, body: Parameters<typeof dashboardPage>[4]) => dashboardPage(url, record, title, name, body);
  if (path.length === 0 || first === "home" || first === "dashboard") return show("Overview", "", overview(call, record));
  if (first === "account" || (first === "settings" && second === "account")) return show("Verification", "account/status", verification(record));
  if (first === "settings" && (second === "public" || second === "business")) return show("Business", "settings/public", business(record));
  if (first === "payouts" || (first === "settings" && second === "payouts")) return show("Payouts", "settings/payouts", payouts(call, record));
  if (first === "settings" && second === "payment_methods") return show("Payment methods", "settings/payment_methods", methods(call, record));
  if (first === "balance") return show("Balance", "balance/overview", balancePage(call, record));
  if (first === "apikeys" || (first === "settings" && second === "apikeys")) return show("API keys", "apikeys", apiKeys(call, record));
  if (first === "disputes" && !second.includes("_")) return show("Disputes", "disputes", disputesPage(call, record));
  if (["payments", "charges", "disputes"].includes(first)) {
    return second.includes("_")
      ? show("Payment", "payments", paymentDetail(call, record, findCharge(call, record.account.id, second)))
      : show("Payments", "payments", paymentList(call, record));
  }
  return show("Overview", "", overview(call, record, "The sandbox has no such page of the Dashboard. This is the account it would belong to."));
}

/** An address without an account: found by the object it names, whoever owns that. */
function withoutAccount(call: SandboxPageCall, path: string[]): Response {
  const id = path.find((part) => /^(pi|ch|py|dp|cs)_/.test(part));
  const owner =
    id &&
    call.control.accounts.list().find(({ account }) => {
      const bucket = call.engine.bucket(account.id);
      return [bucket.payment_intent, bucket.charge, bucket.dispute, bucket["checkout.session"]].some((table) => Object.hasOwn(table, id));
    });
  if (owner) return redirect(sectionPath(owner.account.id, path.join("/")));
  return list(call, id || path.length === 0 ? "" : `${path.join("/")}${call.url.search}`);
}

/** Runs what a button of the Dashboard stands for. @returns what to say about it */
function act({ control }: SandboxPageCall, record: AccountRecord, form: Form): string {
  const account = record.account.id;
  switch (form.get("intent")) {
    case "provide":
      control.accounts.satisfy({ account, requirement: form.get("requirement") });
      return `Given: ${form.get("requirement")}`;
    case "provide_all":
      if (record.account.details_submitted) control.accounts.satisfy({ account });
      else control.accounts.completeOnboarding({ account });
      return "Everything was given. The account works.";
    case "business":
      control.accounts.configure({ account, businessName: form.get("business_name") || null, url: form.get("url") || null });
      return "Saved.";
    case "capability":
      control.accounts.setCapability({ account, capability: form.get("capability"), status: "active" });
      if (record.account.requirements?.disabled_reason === "action_required.requested_capabilities") control.accounts.satisfy({ account });
      return "Turned on.";
    case "bank":
      control.accounts.changeBank({ account });
      return "There is another bank account now.";
    case "method": {
      const method = METHOD_NAMES.find((name) => name === form.get("method"));
      if (!method) throw new SandboxError("There is no such payment method.");
      control.paymentMethods.set({ account, method, on: form.get("on") === "yes" });
      return form.get("on") === "yes" ? "Turned on." : "Turned off.";
    }
    case "instant_on":
    case "instant_off":
      control.accounts.configure({ account, instantPayouts: form.get("intent") === "instant_on" });
      return form.get("intent") === "instant_on" ? "Instant payouts are on." : "Instant payouts are off.";
    case "key_permissions":
      control.accounts.setRestrictedKeyPermissions({ key: form.get("key"), permissions: permissionsFrom(form) });
      return "Saved.";
    case "key_revoke":
      control.accounts.revokeRestrictedKey({ key: form.get("key") });
      return "Revoked. Whoever uses this key is refused from now on.";
    case "payout":
      return `${moneyOf(control.payouts.create({ account }))} is on its way to the bank.`;
    case "revoke":
      control.accounts.revoke({ account });
      return "The app was disconnected.";
    case "refund": {
      const id = form.get("charge");
      const charge = control.payments.listCharges({ account }).find((row) => row.id === id);
      if (!charge) throw new SandboxError(`This account has no payment ${id}.`);
      const amount = form.has("amount") ? minorUnits(form.get("amount"), charge.currency) : undefined;
      if (amount === null || amount === 0) throw new SandboxError("Enter an amount, for example 12.50.");
      return `Refunded ${moneyOf(control.payments.refund({ charge: id, ...(amount === undefined ? {} : { amount }) }))}.`;
    }
    default:
      throw new SandboxError("The sandbox does not know this button.");
  }
}

/** Shown at once and nowhere else, so this answer is the page itself. */
function newKey(call: SandboxPageCall, record: AccountRecord, form: Form): Response {
  const account = record.account.id;
  const { key } = call.control.accounts.createRestrictedKey({ account, name: form.get("name") || "Restricted key", permissions: permissionsFrom(form) });
  return dashboardPage(call.url, record, "API keys", "apikeys", apiKeys(call, record, key));
}

function moneyOf({ amount, currency }: { amount: number; currency: string }): string {
  return money(amount, currency);
}

/** A simple stand-in for each creator's own Stripe Dashboard, at the addresses of the real one. */
export const dashboardPages = [
  get("/dashboard", (call) => list(call)),
  get("/dashboard/*", (call) => {
    const { account, path } = placeOf(call.url);
    return account ? section(call, call.control.accounts.get({ account }), path) : withoutAccount(call, path);
  }),
  post("/dashboard/*", (call, form) => {
    const { account } = placeOf(call.url);
    const record = call.control.accounts.get({ account: account ?? "" });
    if (form.get("intent") === "key_create") return newKey(call, record, form);
    return doAndReturn(call.url.pathname, () => act(call, record, form));
  }),
];
