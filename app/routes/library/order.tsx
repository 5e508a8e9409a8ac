import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { PageHeader } from "~/components/ui/page-header";
import { SubmitButton } from "~/components/ui/submit-button";
import { buyerFace } from "~/domain/mail/buyer-face";
import { toBePaid } from "~/domain/memberships/open-invoice";
import { orderInWords, receiptInWords } from "~/domain/library/order-words";
import { studentOrder } from "~/domain/library/orders.server";
import { hasInvoice } from "~/domain/receipts/invoice.server";
import { studentRefunds } from "~/domain/refunds/queries.server";
import { resendReceipt } from "~/domain/receipts/resend-receipt.server";
import { countryName } from "~/lib/country-name";
import { formatMoment } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { formatMoney } from "~/lib/money";
import { invoiceRow } from "./invoice-row";
import { Invoices } from "./invoices";
import { PrintButton } from "./print-button";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Order: ${data.title}` : "Order" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const found = await studentOrder(viewer.id, params.orderId ?? "");
  if (!found) throw new Response("Not found", { status: 404 });
  const { order, receipts, canOpen } = found;
  const money = (amount: bigint) => formatMoney({ amount, currency: order.currency });
  const { store } = order;
  const refunds = await studentRefunds(viewer.id, order.id);
  const { status = "", invoices = [] } = order.subscription ?? {};
  const payable = toBePaid(status, invoices);
  return {
    title: order.offerTitle,
    status: orderInWords(order, canOpen),
    offerId: canOpen ? order.offerId : null,
    invoicePath: hasInvoice(order) ? `/library/orders/${order.id}/invoice.pdf` : null,
    facts: [
      ...(order.number === null ? [] : [{ label: "Order number", value: String(order.number) }]),
      { label: "Ordered", value: formatMoment(order.paidAt ?? order.createdAt) },
      { label: order.subscription ? "First payment" : "Price", value: order.amount === 0n && !order.subscription ? "Free" : money(order.amount) },
      ...(order.reduction > 0n ? [{ label: "Price without what was let off", value: `${money(order.amount + order.reduction)}${order.reductionReason ? ` (${order.reductionReason})` : ""}` }] : []),
      ...(order.taxAmount > 0n ? [{ label: "Tax", value: money(order.taxAmount) }] : []),
      ...(order.amountPaid > 0n ? [{ label: "Paid", value: money(order.amountPaid) }] : []),
      ...(order.amountRefunded > 0n ? [{ label: "Refunded", value: money(order.amountRefunded) }] : []),
      ...openUntil(order.grants[0]),
      ...(order.paymentMethodLabel ? [{ label: "Paid with", value: order.paymentMethodLabel }] : []),
    ],
    membershipPath: order.subscription && `/library/memberships/${order.subscription.id}`,
    invoices: invoices.map((invoice) => invoiceRow(invoice, payable.includes(invoice))),
    refunds: refunds.map((refund) => ({
      id: refund.id,
      amount: formatMoney(refund),
      text: `${formatMoment(refund.createdAt)}${refund.orderId === null ? ", of a renewal" : ""}`,
      onItsWay: refund.status !== "succeeded",
      bankReference: refund.stripeRefundId,
    })),
    receipts: receipts.map((mail) => ({ id: mail.id, ...receiptInWords(mail) })),
    buyer: order.amountPaid > 0n ? buyerLines(order) : [],
    seller: {
      name: store.name,
      slug: store.slug,
      supportEmail: store.supportEmail,
      lines: [store.legalName, store.addressLine1, store.addressLine2, `${store.postalCode} ${store.city}`, countryName(store.country), store.taxId].map((line) => line.trim()).filter(Boolean),
    },
  };
}

/** "Send the receipt again": to the address it was bought under, a few times a day. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const orderId = params.orderId ?? "";
  if (!(await studentOrder(viewer.id, orderId))) throw new Response("Not found", { status: 404 });
  const sent = await resendReceipt(orderId, { cause: "The buyer asked for the receipt again", causeId: viewer.id }, { asked: true });
  const message = sent.ok
    ? { text: `Your receipt is on its way to ${sent.value.to}.`, tone: "success" as const }
    : sent.error === "too_many"
      ? { text: "That receipt was sent several times today. Look into the folder for spam, or try again tomorrow.", tone: "danger" as const }
      : { text: "There is no receipt for this order: nothing was paid.", tone: "danger" as const };
  return redirect(`/library/orders/${orderId}`, { headers: await flash(new Headers(), message) });
}

/** Who paid, as the invoice prints it. */
function buyerLines({ buyerEmail, ...order }: Parameters<typeof buyerFace>[0] & { buyerEmail: string | null }): string[] {
  const { name, business, address, taxIds = [] } = buyerFace(order);
  return [business, name === business ? null : name, ...(address?.split("\n") ?? []), ...taxIds, buyerEmail].flatMap((line) => line || []);
}

function openUntil(grant: { expiresAt: Date | null; revokedAt: Date | null } | undefined) {
  return grant?.expiresAt && !grant.revokedAt ? [{ label: "Open until", value: formatMoment(grant.expiresAt) }] : [];
}

export default function Order() {
  const { title, status, offerId, invoicePath, facts, refunds, membershipPath, invoices, receipts, buyer, seller } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Orders", to: "/library/orders" }]} />}
        title={title}
        badges={<Badge tone={status.tone}>{status.label}</Badge>}
        description={status.text}
        actions={
          <>
            <PrintButton />
            {invoicePath && (
              <Button asChild variant="secondary">
                <a href={invoicePath}>Download invoice</a>
              </Button>
            )}
            {membershipPath && (
              <Button asChild variant="secondary">
                <Link to={membershipPath}>Manage membership</Link>
              </Button>
            )}
            {offerId && (
              <Button asChild>
                <Link to={`/library/${offerId}`}>Open it</Link>
              </Button>
            )}
          </>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="space-y-6">
          <Card title="What you paid">
            <KeyValue items={facts} />
          </Card>
          {refunds.length > 0 && <Refunds refunds={refunds} />}
          {invoices.length > 0 && <Invoices rows={invoices} />}
          {receipts.length > 0 && <Receipts receipts={receipts} />}
        </div>
        <div className="space-y-6">
          <Card title="Sold by" description={seller.name}>
            <AddressLines lines={seller.lines} />
            <p className="mt-4 text-sm text-ink-muted">
              For questions, refunds and invoices write to{" "}
              <a href={`mailto:${seller.supportEmail}?subject=${encodeURIComponent(title)}`} className="link-quiet text-ink">
                {seller.supportEmail}
              </a>
              .
            </p>
          </Card>
          {buyer.length > 0 && (
            <Card title="Billed to">
              <AddressLines lines={buyer} />
            </Card>
          )}
        </div>
      </div>
    </>
  );
}

function AddressLines({ lines }: { lines: readonly string[] }) {
  return (
    <address className="text-sm leading-relaxed wrap-anywhere not-italic">
      {lines.map((line, index) => (
        <span key={index} className="block">
          {line}
        </span>
      ))}
    </address>
  );
}

function Refunds({ refunds }: { refunds: ReadonlyArray<{ id: string; amount: string; text: string; onItsWay: boolean; bankReference: string | null }> }) {
  return (
    <Card title="Went back to you" description="Banks take up to ten days to show it.">
      <ul className="space-y-3 text-sm">
        {refunds.map((refund) => (
          <li key={refund.id}>
            <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <span className="font-medium tabular-nums">{refund.amount}</span>
              {refund.onItsWay && <Badge tone="info">On its way</Badge>}
            </p>
            <p className="text-ink-muted">{refund.text}</p>
            {refund.bankReference && <p className="font-mono text-xs break-all text-ink-faint">{refund.bankReference}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Receipts({ receipts }: { receipts: ReadonlyArray<{ id: string; label: string; tone: "neutral" | "success" | "warning" | "danger" | "info"; text: string }> }) {
  return (
    <Card
      title="Receipt"
      footer={
        <Form method="post">
          <SubmitButton variant="secondary" pendingLabel="Sending…">
            Send the receipt again
          </SubmitButton>
          <p className="mt-3 text-sm text-ink-muted">
            Another one?{" "}
            <Link to="/library/mails" className="link-quiet text-ink">
              All mails to you
            </Link>
          </p>
        </Form>
      }
    >
      <ul className="space-y-3 text-sm">
        {receipts.map((mail) => (
          <li key={mail.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <Badge tone={mail.tone}>{mail.label}</Badge>
            <span className="min-w-0 break-words text-ink-muted">{mail.text}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
