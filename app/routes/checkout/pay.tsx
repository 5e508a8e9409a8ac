import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ArrowLeft, LockKeyhole } from "lucide-react";
import { getViewer, type Viewer } from "~/auth/guards.server";
import { CheckoutRefused, type RefusalView } from "~/components/checkout/checkout-refused";
import { EmbeddedCheckout } from "~/components/checkout/embedded-checkout";
import { HostedCheckout } from "~/components/checkout/hosted-checkout";
import { OrderSummary } from "~/components/checkout/order-summary";
import { StorefrontShell, type ShellStore } from "~/components/layout/storefront-shell";
import { FormErrors } from "~/components/ui/form-errors";
import { saleOf } from "~/domain/catalog/for-sale";
import { buyerOrder, checkoutState, type BuyerOrder } from "~/domain/checkout/buyer-order.server";
import { amountWords } from "~/domain/checkout/order-amount";
import { openSession } from "~/domain/checkout/open-session.server";
import { isFreeOrder } from "~/domain/checkout/purchase-view.server";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import { env } from "~/env.server";
import { formatMoney } from "~/lib/money";
import { shellStore, shellViewer } from "../storefront/shell-store.server";
import { waitProps } from "../storefront/wait-props.server";
import { readBuyerKey } from "./buyer-cookie.server";
import type { OfferKind } from "~/generated/prisma/enums";

type PayData = {
  store: ShellStore;
  viewer: { name: string; email: string } | null;
  summary: { title: string; subtitle: string; kind: OfferKind; coverUrl: string | null; amount: string; label: string; later: string | null; path: string };
} & (
  | { view: "embedded"; embedded: { publishableKey: string; stripeAccountId: string; clientSecret: string; jsUrl: string | null } }
  | { view: "hosted"; url: string; go: boolean }
  | { view: "closed"; refusal: RefusalView }
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Checkout · ${data.summary.title}` : "Checkout" },
  { name: "robots", content: "noindex" },
  { name: "referrer", content: "same-origin" },
];

export async function loader({ request, params }: LoaderFunctionArgs): Promise<TypedResponse<PayData>> {
  const viewer = await getViewer(request);
  const order = await mine(request, params.orderId);
  const state = await checkoutState(order);
  if (state.state === "settled" || isFreeOrder(order)) throw redirect(`/checkout/${order.id}/return`);

  const path = `/s/${order.store.slug}/${order.offer.slug}`;
  const coverUrl = publicFileUrl(order.offer.coverFileId);
  const common = {
    store: shellStore(order.store),
    viewer: shellViewer(viewer),
    summary: { title: order.offerTitle, subtitle: order.offer.subtitle, kind: order.offerKind, coverUrl, ...amountWords(order, false), path },
  };
  const { publishableKey, jsUrl } = env.stripe;
  let data: PayData;
  if (state.state === "pay" && state.uiMode === "embedded_page" && state.clientSecret) {
    data = { ...common, view: "embedded", embedded: { publishableKey, stripeAccountId: state.stripeAccountId, clientSecret: state.clientSecret, jsUrl } };
  } else if (state.state === "pay" && state.url) {
    data = { ...common, view: "hosted", url: state.url, go: new URL(request.url).searchParams.has("go") };
  } else {
    const closed = state.state === "closed" ? state : { reason: "unfinished" as const, unsure: false };
    const refusal = { ...(await refusalOf(order, closed.reason, viewer)), unsure: closed.unsure ?? false };
    data = { ...common, view: "closed", refusal };
  }
  // The page holds the key to the payment form: no cache may keep it.
  return Response.json(data, { headers: { "Cache-Control": "no-store" } });
}

/** The kind page in place of the till. Whoever meets a store that cannot be paid may wait for it. */
async function refusalOf(order: BuyerOrder, kind: RefusalView["kind"], viewer: Viewer | null): Promise<RefusalView> {
  const path = `/s/${order.store.slug}/${order.offer.slug}`;
  const price = order.offer.prices.find(({ id }) => id === order.priceId) ?? (order.interval ? null : (order.offer.prices[0] ?? null));
  const sale = saleOf({ ...order.offer, price: price ?? order.offer.prices.find(({ amount }) => amount > 0n) ?? null }, await connectedAccounts(order.storeId));
  return {
    kind,
    uiMode: "embedded_page",
    supportEmail: order.store.supportEmail,
    offer: { id: order.offerId, title: order.offerTitle, kind: order.offerKind, path, coverUrl: publicFileUrl(order.offer.coverFileId) },
    price: price && { id: price.id, text: formatMoney(price) },
    wait: kind === "not_chargeable" && sale.state === "paused" ? await waitProps(path, order.offerId, viewer) : null,
  };
}

/** `hosted`: the form in the page does not work for this buyer; go on at Stripe's own page. */
export async function action({ request, params }: ActionFunctionArgs): Promise<TypedResponse<{ error: string } | { refusal: RefusalView }>> {
  const order = await mine(request, params.orderId);
  const state = await checkoutState(order);
  if (state.state === "settled") return redirect(`/checkout/${order.id}/return`);
  if (state.state === "closed") return redirect(`/checkout/${order.id}`);
  const opened = await openSession(order.id, "hosted_page", { cause: "checkout" });
  if (opened.ok) return redirect(`/checkout/${order.id}?go=1`);
  // The page says whether the store can be paid in another way.
  if (opened.error.kind === "account_refused") return redirect(`/checkout/${order.id}`);
  // The return page asks Stripe what became of it.
  if (opened.error.kind === "complete") return redirect(`/checkout/${order.id}/return`);
  if (opened.error.kind === "not_chargeable") return Response.json({ refusal: await refusalOf(order, "not_chargeable", await getViewer(request)) }, { status: 409 });
  return Response.json({ error: "The payment service did not answer just now. Nothing was charged; please press the button again." }, { status: 503 });
}

/** 404 for everybody but the buyer, whether or not the order exists. */
async function mine(request: Request, orderId: string | undefined): Promise<BuyerOrder> {
  const order = await buyerOrder(orderId ?? "", { viewer: await getViewer(request), buyerKey: await readBuyerKey(request) });
  if (!order) throw new Response("Not found", { status: 404 });
  return order;
}

export default function Pay() {
  const data = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  // What the pressed button was answered says more than the page without a session.
  const refusal = failed && "refusal" in failed ? failed.refusal : data.view === "closed" ? data.refusal : null;
  if (refusal || data.view === "closed") {
    return (
      <StorefrontShell store={data.store} viewer={data.viewer}>
        {refusal && <CheckoutRefused {...refusal} />}
      </StorefrontShell>
    );
  }
  const { summary, store } = data;
  return (
    <StorefrontShell store={store} viewer={data.viewer}>
      <div className="gutter mx-auto max-w-(--container-page) pt-2 sm:pt-6">
        <Link to={summary.path} className="-ml-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-sm text-ink-muted hover:text-ink">
          <ArrowLeft aria-hidden="true" className="size-4" />
          Back to {store.name}
        </Link>
        <h1 className="sr-only">Checkout: {summary.title}</h1>
        <div className="mt-3 grid gap-8 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-16">
          <aside aria-label="Your order" className="lg:sticky lg:top-8 lg:self-start">
            <OrderSummary
              title={summary.title}
              subtitle={summary.subtitle}
              kind={summary.kind}
              coverUrl={summary.coverUrl}
              amount={summary.amount}
              amountLabel={summary.label}
              seller={store.name}
            >
              {summary.later && <p className="mb-3 text-ink-muted">{summary.later}</p>}
              <p className="flex gap-2">
                <LockKeyhole aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
                <span>You pay {store.legalName ?? store.name} directly through Stripe. Taxes, if any, are shown before you pay.</span>
              </p>
            </OrderSummary>
          </aside>
          <div className="min-w-0">
            {failed && "error" in failed && (
              <div className="mb-6">
                <FormErrors errors={[failed.error]} />
              </div>
            )}
            {data.view === "embedded" ? <EmbeddedCheckout {...data.embedded} /> : <HostedCheckout url={data.url} go={data.go} />}
          </div>
        </div>
      </div>
    </StorefrontShell>
  );
}
