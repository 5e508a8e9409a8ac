import { SandboxError } from "../engine/errors";
import { idOf } from "../engine/operation";
import type { TableName, Tables } from "../engine/tables";
import type { SandboxPageCall } from "../sandbox";
import { accountName } from "./kit/account";
import { doAndReturn, flash } from "./kit/flash";
import { hidden } from "./kit/form";
import { html, safeUrl } from "./kit/html";
import { page, redirect } from "./kit/layout";
import { get, post } from "./kit/routes";
import { moment, money, plain } from "./kit/words";

/** Finds an object by its id alone: these links name no account. */
function find<N extends TableName>(
  { control, engine }: SandboxPageCall,
  name: N,
  id: string,
): { owner: ReturnType<typeof control.accounts.get>; object: Tables[N] } {
  for (const owner of control.accounts.list()) {
    const object = engine.find(owner.account.id, name, id);
    if (object) return { owner, object };
  }
  throw new SandboxError(`There is no ${plain(name)} ${id}.`);
}

function receipt(call: SandboxPageCall): Response {
  const { owner, object: charge } = find(call, "charge", call.params.charge ?? "");
  const facts: [string, string][] = [
    ["Paid", `${moment(charge.created)} UTC`],
    ["For", charge.description ?? "-"],
    ["Buyer", charge.billing_details.email ?? "-"],
    ["State", charge.refunded ? "refunded" : plain(charge.status)],
    ...(charge.amount_refunded > 0 ? [["Refunded", money(charge.amount_refunded, charge.currency)] as [string, string]] : []),
    ["Number", charge.id],
  ];
  return page({
    title: "Receipt",
    width: "narrow",
    body: html`<div class="card"><h1 class="what">Receipt from ${accountName(owner)}</h1><p class="total amount">
      ${money(charge.amount, charge.currency)}</p><dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
      </div>`,
  });
}

function invoice(call: SandboxPageCall): Response {
  const { owner, object } = find(call, "invoice", call.params.invoice ?? "");
  return page({
    title: "Invoice",
    width: "narrow",
    body: html`<div class="card"><h1 class="what">Invoice ${object.number} from ${accountName(owner)}</h1><p class="total amount">
      ${money(object.total, object.currency)}</p>
<p><span class="tag ${object.status === "paid" ? "good" : "warn"}">${plain(object.status)}</span> <span class="muted">
  ${moment(object.created)} · ${object.customer_email}</span></p>
<ul class="lines">${object.lines.data.map(
      (line) => html`<li><span>${line.description}</span><span class="amount">
  ${money(line.amount, line.currency)}</span></li>`,
    )}</ul></div>`,
  });
}

/** What a customer sees of their subscriptions at the seller. */
function portal(call: SandboxPageCall): Response {
  const { owner, object: session } = find(call, "billing_portal.session", call.params.session ?? "");
  const { subscription, invoice: invoices, "billing_portal.configuration": configurations } = call.engine.bucket(owner.account.id);
  const cancel = configurations[idOf(session.configuration) ?? ""]?.features.subscription_cancel;
  const theirs = Object.values(subscription).filter((row) => idOf(row.customer) === session.customer);
  const papers = Object.values(invoices)
    .filter((row) => idOf(row.customer) === session.customer)
    .reverse()
    .slice(0, 50);
  return page({
    title: "Your subscriptions",
    width: "narrow",
    body: html`<h1>Your subscriptions at ${accountName(owner)}</h1>${flash(call.url)}${
      session.return_url &&
      html`<p>
      <a href="${safeUrl(session.return_url)}">Back to ${accountName(owner)}</a></p>`
    }
<div class="card"><h2>Subscriptions</h2>${theirs.length === 0 && html`<p class="muted">None.</p>`}<ul class="lines">
  ${theirs.map(
    (row) => html`<li><span>
  ${row.items.data.map((item) => money(item.price.unit_amount, item.price.currency)).join(", ")} <span class="tag">
  ${plain(row.status)}</span><br><span class="muted small">Paid until ${moment(row.items.data[0]?.current_period_end)}</span></span>
  ${
    row.status !== "canceled" &&
    cancel?.enabled &&
    cancel.mode === "immediately" &&
    html`<form method="post" action="/portal/${session.id}">
  ${hidden({ subscription: row.id })}<button class="small">Cancel now</button></form>`
  }</li>`,
  )}</ul></div>
<div class="card"><h2>Invoices</h2>${papers.length === 0 && html`<p class="muted">None.</p>`}<ul class="lines">${papers.map(
      (row) => html`<li>
  <a href="/invoices/${row.id}">${moment(row.created)}</a><span class="amount">${money(row.total, row.currency)}</span></li>`,
    )}</ul></div>`,
  });
}

/** The pages behind the links the API hands out: receipts, invoices, the billing portal. */
export const paperPages = [
  get("/receipts/:charge", receipt),
  get("/invoices/:invoice", invoice),
  get("/invoices/:invoice/pdf", ({ params }) => redirect(`/invoices/${encodeURIComponent(params.invoice ?? "")}`)),
  get("/portal/:session", portal),
  post("/portal/:session", (call, form) => {
    const { owner, object: session } = find(call, "billing_portal.session", call.params.session ?? "");
    const wanted = call.engine.find(owner.account.id, "subscription", form.get("subscription"));
    if (!wanted || idOf(wanted.customer) !== session.customer) throw new SandboxError("This subscription is not yours.");
    return doAndReturn(`/portal/${session.id}`, () => {
      call.control.subscriptions.cancelNow({ subscription: wanted.id });
      return "Your subscription has ended.";
    });
  }),
];
