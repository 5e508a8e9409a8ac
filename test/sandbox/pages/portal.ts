import type { PortalView } from "../control/portal";
import { SandboxError } from "../engine/errors";
import type { StoredSubscription } from "../engine/tables";
import type { SandboxPageCall } from "../sandbox";
import { CARDS } from "./checkout/draft";
import { accountName } from "./kit/account";
import { doAndReturn, flash } from "./kit/flash";
import { field, hidden } from "./kit/form";
import { html, type Html, safeUrl } from "./kit/html";
import { message, page, redirect } from "./kit/layout";
import { attempt, get, post } from "./kit/routes";
import { moment, money, plain } from "./kit/words";

/** What the customer may do here follows the configuration: what it does not allow is not shown, and refused if sent. */
function portal(call: SandboxPageCall, problem?: string): Response {
  const view = call.control.portal.view({ session: call.params.session ?? "" });
  const seller = accountName(call.control.accounts.get({ account: view.account }));
  const { session, features } = view;
  const back = session.return_url && html`<p><a href="${safeUrl(session.return_url)}">Back to ${seller}</a></p>`;
  const said = problem ? html`<p class="notice bad" role="alert">${problem}</p>` : flash(call.url);
  if (session.flow)
    return page({ title: "Payment details", width: "narrow", body: html`<h1>Payment details for ${seller}</h1>${said}${back}<div class="card">${cardForm(view)}</div>` });
  return page({
    title: "Your subscriptions",
    width: "narrow",
    body: html`<h1>Your subscriptions at ${seller}</h1>${said}${back}
<div class="card"><h2>Subscriptions</h2>${view.subscriptions.length === 0 && html`<p class="muted">None.</p>`}<ul class="lines">
  ${view.subscriptions.map((row) => line(view, row))}</ul></div>
${features.payment_method_update.enabled && html`<div class="card"><h2>Payment details</h2>${cardForm(view)}</div>`}
${
  features.invoice_history.enabled &&
  html`<div class="card"><h2>Invoices</h2>${view.invoices.length === 0 && html`<p class="muted">None.</p>`}<ul class="lines">${view.invoices
    .slice(0, 50)
    .map((row) => html`<li><a href="/invoices/${row.id}">${moment(row.created)}</a><span class="amount">${money(row.total, row.currency)}</span></li>`)}</ul></div>`
}`,
  });
}

function line({ session, features }: PortalView, row: StoredSubscription): Html {
  const end = moment(row.items.data[0]?.current_period_end);
  const button = (intent: string, label: string) =>
    html`<form method="post" action="/portal/${session.id}">${hidden({ subscription: row.id })}<button class="small" name="intent" value="${intent}">${label}</button></form>`;
  return html`<li><span>${row.items.data.map((item) => money(item.price.unit_amount, item.price.currency)).join(", ")} <span class="tag">
  ${plain(row.status)}</span><br><span class="muted small">${row.cancel_at_period_end ? `Ends on ${end}` : `Paid until ${end}`}</span></span>
  ${row.status !== "canceled" && features.subscription_cancel.enabled && (row.cancel_at_period_end ? button("keep", "Keep it") : button("cancel", "Cancel"))}</li>`;
}

function cardForm({ session, card }: PortalView): Html {
  return html`${card?.card && html`<p>Now: ${card.card.brand} ending in ${card.card.last4}</p>`}
<form method="post" action="/portal/${session.id}" class="stack">
<button class="hidden" name="intent" value="card" tabindex="-1" aria-hidden="true">Save card</button>
${field({ label: "Card number", name: "number", inputmode: "numeric", autocomplete: "off", placeholder: "4242 4242 4242 4242" })}
<div class="row" role="group" aria-label="Test cards">${CARDS.map(
    ([number, label]) => html`<button class="small" name="intent" value="card:${number}">${label}</button>`,
  )}</div>
<button class="main wide" name="intent" value="card">Save card</button></form>`;
}

/** The links of `billingPortal.sessions.create`. */
export const portalPages = [
  get("/portal/:session", (call) => portal(call)),
  post("/portal/:session", async (call, form) => {
    const session = call.params.session ?? "";
    const intent = form.get("intent");
    const path = `/portal/${encodeURIComponent(session)}`;
    const subscription = form.get("subscription");
    if (intent === "cancel" || intent === "keep")
      return doAndReturn(path, () => {
        const row = call.control.portal[intent]({ session, subscription });
        if (intent === "keep") return "Your subscription goes on.";
        return row.status === "canceled" ? "Your subscription has ended." : "Your subscription ends with the time you have paid for.";
      });
    if (!intent.startsWith("card")) throw new SandboxError("The sandbox does not know this button.");
    const number = intent.startsWith("card:") ? intent.slice(5) : form.get("number");
    const changed = await attempt(() => call.control.portal.setCard({ session, number }));
    if (!changed.ok) return portal(call, changed.problem);
    if (changed.value.redirectTo) return redirect(changed.value.redirectTo);
    const after = call.control.portal.view({ session }).session.flow?.after_completion;
    if (after?.type === "hosted_confirmation") return message("Your card is saved", after.hosted_confirmation?.custom_message ?? "You can close this page.", { width: "narrow" });
    return doAndReturn(path, () => "Your card is saved.");
  }),
];
