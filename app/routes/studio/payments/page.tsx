import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Landmark } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { Pills } from "~/components/ui/pills";
import { accountName } from "~/domain/merchants/account-name";
import { allAccounts, connectedAccounts } from "~/domain/merchants/queries.server";
import { moneyOverview } from "~/domain/payouts/money-overview.server";
import { formatDay } from "~/lib/dates";
import { AtStripe, FormerMoney, WhoseJob } from "./beside";
import { MoneyFigures } from "./money-figures";
import { PayoutList } from "./payout-list";
import { moneyView } from "./payments-view.server";

export const meta: MetaFunction = () => [{ title: "Payments · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "payments.read");
  const query = new URL(request.url).searchParams;
  const [accounts, all] = await Promise.all([connectedAccounts(store.id), allAccounts(store.id)]);
  const asked = query.get("account");
  const chosen = asked === null ? (accounts[0] ?? null) : (accounts.find((account) => account.id === asked) ?? null);
  // A former account of one's own leads to the others; what was never there is not found.
  if (asked !== null && !chosen) throw all.some((account) => account.id === asked) ? redirect("/studio/payments") : new Response("Not found", { status: 404 });
  const after = query.get("after");
  const overview = chosen && (await moneyOverview(chosen, { after }));
  // A payout that this account does not have: an address from elsewhere.
  if (chosen && after && overview && !overview.payouts.ok && overview.payouts.error.kind === "refused") throw redirect(`/studio/payments?account=${chosen.id}`);
  return {
    accounts: accounts.map((account) => ({ id: account.id, name: accountName(account) })),
    former: all
      .filter((account) => account.status === "disconnected")
      .map((account) => ({ id: account.id, name: accountName(account), until: account.disconnectedAt && formatDay(account.disconnectedAt) })),
    money: chosen && overview && moneyView(chosen, overview, after === null),
    later: after !== null,
  };
}

export default function Payments() {
  const { accounts, former, money, later } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Payments" description="Your money at Stripe, and its way to your bank." />
      {money === null ? (
        <div className="space-y-8">
          <NoAccount before={former.length > 0} />
          {former.length > 0 && <FormerMoney accounts={former} />}
        </div>
      ) : (
        <>
          {accounts.length > 1 && <Pills label="Which account" pills={accounts.map(({ id, name }) => ({ to: `?account=${id}`, label: name, here: id === money.id }))} className="mb-6" />}
          <div className="space-y-8">
            {money.paused && (
              <Banner
                tone={money.paused.tone}
                title="Payouts to your bank are on hold"
                action={
                  <Button asChild size="sm" variant="secondary">
                    <Link to="/settings/integrations/stripe">{money.paused.label}</Link>
                  </Button>
                }
              >
                {`${money.paused.text} Until then the money stays in your Stripe balance.`}
              </Banner>
            )}
            {money.failure && (
              <Banner
                tone="urgent"
                title={money.failure.title}
                action={
                  <Button asChild size="sm">
                    <a href={money.failure.action.url} target="_blank" rel="noreferrer">
                      {money.failure.action.label}
                    </a>
                  </Button>
                }
              >
                <p>{`${money.failure.what} ${money.failure.next}`}</p>
                <p>{money.onHold ? "The money is back in your Stripe balance. Until this is mended, Stripe holds all payouts." : "The money is back in your Stripe balance."}</p>
              </Banner>
            )}
            <MoneyFigures money={money} />
            <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
              <PayoutList money={money} later={later} />
              <div className="space-y-8">
                <AtStripe accountId={money.id} instant={money.instant} />
                <WhoseJob />
              </div>
            </div>
            {former.length > 0 && <FormerMoney accounts={former} />}
          </div>
        </>
      )}
    </>
  );
}

function NoAccount({ before }: { before: boolean }) {
  return (
    <EmptyState
      icon={<Landmark aria-hidden="true" />}
      title={before ? "Stripe is disconnected" : "No Stripe account yet"}
      action={
        <Button asChild>
          <Link to="/settings/integrations/stripe">{before ? "Reconnect Stripe" : "Connect Stripe"}</Link>
        </Button>
      }
    >
      {before
        ? "Connect it again to see your balance here. What is at Stripe stays yours, and Stripe pays it to your bank as before."
        : "Buyers pay straight into your own Stripe account. Once it is connected, your balance and every payout to your bank stand here."}
    </EmptyState>
  );
}
