import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { startSession } from "~/auth/sessions.server";
import { OrderSummary } from "~/components/checkout/order-summary";
import { PurchaseOutcome, type PurchaseOutcomeProps } from "~/components/checkout/purchase-outcome";
import { StorefrontShell, type ShellStore } from "~/components/layout/storefront-shell";
import { buyerOrder } from "~/domain/checkout/buyer-order.server";
import { entryFor } from "~/domain/checkout/entry.server";
import { amountWords } from "~/domain/checkout/order-amount";
import { isFreeOrder, purchaseView } from "~/domain/checkout/purchase-view.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import { mailWayIn } from "~/domain/sign-in/mail-links.server";
import { flash } from "~/lib/flash.server";
import { shellStore, shellViewer } from "../storefront/shell-store.server";
import { readBuyerKey } from "./buyer-cookie.server";
import type { OfferKind } from "~/generated/prisma/enums";

type ReturnData = {
  store: ShellStore;
  viewer: { name: string; email: string } | null;
  summary: { title: string; kind: OfferKind; coverUrl: string | null; amount: string; amountLabel: string; later: string | null };
  purchase: PurchaseOutcomeProps;
};

const TITLES: Record<PurchaseOutcomeProps["outcome"], string> = {
  paid: "Paid",
  processing: "Payment on its way",
  checking: "Looking for your payment",
  unpaid: "Not paid yet",
  failed: "Payment failed",
  expired: "Checkout has run out",
  refunded: "Refunded",
  quarantined: "Checking your payment",
  confirm_address: "Check your mail",
  paid_twice: "You had this already",
};

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${TITLES[data.purchase.outcome]} · ${data.store.name}` : "Your order" },
  { name: "robots", content: "noindex" },
];

/** Where Stripe sends the buyer back to. What its address says is not believed: Stripe is asked. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<TypedResponse<ReturnData>> {
  const viewer = await getViewer(request);
  const view = await purchaseView(params.orderId ?? "", { viewer, buyerKey: await readBuyerKey(request) });
  if (!view) throw new Response("Not found", { status: 404 });
  const { order, outcome, entry } = view;
  const words = amountWords(order, outcome === "paid" || outcome === "refunded");
  const prices = order.offer.status === "published" ? order.offer.prices : [];
  const price = prices.find(({ id }) => id === order.priceId) ?? (order.interval ? undefined : prices[0]);
  const data: ReturnData = {
    store: shellStore(order.store),
    viewer: shellViewer(viewer),
    summary: {
      title: order.offerTitle,
      kind: order.offerKind,
      coverUrl: publicFileUrl(order.offer.coverFileId),
      amount: words.amount,
      amountLabel: words.label,
      later: words.later,
    },
    purchase: {
      outcome,
      entry,
      status: order.status,
      orderId: order.id,
      orderNumber: order.number,
      offer: { id: order.offerId, kind: order.offerKind, title: order.offerTitle, path: `/s/${order.store.slug}/${order.offer.slug}` },
      priceId: price?.id ?? null,
      buyerEmail: order.buyerEmail,
      viewerEmail: viewer?.email ?? null,
      isFree: order.amount === 0n,
      supportEmail: order.store.supportEmail,
    },
  };
  return Response.json(data, { headers: { "Cache-Control": "no-store" } });
}

/** `enter`: sign a first-time buyer in on the strength of this browser. `link`: mail a way in to the address of the order. */
export async function action({ request, params }: ActionFunctionArgs): Promise<TypedResponse<{ entered: boolean }>> {
  const asker = { viewer: await getViewer(request), buyerKey: await readBuyerKey(request) };
  const order = await buyerOrder(params.orderId ?? "", asker);
  if (!order) throw new Response("Not found", { status: 404 });
  const here = `/checkout/${order.id}/return`;
  const form = await request.formData();

  if (form.get("intent") === "enter") {
    const entry = await entryFor(order, asker);
    const headers = entry === "enter" && order.userId ? await startSession(order.userId, request) : new Headers();
    if (form.get("stay")) return Response.json({ entered: entry === "enter" }, { headers });
    return redirect(entry === "enter" || entry === "open" ? `/library/${order.offerId}` : here, { headers });
  }
  if (form.get("intent") === "link" && order.buyerEmail) {
    const unclaimed = isFreeOrder(order) && order.status === "pending";
    const returnTo = unclaimed ? `/checkout/${order.id}/claim` : `/library/${order.offerId}`;
    const mailed = await mailWayIn({ email: order.buyerEmail, returnTo, requester: requesterOf(request), store: order.store });
    const message = mailed.ok
      ? { text: `A link is on its way to ${order.buyerEmail}.`, tone: "success" as const }
      : { text: "That was asked for many times just now. Wait a few minutes and try again.", tone: "danger" as const };
    return redirect(here, { headers: await flash(new Headers(), message) });
  }
  return redirect(here);
}

export default function Return() {
  const { store, viewer, summary, purchase } = useLoaderData<typeof loader>();
  return (
    <StorefrontShell store={store} viewer={viewer}>
      <div className="gutter mx-auto grid max-w-(--container-page) gap-12 pt-6 sm:pt-14 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-24">
        <PurchaseOutcome {...purchase} />
        <aside aria-label="Your order">
          <OrderSummary {...summary} seller={store.name}>
            {summary.later}
          </OrderSummary>
        </aside>
      </div>
    </StorefrontShell>
  );
}
