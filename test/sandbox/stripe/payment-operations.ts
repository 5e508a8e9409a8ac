import type Stripe from "stripe";
import { PLATFORM_ACCOUNT } from "../engine/constants";
import { created, operation, type Operation, page, paging, retrieve } from "../engine/operation";
import { later, text } from "../engine/params";

const listIntents = operation<Stripe.PaymentIntentListParams>({
  name: "paymentIntents.list",
  method: "GET",
  path: "/v1/payment_intents",
  params: { ...paging, ...created, customer: text(), customer_account: later },
  run(call) {
    const rows = Object.values(call.engine.bucket(call.account).payment_intent).filter((row) => !call.params.customer || row.customer === call.params.customer);
    return page(rows, call.params, "/v1/payment_intents", "payment_intent");
  },
});

const listCharges = operation<Stripe.ChargeListParams>({
  name: "charges.list",
  method: "GET",
  path: "/v1/charges",
  params: { ...paging, ...created, customer: text(), payment_intent: text(), transfer_group: later },
  run(call) {
    const { customer, payment_intent: intent } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).charge).filter(
      (row) => (!customer || row.customer === customer) && (!intent || row.payment_intent === intent),
    );
    return page(rows, call.params, "/v1/charges", "charge");
  },
});

const listFees = operation<Stripe.ApplicationFeeListParams>({
  name: "applicationFees.list",
  method: "GET",
  path: "/v1/application_fees",
  scope: "platform",
  params: { ...paging, ...created, charge: text() },
  run(call) {
    const rows = Object.values(call.engine.bucket(PLATFORM_ACCOUNT).application_fee).filter((row) => !call.params.charge || row.charge === call.params.charge);
    return page(rows, call.params, "/v1/application_fees", "application fee");
  },
});

export const paymentOperations: Operation[] = [
  listIntents,
  retrieve("paymentIntents.retrieve", "/v1/payment_intents/:id", "payment_intent"),
  listCharges,
  retrieve("charges.retrieve", "/v1/charges/:id", "charge"),
  listFees,
  retrieve("applicationFees.retrieve", "/v1/application_fees/:id", "application_fee", "application fee"),
];
