import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOperator } from "~/auth/guards.server";
import { ALL_EVENTS } from "~/domain/events/scope.server";
import { EventView } from "../studio/events/event-view";
import { eventPage } from "../studio/events/event.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? "Event"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOperator(request);
  return eventPage(ALL_EVENTS, params.eventId ?? "");
}

export default function OperatorEvent() {
  return <EventView event={useLoaderData<typeof loader>()} base="/operator/events" ordersOpen={false} />;
}
