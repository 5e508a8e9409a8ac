import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { BadgeCheck, ExternalLink } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { Pagination } from "~/components/ui/pagination";
import { Pills } from "~/components/ui/pills";
import { findingWords, OUTCOME_WORDS } from "~/domain/events/finding-words";
import { dismissFinding, findingsOf, type FindingRow } from "~/domain/events/findings.server";
import { lastRuns } from "~/domain/events/queries.server";
import { dashboardUrl } from "~/domain/merchants/dashboard-url.server";
import { env } from "~/env.server";
import { formatMoment } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { ComparisonCard } from "./comparison-card";
import { comparisonOf } from "./comparison.server";

export const meta: MetaFunction = () => [{ title: "Findings · Lectern" }];
const HERE = "/studio/events/findings";

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "events.read");
  const query = new URL(request.url).searchParams;
  const which = query.get("show") === "closed" ? ("closed" as const) : ("open" as const);
  const [{ rows, newer, older }, runs] = await Promise.all([findingsOf(store.id, which, { before: query.get("before"), after: query.get("after") }), lastRuns(store.id)]);
  const address = (side: "before" | "after", cursor: string | null) => cursor && `${HERE}?${new URLSearchParams({ ...(which === "closed" ? { show: which } : {}), [side]: cursor })}`;
  return { which, findings: rows.map(shown), newer: address("after", newer), older: address("before", older), comparisons: runs.map(comparisonOf) };
}

function shown({ id, kind, detail, orderId, foundAt, closedAt, outcome }: FindingRow) {
  const payment = detail.paymentIntentId && detail.stripeAccountId ? dashboardUrl({ stripeAccountId: detail.stripeAccountId, livemode: env.stripe.livemode }, `payments/${detail.paymentIntentId}`) : null;
  return {
    id,
    ...findingWords(kind, detail),
    // A payment without an order has none to open.
    orderId: kind === "payment_unknown" ? null : orderId,
    firstOrderId: detail.firstOrderId ?? null,
    payment,
    found: formatMoment(foundAt),
    closed: closedAt && { when: formatMoment(closedAt), outcome: OUTCOME_WORDS[outcome ?? ""] ?? "Closed" },
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const { store, viewer } = await requireStore(request, "events.repair");
  const form = await request.formData();
  const done = await dismissFinding(store.id, String(form.get("finding") ?? ""), viewer.id);
  if (!done.ok) throw new Response("Not found", { status: 404 });
  return redirect(HERE, { headers: await flash(new Headers(), "Put aside. It is not shown again.") });
}

export default function Findings() {
  const { which, findings, newer, older, comparisons } = useLoaderData<typeof loader>();
  const compared = comparisons.some(({ done }) => done);
  return (
    <>
      <PageHeader
        title="Findings"
        description="Where Stripe, orders and access do not agree. What is safe to bring right, Lectern brings right by itself, once; the rest is for you."
        breadcrumbs={<Breadcrumbs items={[{ label: "Events", to: "/studio/events" }, { label: "Findings" }]} />}
      />
      <Pills
        label="Which findings"
        className="mb-5"
        pills={[
          { to: HERE, label: "Open", here: which === "open" },
          { to: `${HERE}?show=closed`, label: "Closed", here: which === "closed" },
        ]}
      />
      {findings.length === 0 ? (
        <EmptyState icon={<BadgeCheck aria-hidden="true" />} title={which === "closed" ? "Nothing was ever found" : compared ? "All agree" : "Nothing was compared yet"}>
          {which === "closed" ? "What was found and brought right, or put aside, stands here." : compared ? "Stripe, orders and access say the same. It is looked at once an hour." : "What Stripe, orders and access do not agree on stands here after the first comparison."}
        </EmptyState>
      ) : (
        <ul className="space-y-4">
          {findings.map((finding) => (
            <FindingCard key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
      <Pagination newer={newer} older={older} label="Pages of findings" />
      {comparisons.length > 0 && (
        <div className="mt-8">
          <ComparisonCard comparisons={comparisons} back={HERE} />
        </div>
      )}
    </>
  );
}

function FindingCard({ finding }: { finding: ReturnType<typeof shown> }) {
  const { closed } = finding;
  return (
    <Card
      as="li"
      title={finding.title}
      description={closed ? `Found ${finding.found}, closed ${closed.when}` : `Found ${finding.found}`}
      action={<Badge tone={closed ? "neutral" : "warning"}>{closed ? closed.outcome : "Needs you"}</Badge>}
      footer={
        closed && !finding.orderId ? undefined : (
          <>
            {finding.orderId && (
              <Link to={`/studio/orders/${finding.orderId}`} className={buttonStyles({ variant: "secondary", size: "sm" })}>
                Open the order
              </Link>
            )}
            {finding.firstOrderId && !closed && (
              <Link to={`/studio/orders/${finding.firstOrderId}`} className={buttonStyles({ variant: "secondary", size: "sm" })}>
                Open the first order
              </Link>
            )}
            {finding.payment && (
              <a href={finding.payment} target="_blank" rel="noreferrer" className={buttonStyles({ variant: "secondary", size: "sm" })}>
                See the payment at Stripe
                <ExternalLink aria-hidden="true" />
              </a>
            )}
            {!closed && (
              <Form method="post">
                <input type="hidden" name="finding" value={finding.id} />
                <ConfirmButton
                  size="sm"
                  variant="ghost"
                  title="Put this aside?"
                  description="Nothing changes at Stripe, in the order or in the access. This finding is not shown again."
                  confirmLabel="Put it aside"
                  cancelLabel="Keep it here"
                >
                  It is all right as it is
                </ConfirmButton>
              </Form>
            )}
          </>
        )
      }
    >
      <div className="max-w-prose space-y-2 text-sm">
        <p>{finding.what}</p>
        {!closed && <p className="font-medium">{finding.todo}</p>}
      </div>
    </Card>
  );
}
