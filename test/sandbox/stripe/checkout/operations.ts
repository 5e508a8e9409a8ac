import type Stripe from "stripe";
import { invalidRequest } from "../../engine/errors";
import { created, idOf, mergeMetadata, operation, type Operation, page, paging, retrieve, subject } from "../../engine/operation";
import { clearable, email, hash, later, metadata, oneOf, required, text } from "../../engine/params";
import { createSession } from "./create";
import { expireSession } from "./sessions";

const update = operation<Stripe.Checkout.SessionUpdateParams>({
  name: "checkout.sessions.update",
  method: "POST",
  path: "/v1/checkout/sessions/:id",
  params: { metadata: clearable(metadata()), collected_information: later, line_items: later, payment_intent_data: later, shipping_options: later },
  run(call) {
    const session = subject(call, "checkout.session");
    session.metadata = mergeMetadata(session.metadata, call.params.metadata);
    call.engine.touch();
    return session;
  },
});

const listAll = operation<Stripe.Checkout.SessionListParams>({
  name: "checkout.sessions.list",
  method: "GET",
  path: "/v1/checkout/sessions",
  params: {
    ...paging,
    ...created,
    customer: text(),
    customer_account: later,
    customer_details: hash<Stripe.Checkout.SessionListParams.CustomerDetails>({ email: required(email()) }),
    payment_intent: text(),
    payment_link: text(),
    status: oneOf("complete", "expired", "open"),
    subscription: text(),
  },
  run(call) {
    const { customer, customer_details: details, payment_intent: intent, payment_link: link, status, subscription } = call.params;
    const rows = Object.values(call.engine.bucket(call.account)["checkout.session"]).filter(
      (row) =>
        (!customer || row.customer === customer) &&
        (!details || row.customer_details?.email === details.email) &&
        (!intent || idOf(row.payment_intent) === intent) &&
        !link &&
        (!status || row.status === status) &&
        (!subscription || idOf(row.subscription) === subscription),
    );
    return page(rows, call.params, "/v1/checkout/sessions", "checkout.session");
  },
});

const expire = operation<Stripe.Checkout.SessionExpireParams>({
  name: "checkout.sessions.expire",
  method: "POST",
  path: "/v1/checkout/sessions/:id/expire",
  params: {},
  run(call) {
    const session = subject(call, "checkout.session");
    if (session.status !== "open") {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status ?? ""}\`.`,
      );
    }
    expireSession(call.engine, call.account, session);
    return session;
  },
});

const listLineItems = operation<Stripe.Checkout.SessionListLineItemsParams>({
  name: "checkout.sessions.listLineItems",
  method: "GET",
  path: "/v1/checkout/sessions/:id/line_items",
  params: { ...paging },
  run(call) {
    const session = subject(call, "checkout.session");
    const items = [...(call.engine.state.sessions[session.id]?.lineItems ?? [])].reverse();
    return page(items, call.params, `/v1/checkout/sessions/${session.id}/line_items`, "line item");
  },
});

export const checkoutOperations: Operation[] = [
  createSession,
  retrieve("checkout.sessions.retrieve", "/v1/checkout/sessions/:id", "checkout.session"),
  update,
  listAll,
  expire,
  listLineItems,
];
