import { redirect } from "@remix-run/node";
import { eventsIn, eventView } from "~/domain/events/queries.server";
import { REPLAY_AT_ONCE, replayEvents, type Replayed } from "~/domain/events/replay.server";
import type { EventScope } from "~/domain/events/scope.server";
import { flash } from "~/lib/flash.server";
import { localPath } from "~/lib/urls";
import { eventRow } from "./event-row.server";

/** The list of events as an address asks for it, for the studio and the operator. */
export async function eventsPage(scope: EventScope, request: Request) {
  const { searchParams: query, pathname } = new URL(request.url);
  const view = eventView(query.get("show"));
  const search = (query.get("q") ?? "").trim().slice(0, 200);
  const { rows, newer, older } = await eventsIn(scope, { view, search }, { before: query.get("before"), after: query.get("after") });
  const address = (change: Record<string, string>) => {
    const params = new URLSearchParams({ ...(view === "all" ? {} : { show: view }), ...(search ? { q: search } : {}), ...change });
    return params.size > 0 ? `${pathname}?${params}` : pathname;
  };
  return { base: pathname, view, search, rows: rows.map(eventRow), newer: newer && address({ after: newer }), older: older && address({ before: older }), here: `${pathname}${new URL(request.url).search}` };
}

/** Have the ticked events processed again, and come back to where they were ticked. */
export async function replayAction(scope: EventScope, request: Request, actorId: string, home: string): Promise<Response> {
  const form = await request.formData();
  const ids = form.getAll("event").filter((one): one is string => typeof one === "string");
  const back = localPath(String(form.get("back") ?? ""), home);
  const headers = new Headers();
  if (ids.length === 0) await flash(headers, { text: "Tick the events to process again first.", tone: "info" });
  else await flash(headers, replayedWords(await replayEvents(scope, ids, actorId)));
  return redirect(back, { headers });
}

/** What came of it, in a sentence. */
export function replayedWords({ again, pruned, busy, unknown }: Replayed): { text: string; tone: "success" | "info" } {
  const parts = [
    again === 1 ? "The event is being processed again." : again > 1 ? `${again} events are being processed again.` : "",
    pruned > 0 ? `${pruned === 1 ? "One is" : `${pruned} are`} too old: the content is not kept any more. Compare with Stripe instead.` : "",
    busy > 0 ? `${busy === 1 ? "One is" : `${busy} are`} being processed right now.` : "",
    unknown > 0 && again === 0 ? "There is no such event here." : "",
  ];
  return { text: parts.filter(Boolean).join(" ") || `At most ${REPLAY_AT_ONCE} events go in one go.`, tone: again > 0 ? "success" : "info" };
}
