import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Button, buttonStyles } from "~/components/ui/button";
import { PageHeader } from "~/components/ui/page-header";
import { openFindings } from "~/domain/events/findings.server";
import { lastRuns } from "~/domain/events/queries.server";
import { eventsOfStore } from "~/domain/events/scope.server";
import { ComparisonCard } from "./comparison-card";
import { comparisonOf } from "./comparison.server";
import { EventsList } from "./events-list";
import { eventsPage, replayAction } from "./list.server";

export const meta: MetaFunction = () => [{ title: "Events · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "events.read");
  const [page, runs, findings] = await Promise.all([eventsPage(await eventsOfStore(store.id), request), lastRuns(store.id), openFindings(store.id)]);
  return { ...page, findings, comparisons: runs.map(comparisonOf) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { store, viewer } = await requireStore(request, "events.repair");
  return replayAction(await eventsOfStore(store.id), request, viewer.id, "/studio/events");
}

export default function Events() {
  const { findings, comparisons, ...page } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Events"
        description="What Stripe told Lectern, and what came of it."
        actions={
          <Link to="/studio/events/findings" className={buttonStyles({ variant: "secondary" })}>
            Findings
          </Link>
        }
      />
      {findings > 0 && (
        <Banner
          tone="urgent"
          title={findings === 1 ? "One thing does not agree with Stripe" : `${findings} things do not agree with Stripe`}
          action={
            <Button asChild size="sm" variant="secondary">
              <Link to="/studio/events/findings">See which</Link>
            </Button>
          }
          className="mb-8"
        >
          Stripe, orders and access say different things, and only a person can decide.
        </Banner>
      )}
      <div className="space-y-8">
        {comparisons.length > 0 && <ComparisonCard comparisons={comparisons} back="/studio/events" />}
        <EventsList {...page} />
      </div>
    </>
  );
}
