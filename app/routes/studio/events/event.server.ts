import { changeWords, endpointWords, EVENT_STATES, eventTitle, noteWords } from "~/domain/events/event-words";
import { eventIn } from "~/domain/events/queries.server";
import type { EventScope } from "~/domain/events/scope.server";
import { env } from "~/env.server";
import { formatMoment } from "~/lib/dates";
import { eventRow } from "./event-row.server";

/** One event with all that its page shows; 404 outside the scope. */
export async function eventPage(scope: EventScope, eventId: string) {
  const found = await eventIn(scope, eventId);
  if (!found) throw new Response("Not found", { status: 404 });
  const { event, changes, related } = found;
  return {
    id: event.id,
    title: eventTitle(event.type),
    type: event.type,
    state: EVENT_STATES[event.status],
    status: event.status,
    note: noteWords(event.note),
    object: event.objectId,
    account: event.stripeAccountId,
    way: endpointWords(event.endpoint),
    livemode: event.livemode,
    apiVersion: event.apiVersion,
    attempts: event.attempts,
    replays: event.replays,
    happened: formatMoment(event.stripeCreatedAt),
    received: formatMoment(event.receivedAt),
    applied: event.processedAt && formatMoment(event.processedAt),
    nextTry: event.status === "failed" && event.nextAttemptAt ? formatMoment(event.nextAttemptAt) : null,
    changes: changes.map((change) => ({ id: change.id, words: changeWords(change), when: formatMoment(change.at), orderId: change.orderId })),
    related: related.map(eventRow),
    payload: event.payload === null ? null : JSON.stringify(event.payload, null, 2),
    keptDays: env.eventPayloadDays,
  };
}

export type EventPage = Awaited<ReturnType<typeof eventPage>>;
