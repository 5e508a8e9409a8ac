import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { invalidRequest } from "../engine/errors";
import { type Call, created, operation, type Operation, page, paging, subject } from "../engine/operation";
import { boolean, list, text } from "../engine/params";
import type { StoredEvent } from "../engine/tables";
import { ownView } from "../engine/webhook-endpoints";

const KEPT_SECONDS = 30 * 86_400;

const listAll = operation<Stripe.EventListParams>({
  name: "events.list",
  method: "GET",
  path: "/v1/events",
  params: { ...paging, ...created, delivery_success: boolean(), type: text(), types: list(text(), 20) },
  run(call) {
    const { type, types, delivery_success: success } = call.params;
    if (type && types) throw invalidRequest("You may only specify one of these parameters: type, types.", { code: "parameters_exclusive", param: "types" });
    const wants = (name: string, pattern: string) => (pattern.endsWith(".*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
    const failed = new Set(call.engine.state.deliveries.filter((delivery) => delivery.status !== "delivered").map((delivery) => delivery.eventId));
    const rows = Object.values(call.engine.bucket(call.account).event).filter(
      (event) =>
        (!type || wants(event.type, type)) &&
        (!types || types.some((pattern) => wants(event.type, pattern))) &&
        (success === undefined || failed.has(event.id) !== success),
    );
    return page(
      rows.map((event) => viewFor(call, event)),
      call.params,
      "/v1/events",
      "event",
    );
  },
});

const retrieveOne = operation<Stripe.EventRetrieveParams>({
  name: "events.retrieve",
  method: "GET",
  path: "/v1/events/:id",
  params: {},
  run: (call) => viewFor(call, subject(call, "event")),
});

/** Only a platform is told whose event it is. */
function viewFor(call: Call<unknown>, event: StoredEvent): StoredEvent {
  return call.onBehalf ? event : ownView(event);
}

/** `/v1/events` keeps 30 days. Registered as a tick of the engine. */
export function forgetOldEvents(engine: Engine): void {
  const limit = engine.clock.seconds() - KEPT_SECONDS;
  for (const { event } of Object.values(engine.state.buckets)) for (const one of Object.values(event)) if (one.created < limit) delete event[one.id];
}

export const events: Operation[] = [listAll, retrieveOne];
