import { Action, Note, Paragraph, Title } from "./parts/blocks";
import { PaymentFacts, previewPayment, type ContestedPayment } from "./parts/contested-payment";
import { Layout } from "./parts/layout";

/** To the creator, when a bank says that a payment may be fraud, before it becomes a dispute. */
export interface FraudWarningProps extends ContestedPayment {
  /** What the bank says, a sentence. */
  reason: string;
  /** The order's refund page, with the reason chosen. */
  refundUrl: string;
}

export function fraudWarningSubject({ orderNumber, amount }: FraudWarningProps): string {
  return `Order ${orderNumber} may be fraud: refund ${amount} now, or risk a dispute`;
}

export default function FraudWarningEmail(props: FraudWarningProps) {
  const { creatorName, storeName, offerTitle, reason, refundUrl } = props;
  return (
    <Layout preview={`${reason} A refund now avoids a dispute and its fee.`} why={`You get this mail because a bank warned Stripe about a payment to ${storeName}.`}>
      <Title>A bank warns that a payment may be fraud</Title>
      <Paragraph>{`${creatorName}, the card’s bank has told Stripe something about a payment for ${offerTitle}. ${reason} Most such payments end as a dispute, which takes the money back anyway and costs a fee.`}</Paragraph>
      <PaymentFacts payment={props} />
      <Paragraph>
        <strong>What to do.</strong> If you do not know the buyer, refund it now: that avoids the dispute. If you know that they bought it, you may leave it and answer a dispute if one comes.
      </Paragraph>
      <Action href={refundUrl}>Refund it now</Action>
      <Note>The button opens your studio and asks once more before anything is refunded.</Note>
    </Layout>
  );
}

FraudWarningEmail.PreviewProps = {
  ...previewPayment,
  reason: "The card was used without its owner knowing.",
  refundUrl: "https://lectern.example/studio/orders/ord_01k/refund?reason=fraudulent",
} satisfies FraudWarningProps;
