import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { eventsOfStore } from "~/domain/events/scope.server";
import { EventView } from "./event-view";
import { eventPage } from "./event.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? "Event"} · Lectern` }];

/** One event of the store's own accounts; of any other 404. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "events.read");
  return eventPage(await eventsOfStore(store.id), params.eventId ?? "");
}

export default function Event() {
  return <EventView event={useLoaderData<typeof loader>()} base="/studio/events" ordersOpen />;
}
