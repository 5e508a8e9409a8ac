import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { ExternalLink } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { PageHeader } from "~/components/ui/page-header";
import { SubmitButton } from "~/components/ui/submit-button";
import { accountName } from "~/domain/merchants/account-name";
import { downloadsOfOrder } from "~/domain/downloads/hand-out.server";
import { explainAccountReason } from "~/domain/merchants/account-reason";
import { accountNames } from "~/domain/merchants/account-story.server";
import { orderForStore } from "~/domain/orders/queries.server";
import { resendReceipt } from "~/domain/receipts/resend-receipt.server";
import { env } from "~/env.server";
import { cn } from "~/lib/cn";
import { formatMoment } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { formatMoney } from "~/lib/money";
import { moneyWay } from "./money-way";
import { OrderDownloadsCard } from "./order-downloads-card";
import { causeWords, historyWords, ORDER_WORDS, RECEIPT_WORDS } from "./order-words";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading ?? "Order"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request);
  const order = await orderForStore(store.id, params.orderId ?? "");
  if (!order) throw new Response("Not found", { status: 404 });
  const { livemode, sandbox } = { livemode: order.livemode, sandbox: env.stripe.sandbox };
  const seller = order.account ? accountName(order.account) : "your Stripe account";
  const names = await accountNames(store.id);
  return {
    id: order.id,
    downloads: await downloadsOfOrder(store.id, order.id),
    heading: order.number === null ? order.offerTitle : `Order ${order.number}`,
    title: order.offerTitle,
    offerId: order.offerId,
    number: order.number,
    status: order.status,
    isFree: order.amount === 0n,
    quarantineReason: order.quarantineReason,
    twice: order.duplicateOfId && { firstId: order.duplicateOfId, back: order.amountRefunded >= order.amountPaid, refusal: order.payBackError, next: order.payBackNextAt && formatMoment(order.payBackNextAt) },
    lowered: order.reduction > 0n ? `Lowered by ${formatMoney({ amount: order.reduction, currency: order.currency })}. ${order.reductionReason ?? ""}` : null,
    placed: formatMoment(order.paidAt ?? order.createdAt),
    asked: formatMoney(order),
    buyer: { name: order.buyerName, email: order.buyerEmail },
    money: order.paidAt && order.amount > 0n ? moneyWay(order, seller) : null,
    paymentMethod: order.paymentMethodLabel,
    account: order.account ? { name: seller, id: order.account.stripeAccountId } : null,
    accountReason: order.account && explainAccountReason(order.accountReason, seller, (id) => names.get(id) ?? null, order.currency.toUpperCase()),
    stripePayment: order.stripePaymentIntentId && {
      id: order.stripePaymentIntentId,
      // Payments of test mode stand under /test in Stripe's dashboard.
      url: `${env.stripe.dashboardBase}${livemode || sandbox ? "" : "/test"}/payments/${order.stripePaymentIntentId}`,
    },
    hasAccess: order.grants.some((grant) => !grant.revokedAt && !grant.suspendedAt),
    receipts: order.receipts.map(({ id, toAddress, status, sentAt, createdAt }) => ({ id, to: toAddress, status, when: formatMoment(sentAt ?? createdAt) })),
    history: order.transitions.map(({ id, subjectType, toState, cause, at }) => ({ id, what: historyWords(subjectType, toState), cause: causeWords(cause), at: at.toISOString(), when: formatMoment(at) })),
  };
}

/** The one thing to do here: send the receipt again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { viewer, store } = await requireStore(request);
  const order = await orderForStore(store.id, params.orderId ?? "");
  if (!order) throw new Response("Not found", { status: 404 });
  const sent = await resendReceipt(order.id, { cause: "sent again by the creator", causeId: viewer.id });
  const message = sent.ok
    ? { text: `The receipt is on its way to ${sent.value.to}.`, tone: "success" as const }
    : {
        text: sent.error === "too_many" ? "This receipt was sent several times today. Try again tomorrow." : "There is no receipt for this order: it was not paid.",
        tone: "danger" as const,
      };
  return redirect(`/studio/orders/${order.id}`, { headers: await flash(new Headers(), message) });
}

export default function OrderPage() {
  const order = useLoaderData<typeof loader>();
  const words = ORDER_WORDS[order.status];
  const receipt = order.receipts[0];
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Orders", to: "/studio/orders" }, { label: order.heading }]} />}
        title={order.heading}
        badges={<Badge tone={words.tone}>{words.label}</Badge>}
        description={
          <>
            {order.title}, {order.placed}
          </>
        }
        actions={
          order.stripePayment && (
            <a href={order.stripePayment.url} target="_blank" rel="noreferrer" className={buttonStyles({ variant: "secondary" })}>
              See it in Stripe
              <ExternalLink aria-hidden="true" />
              <span className="sr-only">(opens a new tab)</span>
            </a>
          )
        }
      />
      {order.quarantineReason && (
        <Banner tone="final" title="This order needs a look" className="mb-8">
          <p>{order.quarantineReason}</p>
          <p>{words.text}</p>
        </Banner>
      )}
      {order.twice && <PaidTwice {...order.twice} />}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
        <div className="space-y-6">
          <Card title="The money’s way" description={order.quarantineReason || order.twice ? undefined : order.isFree ? "Nothing was charged for this." : words.text}>
            {order.money ? (
              <dl className="space-y-3 text-sm">
                {order.money.map((line) => (
                  <div key={line.label} className={cn("flex items-baseline justify-between gap-6", line.sum && "border-t border-line pt-3 text-base font-semibold")}>
                    <dt>
                      {line.label}
                      {line.note && <span className="block text-ink-faint">{line.note}</span>}
                    </dt>
                    <dd className="shrink-0 tabular-nums">{line.amount}</dd>
                  </div>
                ))}
              </dl>
            ) : (
              <KeyValue items={[{ label: order.isFree ? "Price" : "Asked for", value: order.isFree ? "Free" : order.asked }]} />
            )}
            {order.lowered && <p className="mt-5 text-sm text-ink-muted">{order.lowered}</p>}
            {order.accountReason && <p className="mt-5 rounded-md bg-sunken px-4 py-3 text-sm text-ink-muted">{order.accountReason}</p>}
            {order.money && (
              <KeyValue
                className="mt-6 border-t border-line pt-4"
                items={[
                  ...(order.paymentMethod ? [{ label: "Paid with", value: order.paymentMethod }] : []),
                  ...(order.account ? [{ label: "Stripe account", value: <span>{order.account.name}{order.account.name !== order.account.id && <span className="block font-mono text-xs text-ink-faint">{order.account.id}</span>}</span> }] : []),
                  ...(order.stripePayment ? [{ label: "Payment", value: <span className="font-mono text-xs break-all">{order.stripePayment.id}</span> }] : []),
                ]}
              />
            )}
          </Card>
          <Card title="What happened">
            <ol className="space-y-0">
              {order.history.map((step, index) => (
                <li key={step.id} className="relative flex gap-4 pb-5 last:pb-0">
                  {index < order.history.length - 1 && <span aria-hidden="true" className="absolute top-4 bottom-0 left-[0.22rem] w-px bg-edge" />}
                  <span aria-hidden="true" className="mt-1.5 size-2 shrink-0 rounded-full bg-line-strong" />
                  <div className="min-w-0 text-sm">
                    <p className="font-medium">{step.what}</p>
                    <p className="text-ink-faint">
                      <time dateTime={step.at}>{step.when}</time> · {step.cause}
                    </p>
                  </div>
                </li>
              ))}
            </ol>
          </Card>
        </div>
        <div className="space-y-6">
          <Card title="Buyer">
            <div className="text-sm">
              {order.buyer.name && <p className="font-medium">{order.buyer.name}</p>}
              {order.buyer.email ? (
                <p className="break-words">
                  <a href={`mailto:${order.buyer.email}`} className="link-quiet inline-block py-2 sm:py-0">
                    {order.buyer.email}
                  </a>
                </p>
              ) : (
                <p className="text-ink-muted">Not known: the checkout was not finished.</p>
              )}
              {order.number !== null && <p className="mt-3 text-ink-muted">{order.twice ? "Has access by the first order." : order.hasAccess ? "Has access to what was bought." : "Has no access at the moment."}</p>}
            </div>
          </Card>
          <OrderDownloadsCard orderId={order.id} downloads={order.downloads} />
          {order.number !== null && !order.twice && (
            <Card
              title="Receipt"
              footer={
                <Form method="post">
                  <SubmitButton name="intent" value="resend" variant="secondary" size="sm" pendingLabel="Sending…">
                    Send again
                  </SubmitButton>
                </Form>
              }
            >
              {receipt ? (
                <div className="space-y-2 text-sm">
                  <Badge tone={RECEIPT_WORDS[receipt.status].tone}>{RECEIPT_WORDS[receipt.status].label}</Badge>
                  <p>{RECEIPT_WORDS[receipt.status].text}</p>
                  <p className="break-words text-ink-faint">
                    To {receipt.to}, {receipt.when}
                  </p>
                  {order.receipts.length > 1 && <p className="text-ink-faint">Sent {order.receipts.length} times in all.</p>}
                </div>
              ) : (
                <p className="text-sm text-ink-muted">There is no receipt yet.</p>
              )}
            </Card>
          )}
        </div>
      </div>
    </>
  );
}

/** A second payment for something the buyer had already: it goes back, and where it does not, somebody must look. */
function PaidTwice({ firstId, back, refusal, next }: { firstId: string; back: boolean; refusal: string | null; next: string | null }) {
  const first = (
    <Link to={`/studio/orders/${firstId}`} className="link-quiet">
      See the first order
    </Link>
  );
  if (back) {
    return (
      <Banner tone="neutral" title="Paid twice, sent back" className="mb-8">
        <p>The buyer had this already when this payment came. It went back to them in full, and they were told. {first}</p>
      </Banner>
    );
  }
  return refusal ? (
    <Banner tone="final" title="Paid twice, and Stripe does not send it back" className="mb-8">
      <p>The buyer had this already when this payment came, so all of it belongs to them. Stripe says: {refusal}</p>
      <p>
        Refund it in Stripe, or mend what Stripe names{next ? `; it is tried again ${next}` : ""}. {first}
      </p>
    </Banner>
  ) : (
    <Banner tone="calm" title="Paid twice: it is being sent back" className="mb-8">
      <p>The buyer had this already when this payment came. You need not do anything. {first}</p>
    </Banner>
  );
}
