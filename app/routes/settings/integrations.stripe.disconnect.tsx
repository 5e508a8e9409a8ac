import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";
import { accountById, whatDisconnectStops } from "~/domain/merchants/queries.server";
import { accountView } from "./account-view.server";

export const meta: MetaFunction = () => [{ title: "Disconnect Stripe · Lectern" }];

/** Ask before a disconnection, on a page of its own, so that it asks without JavaScript too. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request);
  const account = await accountById(store.id, params.accountId ?? "");
  if (!account || account.status === "disconnected") throw new Response("Not found", { status: 404 });
  return { account: accountView(account), stops: await whatDisconnectStops(store.id, account.id) };
}

export default function DisconnectStripe() {
  const { account, stops } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-2xl space-y-4">
      <Breadcrumbs items={[{ label: "Integrations", to: "/settings/integrations" }, { label: "Stripe", to: "/settings/integrations/stripe" }, { label: "Disconnect" }]} />
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
              {effects(stops).map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
          </div>
          <div>
            <h3 className="font-medium">What stays</h3>
            <ul className="mt-2 list-disc space-y-1.5 pl-5 text-ink-muted marker:text-ink-faint">
              <li>Everyone who has bought something keeps it.</li>
              <li>Your Stripe account, its balance and its payouts are not touched. Refunds can be made in Stripe's own Dashboard.</li>
              <li>Connect the same account again and all is as it was.</li>
            </ul>
          </div>
        </div>
      </Card>
    </div>
  );
}

function effects({ paidOffers, openCheckouts, pendingPayments, others }: { paidOffers: number; openCheckouts: number; pendingPayments: number; others: number }): string[] {
  const offers = paidOffers === 1 ? "Your published paid offer" : `Your ${paidOffers} published paid offers`;
  return [
    paidOffers === 0
      ? "You have no published paid offers, so nothing on sale is affected."
      : others > 0
        ? `${offers} will be sold through your other connected account from now on.`
        : `${offers} can no longer be bought.`,
    ...(openCheckouts > 0 ? [openCheckouts === 1 ? "One buyer is in the checkout now; it will be closed." : `${openCheckouts} buyers are in the checkout now; it will be closed for them.`] : []),
    ...(pendingPayments > 0
      ? [`${pendingPayments === 1 ? "One payment is" : `${pendingPayments} payments are`} still on the way from the bank. Lectern will not hear of ${pendingPayments === 1 ? "it" : "them"}; better wait.`]
      : []),
    "Lectern no longer sees refunds and disputes of past orders.",
  ];
}
