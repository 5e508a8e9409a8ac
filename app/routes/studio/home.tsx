import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArrowUpRight } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Button, buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { CopyButton } from "~/components/ui/copy-button";
import { PageHeader } from "~/components/ui/page-header";
import { Steps, type Step } from "~/components/ui/steps";
import { canCharge } from "~/domain/merchants/account-state";
import { explainRequirements } from "~/domain/merchants/explain-requirements";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { summarise } from "~/domain/merchants/summarise";
import { latestSales, setupProgress } from "~/domain/orders/queries.server";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { Lately } from "./figures/lately";
import { latelyView } from "./figures/lately.server";
import { orderRow } from "./order-row.server";
import { OrdersTable } from "./orders-table";
import { useMay } from "./use-may";

export const meta: MetaFunction = () => [{ title: "Studio · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store, may } = await requireStore(request, "studio.see");
  const [setup, accounts, sales, lately] = await Promise.all([setupProgress(store.id), connectedAccounts(store.id), latestSales(store.id), may("figures.read") ? latelyView(store) : null]);
  return {
    storeName: store.name,
    storeUrl: `${env.appUrl}/s/${store.slug}`,
    storePath: `/s/${store.slug}`,
    setup: { ...setup, ...stripeStep(accounts) },
    lately,
    sales: sales.map(orderRow),
  };
}

/** Whether anything can be sold, by whichever account; while none can, what Stripe says of the first. */
function stripeStep(accounts: readonly ConnectedAccount[]): { stripe: "none" | "ready" | "waiting"; stripeNews: string | null } {
  const [first] = accounts;
  if (!first) return { stripe: "none", stripeNews: null };
  if (accounts.some(canCharge)) return { stripe: "ready", stripeNews: null };
  const { title, text } = summarise(first, explainRequirements(first, now()));
  return { stripe: "waiting", stripeNews: `You are connected. ${title}: ${text}` };
}

type Setup = ReturnType<typeof useLoaderData<typeof loader>>["setup"];

export default function StudioHome() {
  const { storeName, storeUrl, storePath, setup, lately, sales } = useLoaderData<typeof loader>();
  // What opens a store is its owner's to do.
  const steps = useMay()("store.manage") ? setupSteps(setup, storeUrl) : null;
  return (
    <>
      <PageHeader
        title={storeName}
        description={steps ? "A few things to do, and you are in business." : "How your store is doing."}
        actions={
          <Link to={storePath} className={buttonStyles({ variant: "secondary" })}>
            View store
            <ArrowUpRight aria-hidden="true" />
          </Link>
        }
      />
      <div className="space-y-10">
        {steps && (
          <Card>
            <Steps steps={steps} />
          </Card>
        )}
        {lately && (setup.sold || !steps) && <Lately view={lately} />}
        {sales.length > 0 && (
          <section aria-labelledby="latest">
            <div className="mb-4 flex items-baseline justify-between gap-6">
              <h2 id="latest" className="text-base font-semibold">
                Latest sales
              </h2>
              <Link to="/studio/orders" className="link-quiet inline-block py-2.5 text-sm text-ink-muted sm:py-0">
                All orders
              </Link>
            </div>
            <Card flush>
              <OrdersTable rows={sales} caption="Latest sales" />
            </Card>
          </section>
        )}
      </div>
    </>
  );
}

/** The way from an empty store to the first sale; null when it is behind the creator. The first open step is the current one. */
function setupSteps(setup: Setup, storeUrl: string): Step[] | null {
  const offerPath = setup.firstOfferId ? `/studio/offers/${setup.firstOfferId}` : "/studio/offers/new";
  const list = [
    {
      done: setup.firstOfferId !== null,
      title: "Make your first offer",
      description: "A course with lessons, or files to download. It stays a draft until you publish it.",
      action: <StepLink to="/studio/offers/new">Make an offer</StepLink>,
    },
    {
      done: setup.stripe === "ready",
      title: "Connect Stripe",
      description: setup.stripeNews ?? "So that buyers pay straight into your own account. Free offers do not need it.",
      action: <StepLink to="/settings/integrations/stripe">{setup.stripe === "waiting" ? "See what Stripe needs" : "Connect Stripe"}</StepLink>,
    },
    {
      done: setup.published,
      title: "Publish it",
      description: "Look at it as a visitor first, then put it up for sale.",
      action: <StepLink to={offerPath}>Go to your offer</StepLink>,
    },
    {
      done: setup.sold,
      title: "Make the first sale",
      description: "Send the address of your store to people who would like it.",
      action: <CopyButton value={storeUrl} label="Copy the store’s address" />,
    },
  ];
  // A store that has sold is open, whatever has come loose since: the banner says that.
  if (setup.sold) return null;
  const current = list.findIndex((step) => !step.done);
  return list.map(({ done, title, description, action }, index) =>
    done ? { title, state: "done" as const } : { title, description, state: index === current ? ("current" as const) : ("upcoming" as const), ...(index === current ? { action } : {}) },
  );
}

function StepLink({ to, children }: { to: string; children: string }) {
  return (
    <Button asChild size="sm">
      <Link to={to}>{children}</Link>
    </Button>
  );
}
