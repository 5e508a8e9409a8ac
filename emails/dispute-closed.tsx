import { Action, Paragraph, Title } from "./parts/blocks";
import { PaymentFacts, previewPayment, type ContestedPayment } from "./parts/contested-payment";
import { Layout } from "./parts/layout";

/** To the creator, when a dispute is decided. */
export interface DisputeClosedProps extends ContestedPayment {
  /** `dropped`: an inquiry that ended, or a dispute that was settled before it began: no money was taken. */
  outcome: "won" | "lost" | "dropped";
  orderUrl: string;
}

export function disputeClosedSubject({ outcome, orderNumber, amount }: DisputeClosedProps): string {
  if (outcome === "won") return `You won the dispute about order ${orderNumber}`;
  return outcome === "lost" ? `The dispute about order ${orderNumber} is lost (${amount})` : `The bank’s question about order ${orderNumber} is settled`;
}

const TITLE = { won: "You won the dispute", lost: "The dispute is lost", dropped: "The bank’s question is settled" } as const;

export default function DisputeClosedEmail(props: DisputeClosedProps) {
  const { creatorName, storeName, outcome, orderUrl } = props;
  return (
    <Layout preview={words(props)} why={`You get this mail because a payment to ${storeName} was disputed. It is the last one about this dispute.`}>
      <Title>{TITLE[outcome]}</Title>
      <Paragraph>{`${creatorName}, ${words(props)}`}</Paragraph>
      <PaymentFacts payment={props} />
      <Action href={orderUrl}>See the order</Action>
    </Layout>
  );
}

function words({ outcome, amount, offerTitle }: DisputeClosedProps): string {
  switch (outcome) {
    case "won":
      return `the bank has decided for you: ${amount} is on its way back to your Stripe balance, and the buyer of ${offerTitle} has access again.`;
    case "lost":
      return `the bank has decided for the buyer: ${amount} stays with them, with Stripe’s fee, and their access to ${offerTitle} has ended.`;
    case "dropped":
      return `the matter of ${amount} for ${offerTitle} is closed without a dispute. The buyer has access as before.`;
  }
}

DisputeClosedEmail.PreviewProps = {
  ...previewPayment,
  outcome: "won" as DisputeClosedProps["outcome"],
  orderUrl: "https://lectern.example/studio/orders/ord_01k",
} satisfies DisputeClosedProps;
