import type { SandboxPageCall } from "../sandbox";
import { accountName } from "./kit/account";
import { find } from "./kit/find";
import { html } from "./kit/html";
import { page } from "./kit/layout";
import { get } from "./kit/routes";
import { moment, money, plain } from "./kit/words";

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

/** The page behind the link `receipt_url`. */
export const paperPages = [get("/receipts/:charge", receipt)];
