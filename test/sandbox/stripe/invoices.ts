import type Stripe from "stripe";
import { invalidRequest } from "../engine/errors";
import { created, idOf, operation, type Operation, page, paging, retrieve, subject } from "../engine/operation";
import { boolean, hash, later, oneOf, range, text } from "../engine/params";
import { collectAndFollow } from "./billing/dunning";
import { closeInvoice, finalizeInvoice } from "./billing/finalize";
import { attachedMethod } from "./payment-method-operations";
import { preview } from "./billing/preview";

const listInvoices = operation<Stripe.InvoiceListParams>({
  name: "invoices.list",
  method: "GET",
  path: "/v1/invoices",
  params: {
    ...paging,
    ...created,
    customer: text(),
    status: oneOf("draft", "open", "paid", "uncollectible", "void"),
    subscription: text(),
    collection_method: oneOf("charge_automatically", "send_invoice"),
    customer_account: later,
    due_date: range,
  },
  run(call) {
    const { customer, status, subscription, collection_method: method, due_date: due } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).invoice).filter(
      (row) =>
        (!customer || row.customer === customer) &&
        (!status || row.status === status) &&
        (!subscription || idOf(row.parent?.subscription_details?.subscription) === subscription) &&
        (!method || row.collection_method === method) &&
        due === undefined,
    );
    return page(rows, call.params, "/v1/invoices", "invoice");
  },
});

const listInvoicePayments = operation<Stripe.InvoicePaymentListParams>({
  name: "invoicePayments.list",
  method: "GET",
  path: "/v1/invoice_payments",
  params: {
    ...paging,
    ...created,
    invoice: text(),
    status: oneOf("canceled", "open", "paid"),
    payment: hash<Stripe.InvoicePaymentListParams.Payment>({
      type: { required: true, parse: (raw, at) => oneOf("payment_intent", "payment_record").parse(raw, at) },
      payment_intent: text(),
      payment_record: text(),
    }),
  },
  run(call) {
    const { invoice, payment, status } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).invoice_payment).filter(
      (row) =>
        (!invoice || row.invoice === invoice) &&
        (!status || row.status === status) &&
        (!payment || (row.payment.type === payment.type && idOf(row.payment.payment_intent) === payment.payment_intent)),
    );
    return page(rows, call.params, "/v1/invoice_payments", "invoice_payment");
  },
});

const pay = operation<Stripe.InvoicePayParams>({
  name: "invoices.pay",
  method: "POST",
  path: "/v1/invoices/:id/pay",
  params: { payment_method: text(), off_session: boolean(), forgive: later, mandate: later, paid_out_of_band: later, source: later },
  run(call) {
    const invoice = subject(call, "invoice");
    if (invoice.status === "paid") throw invalidRequest("Invoice is already paid");
    if (invoice.status === "void") throw invalidRequest("This invoice is voided, and cannot be paid.");
    if (invoice.status === "draft") throw invalidRequest("This invoice is still a draft; finalize it first.");
    const { payment_method: method } = call.params;
    const paymentMethod = method === undefined ? undefined : attachedMethod(call, idOf(invoice.customer) ?? "", method, "payment_method");
    const collected = collectAndFollow(call.engine, call.account, invoice, { automatic: false, ...(paymentMethod ? { paymentMethod } : {}) });
    return collected.status === "paid" ? invoice : collected.error;
  },
});

const finalize = operation<Stripe.InvoiceFinalizeInvoiceParams>({
  name: "invoices.finalizeInvoice",
  method: "POST",
  path: "/v1/invoices/:id/finalize",
  params: { auto_advance: boolean() },
  run(call) {
    const invoice = subject(call, "invoice");
    if (invoice.status !== "draft") throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
    const { auto_advance: advance } = call.params;
    call.engine.guard(invoice);
    if (advance !== undefined) invoice.auto_advance = advance;
    return finalizeInvoice(call.engine, call.account, invoice);
  },
});

function close(as: "void" | "uncollectible"): Operation {
  return operation<Stripe.InvoiceVoidInvoiceParams>({
    name: as === "void" ? "invoices.voidInvoice" : "invoices.markUncollectible",
    method: "POST",
    path: `/v1/invoices/:id/${as === "void" ? "void" : "mark_uncollectible"}`,
    params: {},
    run(call) {
      const invoice = subject(call, "invoice");
      if (invoice.status !== "open" && !(as === "void" && invoice.status === "uncollectible"))
        throw invalidRequest(
          as === "void"
            ? "You can only pass in open or uncollectible invoices. This invoice isn't open or uncollectible."
            : "You can only pass in open invoices. This invoice isn't open.",
        );
      closeInvoice(call.engine, call.account, invoice, as);
      return invoice;
    },
  });
}

export const invoices: Operation[] = [
  preview,
  listInvoices,
  retrieve("invoices.retrieve", "/v1/invoices/:id", "invoice"),
  pay,
  finalize,
  close("void"),
  close("uncollectible"),
  listInvoicePayments,
  retrieve("invoicePayments.retrieve", "/v1/invoice_payments/:id", "invoice_payment"),
];
