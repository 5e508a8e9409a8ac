import type { StoredInvoice } from "../engine/tables";
import type { SandboxPageCall } from "../sandbox";
import { accountName } from "./kit/account";
import { find } from "./kit/find";
import { doAndReturn, flash } from "./kit/flash";
import { field } from "./kit/form";
import { html, type Html } from "./kit/html";
import { page } from "./kit/layout";
import { get, post } from "./kit/routes";
import { moment, money, plain } from "./kit/words";
import { smallPdf } from "./pdf";

function shown(call: SandboxPageCall): Response {
  const { owner, object } = find(call, "invoice", call.params.invoice ?? "");
  return page({
    title: "Invoice",
    width: "narrow",
    body: html`${flash(call.url)}<div class="card"><h1 class="what">Invoice ${object.number} from ${accountName(owner)}</h1><p class="total amount">
      ${money(object.total, object.currency)}</p>
<p><span class="tag ${object.status === "paid" ? "good" : "warn"}">${plain(object.status ?? "draft")}</span> <span class="muted">
  ${moment(object.created)} · ${object.customer_email}</span></p>
<ul class="lines">${object.lines.data.map(
      (line) => html`<li><span>${line.description}</span><span class="amount">
  ${money(line.amount, line.currency)}</span></li>`,
    )}</ul>
${object.invoice_pdf && html`<p><a href="/invoices/${object.id}/pdf">Download as PDF</a></p>`}</div>
${object.status === "open" && payForm(object)}`,
  });
}

function payForm(invoice: StoredInvoice): Html {
  return html`<div class="card"><h2>Pay this invoice</h2><form method="post" action="/invoices/${invoice.id}" class="stack">
${field({ label: "Card number", name: "number", inputmode: "numeric", autocomplete: "off", placeholder: "4242 4242 4242 4242", hint: "Empty: the card on file." })}
<button class="main wide">Pay ${money(invoice.amount_remaining, invoice.currency)}</button></form></div>`;
}

function pdf(call: SandboxPageCall): Response {
  const { owner, object } = find(call, "invoice", call.params.invoice ?? "");
  const amounts = (label: string, amount: number) => [{ text: label }, { text: money(amount, object.currency), at: 440, sameLine: true }];
  const file = smallPdf([
    { text: "Invoice", size: 22 },
    { text: `Number ${object.number ?? "(draft)"}` },
    { text: `Date ${moment(object.created)} UTC` },
    { text: `From ${accountName(owner)}` },
    { text: `To ${object.customer_name ?? ""} ${object.customer_email ?? ""}`.trim() },
    { text: "" },
    ...object.lines.data.flatMap((line) => amounts(line.description ?? "", line.amount)),
    { text: "" },
    ...amounts("Total", object.total),
    ...amounts("Amount due", object.amount_due),
    { text: object.status === "paid" ? "Paid" : plain(object.status ?? "draft") },
  ]);
  return new Response(file, {
    headers: { "content-type": "application/pdf", "content-disposition": `attachment; filename="Invoice-${object.number ?? object.id}.pdf"`, "cache-control": "no-store" },
  });
}

/** An invoice as its customer sees it: the links `hosted_invoice_url` and `invoice_pdf`. */
export const invoicePages = [
  get("/invoices/:invoice", shown),
  get("/invoices/:invoice/pdf", pdf),
  post("/invoices/:invoice", (call, form) => {
    const id = call.params.invoice ?? "";
    const number = form.maybe("number");
    return doAndReturn(`/invoices/${encodeURIComponent(id)}`, () => {
      call.control.invoices.pay({ invoice: id, ...(number ? { number } : {}) });
      return "Thank you, the invoice is paid.";
    });
  }),
];
