import type Stripe from "stripe";
import { API_VERSION } from "../engine/constants";
import { invalidParam, missingResource } from "../engine/errors";
import { newId } from "../engine/ids";
import { mergeMetadata, operation, type Operation, page, paging, retrieve, subject } from "../engine/operation";
import { boolean, clearable, type Field, list, metadata, oneOf, required, text, url } from "../engine/params";

/** Wallets in embedded checkout need each exact hostname registered per account. */
const createDomain = operation<Stripe.PaymentMethodDomainCreateParams>({
  name: "paymentMethodDomains.create",
  method: "POST",
  path: "/v1/payment_method_domains",
  params: { domain_name: required(text(255)), enabled: boolean() },
  run(call) {
    const name = call.params.domain_name.toLowerCase();
    if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(name))
      throw invalidParam("domain_name", `Invalid domain name: '${name}'. Pass a hostname such as 'example.com', without a scheme, port or path.`);
    const rows = call.engine.bucket(call.account).payment_method_domain;
    const known = Object.values(rows).find((domain) => domain.domain_name === name);
    if (known) return known;
    const status = { status: "active" };
    return call.engine.save(call.account, "payment_method_domain", {
      id: newId("pmd"),
      object: "payment_method_domain",
      amazon_pay: status,
      apple_pay: status,
      created: call.engine.clock.seconds(),
      domain_name: name,
      enabled: call.params.enabled ?? true,
      google_pay: status,
      klarna: status,
      link: status,
      livemode: false,
      paypal: status,
    });
  },
});

const listDomains = operation<Stripe.PaymentMethodDomainListParams>({
  name: "paymentMethodDomains.list",
  method: "GET",
  path: "/v1/payment_method_domains",
  params: { ...paging, domain_name: text(), enabled: boolean() },
  run(call) {
    const { domain_name: name, enabled } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).payment_method_domain).filter(
      (row) => (!name || row.domain_name === name) && (enabled === undefined || row.enabled === enabled),
    );
    return page(rows, call.params, "/v1/payment_method_domains", "payment_method_domain");
  },
});

const updateDomain = operation<Stripe.PaymentMethodDomainUpdateParams>({
  name: "paymentMethodDomains.update",
  method: "POST",
  path: "/v1/payment_method_domains/:id",
  params: { enabled: boolean() },
  run(call) {
    const domain = subject(call, "payment_method_domain");
    if (call.params.enabled !== undefined) domain.enabled = call.params.enabled;
    call.engine.touch();
    return domain;
  },
});

/** The names are a closed list of hundreds in the types; here their form must do. */
const eventType: Field<Stripe.WebhookEndpointCreateParams.EnabledEvent> = {
  parse(raw, at) {
    const name = text(100).parse(raw, at);
    if (name !== "*" && !/^[a-z_]+(\.[a-z_]+)+$/.test(name)) throw invalidParam(at, `Invalid ${at}: '${name}' is not an event type.`);
    return name as Stripe.WebhookEndpointCreateParams.EnabledEvent;
  },
};

/** Without its secret, which only the answer to `create` shows. */
function endpointView({ secret: _secret, ...endpoint }: Stripe.WebhookEndpoint): Stripe.WebhookEndpoint {
  return endpoint;
}

const createEndpoint = operation<Stripe.WebhookEndpointCreateParams>({
  name: "webhookEndpoints.create",
  method: "POST",
  path: "/v1/webhook_endpoints",
  scope: "platform",
  params: {
    enabled_events: required(list(eventType, 300)),
    url: required(url()),
    api_version: oneOf(API_VERSION),
    connect: boolean(),
    description: clearable(text()),
    metadata: clearable(metadata()),
  },
  run(call) {
    const { enabled_events: wanted, connect, description, metadata: given, api_version: version } = call.params;
    if (wanted.length === 0) throw invalidParam("enabled_events", "You must pass at least one event type.");
    return call.engine.save(call.account, "webhook_endpoint", {
      id: newId("we"),
      object: "webhook_endpoint",
      api_version: version ?? null,
      application: connect ? call.engine.keys.clientId : null,
      created: call.engine.clock.seconds(),
      description: description || null,
      enabled_events: wanted,
      livemode: false,
      metadata: mergeMetadata({}, given),
      secret: newId("whsec", 32),
      status: "enabled",
      url: call.params.url,
    });
  },
});

const listEndpoints = operation<Stripe.WebhookEndpointListParams>({
  name: "webhookEndpoints.list",
  method: "GET",
  path: "/v1/webhook_endpoints",
  scope: "platform",
  params: { ...paging },
  run: (call) =>
    page(Object.values(call.engine.bucket(call.account).webhook_endpoint).map(endpointView), call.params, "/v1/webhook_endpoints", "webhook endpoint"),
});

const retrieveEndpoint = operation<Stripe.WebhookEndpointRetrieveParams>({
  name: "webhookEndpoints.retrieve",
  method: "GET",
  path: "/v1/webhook_endpoints/:id",
  scope: "platform",
  params: {},
  run: (call) => endpointView(subject(call, "webhook_endpoint", "webhook endpoint")),
});

const removeEndpoint = operation<Stripe.WebhookEndpointDeleteParams>({
  name: "webhookEndpoints.del",
  method: "DELETE",
  path: "/v1/webhook_endpoints/:id",
  scope: "platform",
  params: {},
  run(call) {
    const id = call.path.id ?? "";
    const rows = call.engine.bucket(call.account).webhook_endpoint;
    if (!Object.hasOwn(rows, id)) throw missingResource("webhook endpoint", id, "id");
    delete rows[id];
    call.engine.touch();
    return { id, object: "webhook_endpoint", deleted: true } satisfies Stripe.DeletedWebhookEndpoint;
  },
});

export const settingsOperations: Operation[] = [
  createDomain,
  listDomains,
  updateDomain,
  retrieve("paymentMethodDomains.retrieve", "/v1/payment_method_domains/:id", "payment_method_domain"),
  createEndpoint,
  listEndpoints,
  retrieveEndpoint,
  removeEndpoint,
];
