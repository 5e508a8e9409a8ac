import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ExternalLink, Gift } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { PageHeader } from "~/components/ui/page-header";
import { isOrderOf } from "~/domain/orders/queries.server";
import { resendReceipt } from "~/domain/receipts/resend-receipt.server";
import { flash } from "~/lib/flash.server";
import { AccessList } from "./access-list";
import { KEPT_BACK } from "./mail/kept-back";
import { MailLines } from "./mail/mail-lines";
import { NotesCard } from "./notes-card";
import { noteAction, type NoteAnswer } from "./notes.server";
import { OrderBuyerCard } from "./order-buyer-card";
import { OrderDownloadsCard } from "./order-downloads-card";
import { MoneyBackBanners, MoneyBackCard } from "./order-money-back-card";
import { OrderMoneyCard } from "./order-money-card";
import { OrderMembershipCard } from "./order-membership-card";
import { orderMembership } from "./order-membership.server";
import { orderPage } from "./order-page.server";
import { OrderTimeline } from "./order-timeline";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading ?? "Order"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const atWork = await requireStore(request, "orders.read");
  const newestFirst = new URL(request.url).searchParams.get("timeline") === "newest";
  const page = await orderPage(atWork, params.orderId ?? "", newestFirst);
  if (!page) throw new Response("Not found", { status: 404 });
  return { ...page, membership: await orderMembership(atWork.store.id, page.id) };
}

/** Notes are written and deleted here, and the receipt is sent again. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<NoteAnswer>> {
  const orderId = params.orderId ?? "";
  const form = await request.formData();
  const ofNotes = form.get("intent") === "note" || form.get("intent") === "delete-note";
  const { viewer, store } = await requireStore(request, ofNotes ? "notes.write" : "mail.resend");
  if (!(await isOrderOf(store.id, orderId))) throw new Response("Not found", { status: 404 });
  const page = `/studio/orders/${orderId}`;
  const noted = await noteAction(form, { storeId: store.id, authorId: viewer.id }, { orderId }, page);
  if (noted) return noted;
  const sent = await resendReceipt(orderId, { cause: "sent again by the creator", causeId: viewer.id });
  const message = sent.ok
    ? { text: `The receipt is on its way to ${sent.value.to}.`, tone: "success" as const }
    : {
        text: sent.error === "kept_back" ? KEPT_BACK : sent.error === "too_many" ? "This receipt was sent several times today. Try again tomorrow." : "There is no receipt for this order: it was not paid.",
        tone: "danger" as const,
      };
  return redirect(page, { headers: await flash(new Headers(), message) });
}

export default function OrderPage() {
  const order = useLoaderData<typeof loader>();
  const answer = useActionData<NoteAnswer>();
  const page = `/studio/orders/${order.id}`;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Orders", to: "/studio/orders" }, { label: order.heading }]} />}
        title={<span className="break-words">{order.heading}</span>}
        badges={<Badge tone={order.words.tone}>{order.words.label}</Badge>}
        description={
          <>
            <Link to={`/studio/offers/${order.offerId}`} className="link-quiet">
              {order.title}
            </Link>
            , {order.placed}
          </>
        }
        actions={
          <>
            {order.may.access && order.buyer.email && (
              <Link to={`/studio/customers/give?${new URLSearchParams({ to: order.buyer.email, back: page })}`} className={buttonStyles({ variant: "secondary" })}>
                <Gift aria-hidden="true" />
                Give access
              </Link>
            )}
            {order.stripePayment && (
              <a href={order.stripePayment.url} target="_blank" rel="noreferrer" className={buttonStyles({ variant: "secondary" })}>
                See it in Stripe
                <ExternalLink aria-hidden="true" />
                <span className="sr-only">(opens a new tab)</span>
              </a>
            )}
          </>
        }
      />
      {order.setAside && (
        <Banner tone={order.setAside.over ? "neutral" : "final"} title={order.setAside.over ? "Set aside, and sent back" : "This order needs a look"} className="mb-8">
          <p>{order.setAside.reason}</p>
          <p>{order.words.text}</p>
        </Banner>
      )}
      {order.twice && <PaidTwice {...order.twice} />}
      <MoneyBackBanners orderId={order.id} moneyBack={order.moneyBack} mayRefund={order.may.refund} />
      {/* On a phone the long story comes last, after who it is about. */}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:grid-rows-[auto_1fr] lg:items-start">
        <div className="space-y-6">
          <OrderMoneyCard
            {...(order.given ? { title: "Given by hand" } : {})}
            description={order.setAside || order.twice ? undefined : order.given ? order.words.text : order.isFree ? "Nothing was charged for this." : order.words.text}
            money={order.money}
            price={order.given ? { label: "Why", value: order.given.reason ?? "Nobody wrote down why." } : order.isFree ? { label: "Price", value: "Free" } : { label: "Asked for", value: order.asked }}
            lowered={order.lowered}
            accountReason={order.accountReason}
            paymentMethod={order.paymentMethod}
            account={order.account}
            paymentId={order.stripePayment ? order.stripePayment.id : null}
          />
          <OrderMembershipCard membership={order.membership} />
          <MoneyBackCard moneyBack={order.moneyBack} mayRefund={order.may.refund} />
        </div>
        <div className="space-y-6 lg:row-span-2">
          <OrderBuyerCard buyer={order.buyer} access={order.number === null && !order.given ? null : order.twice ? "Has access by the first order." : order.hasAccess ? (order.given ? "Has access to it." : "Has access to what was bought.") : "Has no access at the moment."} given={order.given !== null} />
          {order.access.length > 0 && (
            <Card title="Access">
              <AccessList lines={order.access} />
            </Card>
          )}
          <OrderDownloadsCard orderId={order.id} downloads={order.downloads} />
          {order.mails.length > 0 && (
            <Card title="Mails">
              <MailLines mails={order.mails} back={page} mayResend={order.may.resend} />
            </Card>
          )}
          <NotesCard notes={order.notes} problem={answer?.noteProblem} mayWrite={order.may.notes} />
        </div>
        <OrderTimeline lines={order.timeline} newestFirst={order.newestFirst} turn={order.turn} />
      </div>
    </>
  );
}

/** A second payment for something the buyer had already: it goes back, and where it does not, somebody must look. */
function PaidTwice({ firstId, back, refusal, failed, next }: { firstId: string; back: boolean; refusal: string | null; failed: "open" | "settled" | null; next: string | null }) {
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
  if (failed && !refusal) {
    return failed === "open" ? (
      <Banner tone="final" title="Paid twice, and Stripe does not send it back" className="mb-8">
        <p>The buyer had this already when this payment came, so all of it belongs to them. The refund came back to you: agree with them on another way. {first}</p>
      </Banner>
    ) : (
      <Banner tone="neutral" title="Paid twice, settled in another way" className="mb-8">
        <p>The buyer had this already when this payment came. Stripe could not send it back, and you have settled it with them. {first}</p>
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
