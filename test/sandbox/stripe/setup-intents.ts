import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { newId, randomText } from "../engine/ids";
import { applicationOf, type Call, created, idOf, mergeMetadata, operation, type Operation, page, paging, retrieve } from "../engine/operation";
import { boolean, text } from "../engine/params";
import type { TestMethod } from "./cards";

/** The intent of a Checkout Session in `setup` mode. The sandbox makes no others. */
export function makeSetupIntent(
  call: Call<unknown>,
  session: Stripe.Checkout.Session,
  data: Stripe.Checkout.SessionCreateParams.SetupIntentData | undefined,
): Stripe.SetupIntent {
  const id = newId("seti");
  const intent = call.engine.save(call.account, "setup_intent", {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: applicationOf(call),
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: call.engine.clock.seconds(),
    customer: idOf(session.customer),
    customer_account: null,
    description: data?.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: mergeMetadata({}, data?.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: session.payment_method_types,
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: "off_session",
  });
  call.engine.emit(call.account, "setup_intent.created", intent);
  return intent;
}

/** The bank would not have this card kept. */
export function failSetupIntent(
  engine: Engine,
  account: string,
  intent: Stripe.SetupIntent,
  decline: NonNullable<TestMethod["decline"]>,
): void {
  engine.guard(intent);
  intent.status = "requires_payment_method";
  intent.last_setup_error = { code: decline.code, decline_code: decline.declineCode, message: decline.message, type: "card_error" };
  engine.emit(account, "setup_intent.setup_failed", intent);
}

export function succeedSetupIntent(engine: Engine, account: string, intent: Stripe.SetupIntent, method: Stripe.PaymentMethod): void {
  engine.guard(intent);
  Object.assign(intent, {
    status: "succeeded",
    customer: idOf(method.customer),
    payment_method: method.id,
    payment_method_types: [method.type],
    last_setup_error: null,
    next_action: null,
  } satisfies Partial<Stripe.SetupIntent>);
  engine.touch();
  engine.emit(account, "setup_intent.succeeded", intent);
}

/** The session it belonged to expired. */
export function cancelSetupIntent(engine: Engine, account: string, id: string): void {
  const intent = engine.find(account, "setup_intent", id);
  if (!intent || intent.status === "succeeded" || intent.status === "canceled") return;
  engine.guard(intent);
  Object.assign(intent, { status: "canceled", cancellation_reason: "abandoned" } satisfies Partial<Stripe.SetupIntent>);
  engine.emit(account, "setup_intent.canceled", intent);
}

const listAll = operation<Stripe.SetupIntentListParams>({
  name: "setupIntents.list",
  method: "GET",
  path: "/v1/setup_intents",
  params: { ...paging, ...created, customer: text(), payment_method: text(), attach_to_self: boolean(), customer_account: text() },
  run(call) {
    const { customer, payment_method: method } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).setup_intent).filter(
      (row) => (!customer || row.customer === customer) && (!method || row.payment_method === method),
    );
    return page(rows, call.params, "/v1/setup_intents", "setup_intent");
  },
});

export const setupIntents: Operation[] = [listAll, retrieve("setupIntents.retrieve", "/v1/setup_intents/:id", "setup_intent", "setupintent")];
