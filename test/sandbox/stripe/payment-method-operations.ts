import type Stripe from "stripe";
import { invalidRequest, StripeApiError } from "../engine/errors";
import { type Call, idOf, operation, type Operation, page, paging, referenced, retrieve, subject } from "../engine/operation";
import { oneOf, required, text } from "../engine/params";
import { methodOf } from "./cards";
import { livingCustomer } from "./customers";

/** A method that belongs to the customer. @throws {StripeApiError} when it is unknown, or somebody else's */
export function attachedMethod(call: Call<unknown>, customer: string, id: string, param: string): Stripe.PaymentMethod {
  const method = referenced(call, "payment_method", id, param, "PaymentMethod");
  if (idOf(method.customer) !== customer)
    throw invalidRequest(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      { code: "resource_missing", param },
    );
  return method;
}

const types = oneOf("card", "sepa_debit");

const listAll = operation<Stripe.PaymentMethodListParams>({
  name: "paymentMethods.list",
  method: "GET",
  path: "/v1/payment_methods",
  params: { ...paging, customer: required(text()), type: types, allow_redisplay: oneOf("always", "limited", "unspecified"), customer_account: text() },
  run(call) {
    const { customer, type, allow_redisplay: redisplay } = call.params;
    livingCustomer(call, customer ?? "", "customer");
    return page(methodsOf(call, customer ?? "", type, redisplay), call.params, "/v1/payment_methods", "payment_method");
  },
});

const listOfCustomer = operation<Stripe.CustomerListPaymentMethodsParams>({
  name: "customers.listPaymentMethods",
  method: "GET",
  path: "/v1/customers/:id/payment_methods",
  params: { ...paging, type: types, allow_redisplay: oneOf("always", "limited", "unspecified") },
  run(call) {
    const customer = livingCustomer(call, call.path.id ?? "", "id", 404);
    const { type, allow_redisplay: redisplay } = call.params;
    return page(methodsOf(call, customer.id, type, redisplay), call.params, `/v1/customers/${customer.id}/payment_methods`, "payment_method");
  },
});

function methodsOf(call: Call<unknown>, customer: string, type: string | undefined, redisplay: string | undefined): Stripe.PaymentMethod[] {
  return Object.values(call.engine.bucket(call.account).payment_method).filter(
    (row) => row.customer === customer && (!type || row.type === type) && (!redisplay || row.allow_redisplay === redisplay),
  );
}

const attach = operation<Stripe.PaymentMethodAttachParams>({
  name: "paymentMethods.attach",
  method: "POST",
  path: "/v1/payment_methods/:id/attach",
  params: { customer: required(text()), customer_account: text() },
  run(call) {
    const method = subject(call, "payment_method", "PaymentMethod");
    const customer = livingCustomer(call, call.params.customer ?? "", "customer");
    if (method.customer === customer.id) return method;
    if (method.customer !== null)
      throw invalidRequest("The payment method you provided has already been attached to a customer.", { code: "payment_method_unexpected_state" });
    const known = methodOf(method);
    if (known?.decline)
      throw new StripeApiError(402, { type: "card_error", code: known.decline.code, decline_code: known.decline.declineCode, message: known.decline.message });
    call.engine.guard(method);
    method.customer = customer.id;
    call.engine.emit(call.account, "payment_method.attached", method);
    return method;
  },
});

const detach = operation<Stripe.PaymentMethodDetachParams>({
  name: "paymentMethods.detach",
  method: "POST",
  path: "/v1/payment_methods/:id/detach",
  params: {},
  run(call) {
    const method = subject(call, "payment_method", "PaymentMethod");
    if (method.customer === null)
      throw invalidRequest("The payment method you provided is not attached to a customer so detachment is impossible.", { code: "payment_method_unexpected_state" });
    const customer = call.engine.find(call.account, "customer", idOf(method.customer) ?? "");
    call.engine.guard(method);
    method.customer = null;
    if (customer && !customer.deleted && customer.invoice_settings.default_payment_method === method.id) {
      call.engine.guard(customer);
      customer.invoice_settings.default_payment_method = null;
    }
    for (const subscription of Object.values(call.engine.bucket(call.account).subscription)) {
      if (subscription.default_payment_method !== method.id) continue;
      call.engine.guard(subscription);
      subscription.default_payment_method = null;
    }
    call.engine.emit(call.account, "payment_method.detached", method);
    return method;
  },
});

export const paymentMethods: Operation[] = [listAll, listOfCustomer, attach, detach, retrieve("paymentMethods.retrieve", "/v1/payment_methods/:id", "payment_method", "PaymentMethod")];
