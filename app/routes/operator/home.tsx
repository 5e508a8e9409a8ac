import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireOperator } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { PageHeader } from "~/components/ui/page-header";
import { Stat, StatRow } from "~/components/ui/stat";
import { Table } from "~/components/ui/table";
import { installationState } from "~/domain/doctor/installation.server";
import { env } from "~/env.server";
import { formatMoment } from "~/lib/dates";

export const meta: MetaFunction = () => [{ title: "Operator · Lectern" }];

const ENDPOINTS = [
  { endpoint: "connect", label: "Connected accounts", path: "/webhooks/stripe/connect" },
  { endpoint: "account", label: "The platform’s own account", path: "/webhooks/stripe" },
  { endpoint: "own", label: "Accounts with their own key", path: "/webhooks/stripe/accounts/…" },
];
/** As on /readyz. */
const BEHIND_SECONDS = 300;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request);
  const { lastWebhooks, queues, ...state } = await installationState();
  return {
    ...state,
    queues: queues.map(({ name, waiting, oldestSeconds }) => ({ name, waiting, oldest: ageWords(oldestSeconds), behind: oldestSeconds > BEHIND_SECONDS })),
    endpoints: ENDPOINTS.map(({ endpoint, label, path }) => {
      const last = lastWebhooks.find((one) => one.endpoint === endpoint);
      return { label, address: `${env.appUrl}${path}`, last: last ? formatMoment(last.at) : "nothing within a week" };
    }),
    mode: env.stripe.sandbox ? "sandbox" : env.stripe.livemode ? "live" : "test",
    database: env.databaseUrl ? "Postgres" : "embedded",
    keptDays: env.eventPayloadDays,
  };
}

function ageWords(seconds: number): string {
  const age = Math.max(0, Math.round(seconds));
  if (age < 90) return `${age} s`;
  return age < 5400 ? `${Math.round(age / 60)} min` : `${Math.round(age / 3600)} h`;
}

export default function OperatorHome() {
  const { events, mails, queues, endpoints, accounts, openFindings, stripeClockSkewSeconds, mode, database, keptDays } = useLoaderData<typeof loader>();
  const behind = queues.filter((queue) => queue.behind);
  return (
    <>
      <PageHeader title="Operator" description="How the whole installation does. Only the addresses in OPERATOR_EMAILS see this." />
      <div className="space-y-8">
        {events.dead > 0 && (
          <Banner
            tone="final"
            title={events.dead === 1 ? "One event was given up" : `${events.dead} events were given up`}
            action={
              <Button asChild size="sm" variant="secondary">
                <Link to="/operator/events?show=given_up">See which</Link>
              </Button>
            }
          >
            They could not be applied in ten hours of trying. Read why, mend it, and process them again.
          </Banner>
        )}
        {behind.length > 0 && (
          <Banner tone="urgent" title="Work is piling up">
            Jobs wait for longer than five minutes: {behind.map(({ name }) => name).join(", ")}. Look at the log, and whether a process is running.
          </Banner>
        )}
        <StatRow>
          <Stat label="Events waiting" value={events.waiting} note={events.failing > 0 ? `${events.failing} tried again later` : "none failing"} />
          <Stat label="Mails waiting" value={mails.waiting} note={mails.failed > 0 ? `${mails.failed} could not be sent` : "none failed"} />
          <Stat label="Accounts" value={accounts.connected} note={accounts.behind > 0 ? `${accounts.behind} not compared for three hours` : "all compared with Stripe"} />
          <Stat label="Open findings" value={openFindings} note="in all stores" />
        </StatRow>
        <Card title="Last webhooks" description="The newest message at each endpoint.">
          <KeyValue
            items={endpoints.map((one) => ({
              label: (
                <>
                  {one.label}
                  <span className="mt-0.5 block font-mono text-xs break-all">{one.address}</span>
                </>
              ),
              value: one.last,
            }))}
          />
        </Card>
        <Card title="Jobs" description="What waits or runs, by queue." flush={queues.length > 0}>
          {queues.length === 0 ? (
            <p className="text-sm text-ink-muted">Nothing waits.</p>
          ) : (
            <Table
              caption="Jobs by queue"
              rows={queues}
              rowKey={(row) => row.name}
              columns={[
                { key: "name", header: "Queue", primary: true, cell: (row) => row.name },
                { key: "waiting", header: "Waiting", align: "end", cell: (row) => row.waiting },
                { key: "oldest", header: "Oldest", align: "end", cell: (row) => row.oldest },
              ]}
            />
          )}
        </Card>
        <Card title="This installation">
          <KeyValue
            items={[
              { label: "Stripe", value: mode },
              { label: "Database", value: database },
              { label: "Stripe’s clock and ours", value: stripeClockSkewSeconds === null ? "not known yet" : Math.abs(stripeClockSkewSeconds) < 5 ? "agree" : `${stripeClockSkewSeconds} s apart` },
              { label: "Content of events is kept", value: `${keptDays} days` },
            ]}
          />
        </Card>
      </div>
    </>
  );
}
