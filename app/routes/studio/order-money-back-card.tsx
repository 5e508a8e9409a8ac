import { Form, Link } from "@remix-run/react";
import { ExternalLink } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Button, buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";
import type { MoneyBackView } from "./money-back.server";

export interface MoneyBackProps {
  orderId: string;
  moneyBack: MoneyBackView;
  /** The viewer may send money back. */
  mayRefund: boolean;
}

/** What must be known at once: a dispute that waits, a bank's warning, a refund that did not go through and still needs somebody. Above an order's page. */
export function MoneyBackBanners({ orderId, moneyBack: { disputes, warnings, refunds }, mayRefund }: MoneyBackProps) {
  return (
    <>
      {disputes.filter((dispute) => !dispute.closed).map((dispute) => (
        <Banner
          key={dispute.id}
          tone={dispute.phase === "inquiry" ? "urgent" : "final"}
          title={dispute.phase === "inquiry" ? `The buyer’s bank asks about ${dispute.amount}` : `The buyer disputes ${dispute.amount}`}
          action={dispute.stripeUrl && <StripeLink href={dispute.stripeUrl}>{dispute.answerBy ? "Answer on Stripe" : "See it in Stripe"}</StripeLink>}
          className="mb-8"
        >
          <p>{dispute.reason}</p>
          <p>
            {dispute.answerBy ? `An answer counts until ${dispute.answerBy}. ` : "Your answer is with the bank; it can take weeks. "}
            {dispute.phase === "inquiry" ? "No money was taken so far, and the buyer keeps access. A refund ends the matter." : "The buyer’s access is closed meanwhile and opens again by itself if you win."}
          </p>
        </Banner>
      ))}
      {warnings.map((warning) => (
        <Banner
          key={warning.id}
          tone="urgent"
          title="The card’s bank warns that this may be fraud"
          action={
            mayRefund && (
              <>
                {warning.refundTo && (
                  <Button asChild size="sm">
                    <Link to={warning.refundTo}>Refund now</Link>
                  </Button>
                )}
                <Form method="post" action={`/studio/orders/${orderId}/warning`} preventScrollReset>
                  <input type="hidden" name="warningId" value={warning.id} />
                  <ConfirmButton size="sm" title="Leave the payment as it is?" description="If the buyer’s bank disputes it after all, you are told. The warning is put aside." confirmLabel="I know this buyer">
                    I know this buyer
                  </ConfirmButton>
                </Form>
              </>
            )
          }
          className="mb-8"
        >
          <p>{`${warning.text} (${warning.when})`}</p>
          <p>A refund now avoids a dispute and its fee.</p>
        </Banner>
      ))}
      {refunds.filter((refund) => refund.unsettled).map((refund) => (
        <Banner
          key={refund.id}
          tone="final"
          title={refund.goesOn ? `${refund.amount} could not be sent back yet` : `The refund of ${refund.amount} did not go through`}
          action={
            mayRefund && !refund.goesOn && (
              <Form method="post" action={`/studio/orders/${orderId}/refund-settled`} preventScrollReset>
                <input type="hidden" name="refundId" value={refund.id} />
                <ConfirmButton size="sm" title="Was it settled in another way?" description="Say so once the buyer has their money, for instance by a bank transfer. Nothing is sent; the order just needs no look any more." confirmLabel="It is settled">
                  Settled in another way
                </ConfirmButton>
              </Form>
            )
          }
          className="mb-8"
        >
          <p>{refund.failure}</p>
        </Banner>
      ))}
    </>
  );
}

function StripeLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={buttonStyles({ variant: "secondary", size: "sm" })}>
      {children}
      <ExternalLink aria-hidden="true" />
      <span className="sr-only">(opens a new tab)</span>
    </a>
  );
}

/** Refunds and disputes of an order and of its membership's renewals, with the way to send money back. Nothing where nothing was paid. */
export function MoneyBackCard({ moneyBack: { refunds, disputes, payments, refusal }, mayRefund }: Omit<MoneyBackProps, "orderId">) {
  if (refunds.length === 0 && disputes.length === 0 && payments.length === 0 && !refusal) return null;
  const [only] = payments;
  return (
    <Card
      title="Money that goes back"
      footer={
        mayRefund && only && payments.length === 1 ? (
          <Button asChild variant="secondary" size="sm">
            <Link to={only.to}>Refund</Link>
          </Button>
        ) : undefined
      }
    >
      <div className="space-y-5 text-sm">
        {refunds.length === 0 && disputes.length === 0 && <p className="text-ink-muted">Nothing has gone back to the buyer.</p>}
        {refunds.length > 0 && (
          <ul className="space-y-4">
            {refunds.map((refund) => (
              <li key={refund.id}>
                <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                  <span className="font-medium tabular-nums">{refund.amount}</span>
                  <Badge tone={refund.tone}>{refund.label}</Badge>
                </p>
                <p className="mt-1 text-ink-muted">
                  {refund.of ? `Of ${refund.of}. ` : ""}
                  {`${refund.reason}. ${refund.when}, by ${refund.by}.`}
                  {refund.fee ? ` ${refund.fee} of the platform’s fee came back to you.` : ""}
                  {refund.access ? ` ${refund.access}` : ""}
                </p>
                {refund.failure && <p className="mt-1 text-danger">{refund.failure}</p>}
                {refund.note && <p className="mt-1 border-l-2 border-line pl-3 break-words whitespace-pre-line text-ink-muted">{refund.note}</p>}
              </li>
            ))}
          </ul>
        )}
        {disputes.length > 0 && (
          <ul className="space-y-4">
            {disputes.map((dispute) => (
              <li key={dispute.id}>
                <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                  <span className="font-medium tabular-nums">{`${dispute.phase === "inquiry" ? "A question about" : "A dispute of"} ${dispute.amount}`}</span>
                  <Badge tone={dispute.tone}>{dispute.label}</Badge>
                </p>
                <p className="mt-1 text-ink-muted">{`${dispute.reason} Since ${dispute.opened}${dispute.ended ? `, ended ${dispute.ended}` : ""}.`}</p>
                {dispute.stripeUrl && (
                  <a href={dispute.stripeUrl} target="_blank" rel="noreferrer" className="link-quiet inline-block py-2 sm:py-0.5">
                    See it in Stripe<span className="sr-only"> (opens a new tab)</span>
                  </a>
                )}
              </li>
            ))}
          </ul>
        )}
        {mayRefund && payments.length > 1 && (
          <div>
            <p className="font-medium">Refund a payment</p>
            <ul className="mt-2 divide-y divide-line">
              {payments.map((payment) => (
                <li key={payment.id} className="flex items-center justify-between gap-4">
                  <Link to={payment.to} className="link-quiet py-2.5">
                    {payment.label}
                  </Link>
                  <span className="shrink-0 text-ink-muted tabular-nums">{payment.left}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {refusal && <p className="text-ink-muted">{refusal}</p>}
      </div>
    </Card>
  );
}
