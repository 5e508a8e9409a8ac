import type { AccountRecord, ApiKeyRecord } from "../../engine/state";
import type { SandboxPageCall } from "../../sandbox";
import { mask } from "../../stripe/authenticate";
import { grants } from "../../stripe/permissions";
import { field, type Form, hidden, select } from "../kit/form";
import { type Content, html, type Html } from "../kit/html";
import { notice } from "../kit/layout";
import { moment } from "../kit/words";
import { sectionPath } from "./frame";

/** The rows of Stripe's own page. Some stand for more than one kind of object. */
const ROWS = [
  ["Accounts (basic information)", ["accounts_kyc_basic"]],
  ["Balance", ["balance"]],
  ["Balance transaction sources", ["balance_transaction_source"]],
  ["Charges and Refunds", ["charge", "refund"]],
  ["Checkout Sessions", ["checkout_session"]],
  ["Coupons", ["coupon"]],
  ["Customer portal", ["customer_portal"]],
  ["Customers", ["customer"]],
  ["Disputes", ["dispute"]],
  ["Events", ["event"]],
  ["Invoices", ["invoice"]],
  ["Payment Method Configurations", ["payment_method_configuration"]],
  ["Payment Method Domains", ["payment_method_domain"]],
  ["Payment Methods", ["payment_method"]],
  ["PaymentIntents", ["payment_intent"]],
  ["Payouts", ["payout"]],
  ["Prices", ["plan"]],
  ["Products", ["product"]],
  ["Promotion Codes", ["promotion_code"]],
  ["Subscriptions", ["subscription"]],
  ["Webhook Endpoints", ["webhook"]],
] as const satisfies readonly (readonly [string, readonly string[]])[];

type Level = "none" | "read" | "write";

/** What the app asks for: a form that starts with it saves a person twenty choices. */
const ASKED_FOR: Readonly<Record<string, Level>> = {
  accounts_kyc_basic: "read",
  balance: "read",
  balance_transaction_source: "read",
  charge: "write",
  checkout_session: "write",
  event: "read",
  payment_intent: "read",
  payment_method_configuration: "read",
  payment_method_domain: "write",
  payout: "read",
  subscription: "read",
  webhook: "write",
};

const LEVELS: readonly (readonly [Level, string])[] = [
  ["none", "None"],
  ["read", "Read"],
  ["write", "Write"],
];

function levelOf(may: (permission: string) => boolean, resource: string): Level {
  return may(`rak_${resource}_write`) ? "write" : may(`rak_${resource}_read`) ? "read" : "none";
}

/** Where the choices start: at what the link says (`permissions[]=rak_…`, as Stripe's own link does), else at nothing, all, or what the app asks for. */
function startOf(url: URL): (resource: string) => Level {
  const linked = [...url.searchParams].filter(([key]) => /^permissions\[\d*\]$/.test(key)).map(([, value]) => value);
  if (linked.length > 0) return (resource) => levelOf((permission) => linked.includes(permission), resource);
  const start = url.searchParams.get("start");
  if (start === "none") return () => "none";
  if (start === "all") return () => "write";
  return (resource) => ASKED_FOR[resource] ?? "none";
}

function permissionFields(start: (resource: string) => Level): Html {
  return html`<div class="fields three">${ROWS.map(([name, [first]]) => select({ label: name, name: `level_${first}`, value: start(first), options: LEVELS }))}</div>`;
}

/** What the choices of a form give. */
export function permissionsFrom(form: Form): string[] {
  return ROWS.flatMap(([, resources]) => {
    const level = form.get(`level_${resources[0]}`);
    return level === "read" || level === "write" ? resources.map((resource) => `rak_${resource}_${level}`) : [];
  });
}

function keyRow(id: string, key: ApiKeyRecord): Html {
  const shown = mask(key.key);
  const may = (permission: string) => grants(key.permissions, key.missing, permission);
  return html`<div class="card stack"><div class="between"><h3>${key.name}</h3>
  ${key.revokedAt === null ? html`<span class="tag good">In use</span>` : html`<span class="tag bad">Revoked ${moment(key.revokedAt)}</span>`}</div>
<p class="mono">${shown}</p><p class="muted small">Made ${moment(key.createdAt)} UTC</p>
${
  key.revokedAt === null &&
  html`<details><summary>Permissions</summary><form method="post" action="${sectionPath(id, "apikeys")}" class="stack">${hidden({ key: key.key })}
${permissionFields((resource) => levelOf(may, resource))}<p><button class="main small" name="intent" value="key_permissions">Save permissions</button></p></form></details>
<form method="post" action="${sectionPath(id, "apikeys")}">${hidden({ key: key.key })}<button class="danger small" name="intent" value="key_revoke" aria-label="Revoke ${key.name}">Revoke</button></form>`
}</div>`;
}

/** The page of keys. `made` is a key that was made just now: Stripe shows it this once. */
export function apiKeys({ control, url }: SandboxPageCall, record: AccountRecord, made?: string): Content {
  const { id } = record.account;
  const here = sectionPath(id, "apikeys");
  const keys = [...control.accounts.restrictedKeys({ account: id })].reverse();
  const own = control.accounts.ownKeys({ account: id });
  return html`${
    made !== undefined &&
    html`<div class="card">${notice("good", html`<strong>The key is made.</strong> Copy it now: Stripe shows it only once.`)}
  ${field({ label: "Your new restricted key", name: "made", value: made, readonly: true })}</div>`
  }
<section class="card" aria-labelledby="standard-keys"><h2 id="standard-keys">Standard keys</h2>
<p class="muted">The secret key may do everything on this account. Whoever asks for it should get a restricted key instead.</p>
<dl class="facts"><dt>Publishable key</dt><dd class="mono">${own.publishableKey}</dd><dt>Secret key</dt><dd><details><summary>Reveal the secret key</summary><span class="mono">${own.secretKey}</span></details></dd></dl></section>
<h2>Restricted keys</h2>${keys.length === 0 && html`<p class="muted">There is none yet.</p>`}${keys.map((key) => keyRow(id, key))}
<section class="card" aria-labelledby="new-key"><h2 id="new-key">Create restricted key</h2>
<form method="post" action="${here}" class="stack">
${field({ label: "Key name", name: "name", value: url.searchParams.get("name") ?? "", autocomplete: "off", placeholder: "Lectern", maxlength: 100 })}
<fieldset><legend>Permissions</legend><p class="muted small">Start from <a href="${here}#new-key">what Lectern asks for</a>, <a href="${here}?start=none#new-key">nothing</a> or
  <a href="${here}?start=all#new-key">everything</a>.</p>
${permissionFields(startOf(url))}</fieldset>
<p><button class="main" name="intent" value="key_create">Create key</button></p></form></section>`;
}
