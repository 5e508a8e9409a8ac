import { Form, Link } from "@remix-run/react";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { PageHeader } from "~/components/ui/page-header";
import { SubmitButton } from "~/components/ui/submit-button";
import type { EventPage } from "./event.server";

export interface EventViewProps {
  event: EventPage;
  /** The list's address. */
  base: string;
  /** Whether orders can be opened from here: they are the store's. */
  ordersOpen: boolean;
}

const WHEN_GONE = "When the reason is gone, process it again.";
const TROUBLE: Partial<Record<EventPage["status"], { title: string; next: string }>> = {
  failed: { title: "It could not be applied yet", next: WHEN_GONE },
  on_hold: { title: "It waits until its account can be asked again", next: "It is applied by itself as soon as the connection is mended in the settings." },
  dead: { title: "It could not be applied, and is not tried any more", next: WHEN_GONE },
};

/** One of Stripe's messages: what it told, what it changed, what is in it. */
export function EventView({ event, base, ordersOpen }: EventViewProps) {
  const here = `${base}/${event.id}`;
  const trouble = TROUBLE[event.status];
  return (
    <>
      <PageHeader
        title={event.title}
        description={<span className="font-mono text-sm break-all">{event.type}</span>}
        badges={<Badge tone={event.state.tone}>{event.state.label}</Badge>}
        breadcrumbs={<Breadcrumbs items={[{ label: "Events", to: base }, { label: event.title }]} />}
        actions={
          event.payload !== null && (
            <Form method="post" action={base}>
              <input type="hidden" name="event" value={event.id} />
              <input type="hidden" name="back" value={here} />
              <SubmitButton variant="secondary" pendingLabel="Starting…">
                Process it again
              </SubmitButton>
            </Form>
          )
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-6">
          {trouble && (
            <Banner tone={event.status === "dead" ? "final" : "urgent"} title={trouble.title}>
              <p className="[overflow-wrap:anywhere]">{event.note}</p>
              <p>{event.nextTry ? `It is tried again by itself at ${event.nextTry}.` : trouble.next}</p>
            </Banner>
          )}
          <Card title="What came of it">
            {event.note && !trouble && <p className="text-sm [overflow-wrap:anywhere]">{event.note}</p>}
            {event.changes.length === 0 ? (
              <p className="text-sm text-ink-muted">{event.status === "processed" ? "Nothing had to change: what it told was known already." : "It has changed nothing here."}</p>
            ) : (
              <ol className="mt-3 space-y-2.5 text-sm">
                {event.changes.map((change) => (
                  <li key={change.id} className="flex flex-wrap items-baseline justify-between gap-x-4">
                    {change.orderId && ordersOpen ? (
                      <Link to={`/studio/orders/${change.orderId}`} className="link-quiet inline-block py-1.5 sm:py-0">
                        {change.words}
                      </Link>
                    ) : (
                      <span>{change.words}</span>
                    )}
                    <span className="text-xs text-ink-faint">{change.when}</span>
                  </li>
                ))}
              </ol>
            )}
          </Card>
          {event.related.length > 0 && (
            <Card title="About the same thing" flush>
              <ul className="divide-y divide-line">
                {event.related.map((row) => (
                  <li key={row.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-5 py-3 text-sm sm:px-6">
                    <Link to={`${base}/${row.id}`} className="link-quiet inline-block py-1.5 sm:py-0">
                      {row.title}
                    </Link>
                    <span className="flex items-center gap-3 text-xs text-ink-faint">
                      {row.when}
                      <Badge tone={row.state.tone}>{row.state.label}</Badge>
                    </span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <Card title="As Stripe sent it" description={`Kept for ${event.keptDays} days. Lectern takes it as a hint and asks Stripe what is true.`}>
            {event.payload === null ? (
              <p className="text-sm text-ink-muted">Its content is not kept any more, so it cannot be processed again. Comparing with Stripe brings everything up to date all the same.</p>
            ) : (
              <details>
                <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm text-ink-muted hover:text-ink sm:min-h-8">Show the content</summary>
                <pre className="mt-2 rounded-md bg-sunken p-4 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">{event.payload}</pre>
              </details>
            )}
          </Card>
        </div>
        <Card title="Facts">
          <KeyValue
            items={[
              { label: "Event", value: <Code>{event.id}</Code> },
              ...(event.object ? [{ label: "About", value: <Code>{event.object}</Code> }] : []),
              { label: "Account", value: <Code>{event.account ?? "the platform"}</Code> },
              { label: "Happened", value: event.happened },
              { label: "Arrived", value: event.received },
              ...(event.applied ? [{ label: "Dealt with", value: event.applied }] : []),
              { label: "Way", value: event.way },
              { label: "Tries", value: String(event.attempts) },
              ...(event.replays > 0 ? [{ label: "Processed again by hand", value: event.replays === 1 ? "once" : `${event.replays} times` }] : []),
              { label: "Mode", value: event.livemode ? "live" : "test" },
              ...(event.apiVersion ? [{ label: "API version", value: event.apiVersion }] : []),
            ]}
          />
        </Card>
      </div>
    </>
  );
}

function Code({ children }: { children: string }) {
  return <span className="font-mono text-xs break-all">{children}</span>;
}
