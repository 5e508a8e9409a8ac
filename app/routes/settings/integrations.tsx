import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ChevronRight, CreditCard } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { buttonStyles } from "~/components/ui/button";
import { accountName } from "~/domain/merchants/account-name";
import { explainRequirements } from "~/domain/merchants/explain-requirements";
import { primaryAccount } from "~/domain/merchants/queries.server";
import { summarise } from "~/domain/merchants/summarise";
import { now } from "~/lib/clock";
import { STATE_BADGES } from "./state-badges";

export const meta: MetaFunction = () => [{ title: "Integrations · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "stripe.manage");
  const account = await primaryAccount(store.id);
  return { stripe: account && { name: accountName(account), ...summarise(account, explainRequirements(account, now())) } };
}

export default function Integrations() {
  const { stripe } = useLoaderData<typeof loader>();
  const badge = stripe && STATE_BADGES[stripe.state];
  return (
    <section aria-labelledby="integrations-title">
      <h2 id="integrations-title" className="text-lg font-semibold">
        Integrations
      </h2>
      <p className="mt-1 mb-5 max-w-prose text-sm text-ink-muted">Other services your store works with.</p>
      <ul className="overflow-clip rounded-lg border border-line bg-surface">
        <li>
          <Link to="/settings/integrations/stripe" className="flex items-start gap-4 p-5 outline-offset-[-3px] hover:bg-sunken sm:items-center sm:px-6">
            <span className="grid size-11 shrink-0 place-items-center rounded-md bg-sunken text-ink-muted">
              <CreditCard aria-hidden="true" className="size-5" />
            </span>
            <span className="min-w-0 flex-1 sm:flex sm:items-center sm:gap-4">
              <span className="block min-w-0 flex-1">
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="font-medium">Stripe</span>
                  {badge ? <Badge tone={badge.tone}>{badge.label}</Badge> : <Badge>Not connected</Badge>}
                </span>
                <span className="mt-0.5 block text-sm wrap-anywhere text-ink-muted">
                  {stripe ? `${stripe.name}. ${stripe.text}` : "Takes your buyers' payments, straight to your own account. Needed to sell; free offers work without it."}
                </span>
              </span>
              {!stripe && <span className={buttonStyles({ variant: "primary", size: "sm", className: "mt-3 sm:mt-0" })}>Connect</span>}
            </span>
            {stripe && <ChevronRight aria-hidden="true" className="size-5 shrink-0 self-center text-ink-faint" />}
          </Link>
        </li>
      </ul>
    </section>
  );
}
