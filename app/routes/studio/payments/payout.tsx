import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArrowLeft, ArrowRight, Download } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button, buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { PageHeader } from "~/components/ui/page-header";
import { payoutContents } from "~/domain/payouts/payout-contents.server";
import { ownPayout } from "./own-payout.server";
import { atStripe, troubleWords } from "./payments-view.server";
import { PayoutLines, PayoutSumsCard } from "./payout-lines";
import { lineView, payoutView, sumsView } from "./payout-view.server";
import { Trouble } from "./trouble";

export const meta: MetaFunction = () => [{ title: "Payout · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "payments.read");
  const query = new URL(request.url).searchParams;
  const after = query.get("after");
  const { account, name, read } = await ownPayout(store.id, params["payoutId"] ?? "", query.get("account"));
  const shown = { accountId: account.id, account: name, later: after !== null, dashboard: atStripe(account.id, "payouts") };
  if (!read.ok) return { ...shown, payout: null, sums: null, lines: null, next: null, byHand: false, trouble: troubleWords(read.error, "payouts") };
  const payout = payoutView(account.id, read.value);
  const contents = await payoutContents(account, read.value, after);
  if (!contents.ok) {
    const { error } = contents;
    // A line this payout does not have: an address from elsewhere.
    if (error.kind === "not_found" || (after !== null && error.kind === "refused")) throw new Response("Not found", { status: 404 });
    return { ...shown, payout, sums: null, lines: null, next: null, ...(error.kind === "by_hand" ? { byHand: true, trouble: null } : { byHand: false, trouble: troubleWords(error, "payouts") }) };
  }
  return { ...shown, payout, sums: sumsView(contents.value, read.value, after === null), lines: contents.value.lines.map(lineView), next: contents.value.next, byHand: false, trouble: null };
}

export default function Payout() {
  const { payout, accountId, account, sums, lines, next, later, byHand, trouble, dashboard } = useLoaderData<typeof loader>();
  const here = `?account=${accountId}`;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ to: `/studio/payments${here}`, label: "Payments" }, { label: "Payout" }]} />}
        title={payout ? `Payout of ${payout.amount}` : "Payout"}
        badges={payout && <Badge tone={payout.status.tone}>{payout.status.label}</Badge>}
        description={payout?.when}
        actions={
          lines &&
          lines.length > 0 && (
            <a href={`/studio/payments/payouts/${payout?.id}/lines.csv${here}`} download className={buttonStyles({ variant: "secondary" })}>
              <Download aria-hidden="true" />
              Lines as CSV
            </a>
          )
        }
      />
      <div className="space-y-8">
        {trouble && <Trouble trouble={trouble} accountId={accountId} />}
        {payout?.failure && (
          <Banner
            tone="urgent"
            title="This payout came back"
            action={
              <Button asChild size="sm">
                <a href={payout.failure.action.url} target="_blank" rel="noreferrer">
                  {payout.failure.action.label}
                </a>
              </Button>
            }
          >
            {`${payout.failure.what} ${payout.failure.next} The money is back in your Stripe balance.`}
          </Banner>
        )}
        {byHand && (
          <Banner
            tone="neutral"
            title="Stripe does not say what is in this payout"
            action={
              <Button asChild size="sm" variant="secondary">
                <a href={dashboard} target="_blank" rel="noreferrer">
                  See it at Stripe
                </a>
              </Button>
            }
          >
            It was asked for by hand, and of those Stripe keeps the amount only. Payouts that Stripe makes on your schedule list every sale here.
          </Banner>
        )}
        <div className="grid items-start gap-8 md:grid-cols-2">
          {sums && <PayoutSumsCard sums={sums} />}
          {!sums && (later || next) && <Card title="How it adds up">There are more lines than one page holds. The file has all of them.</Card>}
          {payout && (
            <Card title="About it">
              <KeyValue
                items={[
                  { label: "Sent", value: payout.made },
                  ...(payout.to ? [{ label: "To", value: payout.to }] : []),
                  { label: "How", value: payout.how },
                  { label: "Account", value: account },
                  { label: "At Stripe", value: <span className="break-all">{payout.id}</span> },
                ]}
              />
            </Card>
          )}
        </div>
        {lines && <PayoutLines lines={lines} />}
        {(later || next) && payout && (
          <nav aria-label="Pages of lines" className="flex flex-wrap gap-3">
            {later && (
              <Button asChild variant="secondary">
                <Link to={here}>
                  <ArrowLeft aria-hidden="true" />
                  First lines
                </Link>
              </Button>
            )}
            {next && (
              <Button asChild variant="secondary">
                <Link to={`${here}&after=${next}`}>
                  More lines
                  <ArrowRight aria-hidden="true" />
                </Link>
              </Button>
            )}
          </nav>
        )}
      </div>
    </>
  );
}
