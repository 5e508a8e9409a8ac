import { Action, Note, Paragraph, TextLink, Title } from "./parts/blocks";
import { PaymentFacts, previewPayment, type ContestedPayment } from "./parts/contested-payment";
import { Layout } from "./parts/layout";

/** To the creator, when a buyer's bank takes a payment back or asks about it. Dates arrive formatted. */
export interface DisputeOpenedProps extends ContestedPayment {
  /** Only a question of the bank so far: no money was taken. */
  inquiry: boolean;
  /** What the buyer told their bank, a sentence. */
  reason: string;
  /** Until when an answer counts; left out when none is asked for. */
  dueBy?: string;
  /** The payment on Stripe's own page, where it is answered. */
  stripeUrl: string;
  orderUrl: string;
}

export function disputeOpenedSubject({ inquiry, dueBy, orderNumber, amount }: DisputeOpenedProps): string {
  const what = inquiry ? `A bank asks about order ${orderNumber}` : `A buyer disputes ${amount} of order ${orderNumber}`;
  return dueBy ? `${what}: answer by ${dueBy}` : what;
}

export default function DisputeOpenedEmail(props: DisputeOpenedProps) {
  const { creatorName, storeName, inquiry, offerTitle, amount, reason, dueBy, stripeUrl, orderUrl } = props;
  return (
    <Layout preview={`${reason} ${dueBy ? `Answer on Stripe by ${dueBy}.` : ""}`} why={`You get this mail because a payment to ${storeName} is disputed. One mail when it opens, one when it ends.`}>
      <Title>{inquiry ? "A buyer’s bank asks about a payment" : "A buyer disputes a payment"}</Title>
      <Paragraph>
        {`${creatorName}, `}
        {inquiry
          ? `the bank of a buyer of ${offerTitle} wants to know more about a payment of ${amount}. No money was taken so far. If it cannot be settled now, it becomes a dispute that also costs a fee.`
          : `the bank of a buyer of ${offerTitle} has taken ${amount} back from your Stripe balance, with Stripe’s fee for disputes, until it is decided who is right.`}
      </Paragraph>
      <Paragraph>
        <strong>What the buyer says.</strong> {reason}
      </Paragraph>
      <PaymentFacts payment={props} more={dueBy ? [{ label: "Answer by", value: dueBy }] : []} />
      <Paragraph>
        <strong>What to do.</strong>{" "}
        {inquiry
          ? "Answer on Stripe with what shows that the sale was right, or refund it: that ends the matter."
          : "Answer on Stripe: send what shows that the buyer got what they paid for, for instance when they opened it. Without an answer the money is lost. If the buyer is right, accept the dispute there."}
      </Paragraph>
      <Action href={stripeUrl}>Answer on Stripe</Action>
      <Note>
        {inquiry ? "The buyer keeps access meanwhile. " : "The buyer’s access is closed until this is decided; if you win, it opens again by itself. "}
        <TextLink href={orderUrl}>See the order</TextLink>
      </Note>
    </Layout>
  );
}

DisputeOpenedEmail.PreviewProps = {
  ...previewPayment,
  inquiry: false,
  reason: "They say that they did not make this payment.",
  dueBy: "30 November 2025, 23:59 UTC",
  stripeUrl: "https://dashboard.stripe.com/acct_1/payments/pi_3Pabcd",
  orderUrl: "https://lectern.example/studio/orders/ord_01k",
} satisfies DisputeOpenedProps;
