import { SandboxError } from "../../engine/errors";
import type { Control } from "../../sandbox";
import { PAYOUT_FAILURE_CODES } from "../../stripe/payout-failures";
import { field, type Form, hidden, select } from "../kit/form";
import { html, type Html } from "../kit/html";
import { latest, minorUnits, moment, money, plain } from "../kit/words";
import { type Desk, moveButton, moveForm, number, type Section, table } from "./frame";

function sellOne(control: Control, form: Form, throughPlatform: boolean): string {
  const account = form.get("chosen");
  const currency = control.accounts.get({ account }).account.default_currency ?? "usd";
  const amount = minorUnits(form.get("amount"), currency);
  if (!amount) throw new SandboxError("Enter an amount, for example 12.50.");
  const renewsAt = Math.floor(control.clock.get().now / 1000) + number(form, "days", 30) * 86_400;
  control.subscriptions.create({ account, amount, currency, renewsAt, throughPlatform });
  return "Somebody subscribed.";
}

const AFTER_RETRIES = [
  ["cancel", "It is canceled"],
  ["unpaid", "It is left unpaid"],
  ["past_due", "It stays past due"],
] as const;

/** What the holder chose in the Dashboard about failed payments and the portal. */
function settingsForm(desk: Desk, account: string): Html {
  const record = desk.control.accounts.get({ account });
  return moveForm(
    desk,
    "subscriptions",
    html`${select({ label: "When the last retry failed", name: "after", options: AFTER_RETRIES, value: record.afterRetries })}${moveButton("retries", "Set")}
${record.portalDefault ? moveButton("portal_off", "The portal was never set up") : moveButton("portal_on", "Set the portal up")}`,
    "row end",
  );
}

export const subscriptions: Section = {
  id: "subscriptions",
  title: "Subscriptions",
  render(desk) {
    const rows = desk.control.subscriptions.list();
    const { subscriptions: records } = desk.call.engine.state;
    const sell =
      desk.account !== null &&
      moveForm(
        desk,
        "subscriptions",
        html`${field({ label: "Amount a month", name: "amount", value: "20.00", inputmode: "decimal", autocomplete: "off" })}
        ${field({ label: "Renews in days", name: "days", type: "number", min: 1, max: 400, value: 30 })}${moveButton("sell", "Sell one through us")}${moveButton("sell_alone", "Sell one without us")}`,
        "row end",
      );
    const settings = desk.account !== null && settingsForm(desk, desk.account);
    if (rows.length === 0) return html`<p class="muted">Nobody subscribes to anything yet.</p>${sell}${settings}`;
    return html`${sell}${settings}${table(
      "Subscriptions",
      ["Subscription", "Status", "Period ends", "Next renewals", "Make happen"],
      latest(rows).map((row) => {
        const renewals = records[row.id]?.renewals ?? "succeed";
        return html`<tr><td><code>${row.id}</code></td><td><span class="tag ${row.status === "active" || row.status === "trialing" ? "good" : "bad"}">
          ${plain(row.status)}</span></td><td class="nowrap">${moment(row.items.data[0]?.current_period_end)}</td><td>${records[row.id]?.failNext ? `${records[row.id]?.failNext} fail` : renewals}</td><td>
          ${
            row.status !== "canceled" &&
            moveForm(
              desk,
              "subscriptions",
              html`${hidden({ subscription: row.id })}
          ${renewals === "fail" ? moveButton("renewals_succeed", "Renewals work") : moveButton("renewals_fail", "Renewals fail")}
          ${moveButton("fail_next", "Next payment fails")}${moveButton("cancel", "Cancel now")}`,
            )
          }</td></tr>`;
      }),
    )}`;
  },
  moves: {
    sell: (control, form) => sellOne(control, form, true),
    sell_alone: (control, form) => sellOne(control, form, false),
    renewals_fail(control, form) {
      control.subscriptions.setRenewals({ subscription: form.get("subscription"), renewals: "fail" });
      return "The next renewals will fail. Move the clock past the end of the period to see one.";
    },
    renewals_succeed(control, form) {
      control.subscriptions.setRenewals({ subscription: form.get("subscription"), renewals: "succeed" });
      return "The next renewals will work.";
    },
    fail_next(control, form) {
      control.subscriptions.failNext({ subscription: form.get("subscription") });
      return "The next payment will fail, whatever the card.";
    },
    retries(control, form) {
      const after = AFTER_RETRIES.find(([value]) => value === form.get("after"))?.[0] ?? "cancel";
      control.subscriptions.setRetries({ account: form.get("chosen"), after });
      return "That is what happens after the last retry.";
    },
    portal_off(control, form) {
      control.portal.setDefault({ account: form.get("chosen"), on: false });
      return "The portal has no default configuration any more.";
    },
    portal_on(control, form) {
      control.portal.setDefault({ account: form.get("chosen"), on: true });
      return "The portal has its default configuration.";
    },
    cancel(control, form) {
      control.subscriptions.cancelNow({ subscription: form.get("subscription") });
      return "The subscription has ended.";
    },
  },
};

export const payouts: Section = {
  id: "payouts",
  title: "Payouts",
  render(desk) {
    if (!desk.account) return html`<p class="muted">Choose an account first.</p>`;
    const currency = desk.control.accounts.get({ account: desk.account }).account.default_currency ?? "usd";
    const rows = Object.values(desk.call.engine.bucket(desk.account).payout);
    return html`${moveForm(
      desk,
      "payouts",
      html`${field({ label: `Amount in ${currency.toUpperCase()} (empty: all that is available)`, name: "amount", inputmode: "decimal", autocomplete: "off" })}
      ${moveButton("payout", "Pay out")}`,
      "row end",
    )}
${
  rows.length > 0 &&
  html`<ul class="lines">${latest(rows).map(
    (row) => html`<li><span>${money(row.amount, row.currency)} <span class="tag">
  ${plain(row.status)}</span> <span class="muted small">${moment(row.created)}</span></span>
  ${
    row.status !== "failed" &&
    moveForm(
      desk,
      "payouts",
      html`${hidden({ payout: row.id })}${row.status !== "paid" && moveButton("arrive", "Arrives")}
  ${select({ label: "Why it fails", name: "code", labelHidden: true, options: PAYOUT_FAILURE_CODES.map((code) => [code, plain(code)] as const) })}
  ${moveButton("payout_fails", "Fails")}`,
    )
  }</li>`,
  )}</ul>`
}`;
  },
  moves: {
    payout(control, form) {
      const account = form.get("chosen");
      const currency = control.accounts.get({ account }).account.default_currency ?? "usd";
      const amount = form.get("amount") ? minorUnits(form.get("amount"), currency) : undefined;
      if (amount === null || amount === 0) throw new SandboxError("Enter an amount, for example 12.50.");
      const payout = control.payouts.create({ account, currency, ...(amount === undefined ? {} : { amount }) });
      return `${money(payout.amount, payout.currency)} is on its way to the bank.`;
    },
    arrive(control, form) {
      control.payouts.arrive({ payout: form.get("payout") });
      return "The payout arrived.";
    },
    payout_fails(control, form) {
      control.payouts.fail({ payout: form.get("payout"), ...(form.get("code") ? { code: form.get("code") } : {}) });
      return "The payout failed.";
    },
  },
};
