import { Action, Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To the creator, when a bank says that a payment may be fraud, before it becomes a dispute. */
export interface FraudWarningProps {
  creatorName: string;
  storeName: string;
  offerTitle: string;
  orderNumber: string;
  buyer: string;
  amount: string;
  /** What the bank says, a sentence. */
  reason: string;
  /** The order's refund page, with the reason chosen. */
  refundUrl: string;
}

export function fraudWarningSubject({ orderNumber, amount }: FraudWarningProps): string {
  return `Order ${orderNumber} may be fraud: refund ${amount} now, or risk a dispute`;
}

export default function FraudWarningEmail({ creatorName, storeName, offerTitle, orderNumber, buyer, amount, reason, refundUrl }: FraudWarningProps) {
  return (
    <Layout preview={`${reason} A refund now avoids a dispute and its fee.`} why={`You get this mail because a bank warned Stripe about a payment to ${storeName}.`}>
      <Title>A bank warns that a payment may be fraud</Title>
      <Paragraph>{`${creatorName}, the card’s bank has told Stripe something about a payment for ${offerTitle}. ${reason} Most such payments end as a dispute, which takes the money back anyway and costs a fee.`}</Paragraph>
      <Facts facts={[{ label: "Order", value: orderNumber }, { label: "Buyer", value: buyer }, { label: "Amount", value: amount }]} />
      <Paragraph>
        <strong>What to do.</strong> If you do not know the buyer, refund it now: that avoids the dispute. If you know that they bought it, you may leave it and answer a dispute if one comes.
      </Paragraph>
      <Action href={refundUrl}>Refund it now</Action>
      <Note>The button opens your studio and asks once more before anything is refunded.</Note>
    </Layout>
  );
}

FraudWarningEmail.PreviewProps = {
  creatorName: "Ada",
  storeName: "Fern & Kiln",
  offerTitle: "Wheel Throwing from the Ground Up",
  orderNumber: "1042",
  buyer: "Maya Lindqvist",
  amount: "€129",
  reason: "The card was used without its owner knowing.",
  refundUrl: "https://lectern.example/studio/orders/ord_01k/refund?reason=fraudulent",
} satisfies FraudWarningProps;
