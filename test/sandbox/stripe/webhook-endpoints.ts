import type Stripe from "stripe";
import { API_VERSION } from "../engine/constants";
import { invalidParam, invalidRequest, missingResource } from "../engine/errors";
import { newId } from "../engine/ids";
import { mergeMetadata, operation, type Operation, page, paging, subject } from "../engine/operation";
import { boolean, clearable, type Field, list, metadata, oneOf, required, text, url } from "../engine/params";

/** Stripe allows this many an account in test mode. */
const MAXIMUM_ENDPOINTS = 16;

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
  scope: "own",
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
    if (connect && call.engine.account(call.account)?.kind !== "platform")
      throw invalidRequest("You must be a Connect platform to create a webhook endpoint for connected accounts.", { param: "connect" });
    const count = Object.keys(call.engine.bucket(call.account).webhook_endpoint).length;
    if (count >= MAXIMUM_ENDPOINTS) throw invalidRequest(`You have reached the maximum of ${MAXIMUM_ENDPOINTS} test webhook endpoints.`);
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
  scope: "own",
  params: { ...paging },
  run: (call) =>
    page(Object.values(call.engine.bucket(call.account).webhook_endpoint).map(endpointView), call.params, "/v1/webhook_endpoints", "webhook endpoint"),
});

const retrieveEndpoint = operation<Stripe.WebhookEndpointRetrieveParams>({
  name: "webhookEndpoints.retrieve",
  method: "GET",
  path: "/v1/webhook_endpoints/:id",
  scope: "own",
  params: {},
  run: (call) => endpointView(subject(call, "webhook_endpoint", "webhook endpoint")),
});

const updateEndpoint = operation<Stripe.WebhookEndpointUpdateParams>({
  name: "webhookEndpoints.update",
  method: "POST",
  path: "/v1/webhook_endpoints/:id",
  scope: "own",
  params: {
    description: clearable(text()),
    disabled: boolean(),
    enabled_events: list(eventType, 300),
    metadata: clearable(metadata()),
    url: url(),
  },
  run(call) {
    const endpoint = subject(call, "webhook_endpoint", "webhook endpoint");
    const { description, disabled, enabled_events: wanted, metadata: given, url: address } = call.params;
    if (wanted?.length === 0) throw invalidParam("enabled_events", "You must pass at least one event type.");
    if (description !== undefined) endpoint.description = description || null;
    if (disabled !== undefined) endpoint.status = disabled ? "disabled" : "enabled";
    if (wanted) endpoint.enabled_events = wanted;
    if (address) endpoint.url = address;
    endpoint.metadata = mergeMetadata(endpoint.metadata, given);
    call.engine.touch();
    return endpointView(endpoint);
  },
});

const removeEndpoint = operation<Stripe.WebhookEndpointDeleteParams>({
  name: "webhookEndpoints.del",
  method: "DELETE",
  path: "/v1/webhook_endpoints/:id",
  scope: "own",
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

export const webhookEndpoints: Operation[] = [createEndpoint, listEndpoints, retrieveEndpoint, updateEndpoint, removeEndpoint];
