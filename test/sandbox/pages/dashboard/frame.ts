import type { AccountRecord } from "../../engine/state";
import { accountName, accountTags } from "../kit/account";
import { flash } from "../kit/flash";
import { type Content, html } from "../kit/html";
import { page } from "../kit/layout";

/** Where an address of the Dashboard leads. Stripe writes `/acct_…/test/payments/pi_…`; account and `test` may be missing. */
export interface Place {
  account: string | null;
  /** `['payments', 'pi_…']` */
  path: string[];
}

export function placeOf(url: URL): Place {
  const parts = url.pathname.split("/").slice(2).filter(Boolean);
  const account = parts[0]?.startsWith("acct_") ? (parts.shift() ?? null) : null;
  if (parts[0] === "test") parts.shift();
  return { account, path: parts };
}

const SECTIONS = [
  ["", "Overview"],
  ["account/status", "Verification"],
  ["settings/public", "Business"],
  ["payments", "Payments"],
  ["disputes", "Disputes"],
  ["balance/overview", "Balance"],
  ["settings/payouts", "Payouts"],
  ["settings/payment_methods", "Payment methods"],
  ["apikeys", "API keys"],
] as const;

export function sectionPath(account: string, section = ""): string {
  return `/dashboard/${account}/test${section && `/${section}`}`;
}

/** One page of an account's Dashboard. */
export function dashboardPage(url: URL, record: AccountRecord, title: string, section: string, body: Content): Response {
  const { id } = record.account;
  return page({
    title: `${title} · ${accountName(record)}`,
    nav: "/dashboard",
    body: html`<p><a href="/dashboard">All accounts</a></p>
<div class="between"><h1>${accountName(record)}</h1>${accountTags(record)}</div>
<p class="muted mono">${id}</p>
<nav class="tabs" aria-label="Dashboard of ${accountName(record)}">
  ${SECTIONS.map(([path, name]) => html`<a href="${sectionPath(id, path)}"${path === section && html` aria-current="page"`}>${name}</a>`)}</nav>
${flash(url)}${body}`,
  });
}
