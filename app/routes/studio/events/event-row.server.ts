import type { eventsIn } from "~/domain/events/queries.server";
import { EVENT_STATES, eventTitle, noteWords } from "~/domain/events/event-words";
import { formatMoment } from "~/lib/dates";

type Found = Awaited<ReturnType<typeof eventsIn>>["rows"][number];

/** A line of a list of events, as its page shows it. */
export function eventRow(event: Found) {
  return {
    id: event.id,
    title: eventTitle(event.type),
    type: event.type,
    state: EVENT_STATES[event.status],
    note: noteWords(event.note),
    attempts: event.attempts,
    account: event.stripeAccountId,
    byComparison: event.endpoint === "reconciliation",
    when: formatMoment(event.receivedAt),
    at: event.receivedAt.toISOString(),
    waitsTo: event.status === "failed" && event.nextAttemptAt ? formatMoment(event.nextAttemptAt) : null,
  };
}

export type EventRow = ReturnType<typeof eventRow>;
