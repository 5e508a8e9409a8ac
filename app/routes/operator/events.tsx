import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOperator } from "~/auth/guards.server";
import { PageHeader } from "~/components/ui/page-header";
import { ALL_EVENTS } from "~/domain/events/scope.server";
import { EventsList } from "../studio/events/events-list";
import { eventsPage, replayAction } from "../studio/events/list.server";

export const meta: MetaFunction = () => [{ title: "All events · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request);
  return eventsPage(ALL_EVENTS, request);
}

export async function action({ request }: ActionFunctionArgs) {
  const { id } = await requireOperator(request);
  return replayAction(ALL_EVENTS, request, id, "/operator/events");
}

export default function OperatorEvents() {
  return (
    <>
      <PageHeader title="All events" description="Stripe’s messages about every connected account, and about the platform itself." />
      <EventsList {...useLoaderData<typeof loader>()} showAccount />
    </>
  );
}
