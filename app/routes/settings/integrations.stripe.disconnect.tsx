import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";
import { accountById } from "~/domain/merchants/queries.server";
import { whatDisconnectStops, type DisconnectEffects } from "~/domain/merchants/what-disconnect-stops.server";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { accountView } from "./account-view.server";

export const meta: MetaFunction = () => [{ title: "Disconnect Stripe · Lectern" }];

/** Ask before a disconnection, on a page of its own, so that it asks without JavaScript too. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "stripe.manage");
  const account = await accountById(store.id, params.accountId ?? "");
  if (!account || account.status === "disconnected") throw new Response("Not found", { status: 404 });
  return { account: accountView(account), kind: account.kind, stops: effects(await whatDisconnectStops(account)) };
}

export default function DisconnectStripe() {
  const { account, kind, stops } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-2xl space-y-4">
      <Breadcrumbs items={[{ label: "Integrations", to: "/settings/integrations" }, { label: "Stripe", to: "/settings/integrations/stripe" }]} />
      <Card
        title={`Disconnect ${account.name}?`}
        headingLevel={2}
        footer={
          <>
            <Form method="post" action="/settings/integrations/stripe">
              <input type="hidden" name="accountId" value={account.id} />
              <SubmitButton name="intent" value="disconnect" variant="danger" pendingLabel="Disconnecting…">
                Disconnect
              </SubmitButton>
            </Form>
            <Button asChild variant="secondary">
              <Link to="/settings/integrations/stripe">Keep it connected</Link>
            </Button>
          </>
        }
      >
        <div className="grid gap-6 text-sm sm:grid-cols-2">
          <div>
            <h3 className="font-medium">What stops</h3>
            <ul className="mt-2 list-disc space-y-1.5 pl-5 text-ink-muted marker:text-ink-faint">
              {stops.map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
          </div>
          <div>
            <h3 className="font-medium">What stays</h3>
            <ul className="mt-2 list-disc space-y-1.5 pl-5 text-ink-muted marker:text-ink-faint">
              <li>Everyone who has bought something keeps it.</li>
              <li>Your Stripe account, its balance and its payouts are not touched. Refunds can be made in Stripe's own Dashboard.</li>
              {kind === "restricted_key" && <li>The key itself stays valid at Stripe until you delete it there. Here it is forgotten at once.</li>}
              {kind === "created" && <li>This account was made here: it can be used again with one click.</li>}
              <li>Connect the same account again and all is as it was.</li>
            </ul>
          </div>
        </div>
      </Card>
    </div>
  );
}

/** A sentence for each thing that stops. */
function effects({ withoutAccount, movedTo, openCheckouts, pendingPayments, renewals }: DisconnectEffects): string[] {
  const nothingOnSale = withoutAccount.length === 0 && movedTo.length === 0;
  return [
    ...(nothingOnSale ? ["No published paid offer is sold through this account, so nothing on sale is affected."] : []),
    ...(withoutAccount.length > 0 ? [`${titles(withoutAccount)} can no longer be bought.`] : []),
    ...movedTo.map((moved) => `${titles(moved.titles)} will be sold through ${moved.account} from now on.`),
    ...(openCheckouts > 0 ? [openCheckouts === 1 ? "One buyer is in the checkout now; it will be closed." : `${openCheckouts} buyers are in the checkout now; it will be closed for them.`] : []),
    ...(pendingPayments > 0
      ? [`${pendingPayments === 1 ? "One payment is" : `${pendingPayments} payments are`} still on the way from the bank. Lectern will not hear of ${pendingPayments === 1 ? "it" : "them"}; better wait.`]
      : []),
    ...(renewals === null ? ["Stripe could not be asked about running subscriptions just now. If you have any, Lectern will not hear of their renewals."] : renewals.map(renewalsInWords)),
    "Lectern no longer sees refunds and disputes of past orders.",
  ];
}

const NAMED = 3;

function titles(all: readonly string[]): string {
  const more = all.length - NAMED;
  const named = all.slice(0, NAMED).map((title) => `“${title}”`);
  const last = more > 0 ? `${more} more` : named.pop();
  return named.length > 0 ? `${named.join(", ")} and ${last}` : (last ?? "");
}

function renewalsInWords({ currency, amount, count, nextAt }: NonNullable<DisconnectEffects["renewals"]>[number]): string {
  const worth = formatMoney({ amount: BigInt(amount), currency });
  return `${count === 1 ? "One running subscription renews" : `${count} running subscriptions renew`} for ${worth}, next on ${formatDay(new Date(nextAt))}. Stripe goes on charging ${count === 1 ? "it" : "them"}, but Lectern will not hear of it; cancel in Stripe's Dashboard what should end.`;
}
