import { Action, Paragraph, Title } from "./parts/blocks";
import { PaymentFacts, previewPayment, type ContestedPayment } from "./parts/contested-payment";
import { Layout } from "./parts/layout";

/** To the creator, when a dispute is decided. */
export interface DisputeClosedProps extends ContestedPayment {
  /** `dropped`: an inquiry that ended, or a dispute that was settled before it began: no money was taken. */
  outcome: "won" | "lost" | "dropped";
  /** Whether the buyer can open it now, by this order or by something else. */
  open: boolean;
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

function words({ outcome, open, amount, offerTitle }: DisputeClosedProps): string {
  switch (outcome) {
    case "won":
      return `the bank has decided for you: ${amount} is on its way back to your Stripe balance. ${open ? `The buyer of ${offerTitle} has access again.` : `The buyer has no access to ${offerTitle} now.`}`;
    case "lost":
      return `the bank has decided for the buyer: ${amount} stays with them, with Stripe’s fee. ${open ? `They still have ${offerTitle} by something else.` : `Their access to ${offerTitle} has ended.`}`;
    case "dropped":
      return `the matter of ${amount} for ${offerTitle} is closed without a dispute. ${open ? "The buyer has access as before." : "The buyer has no access to it now."}`;
  }
}

DisputeClosedEmail.PreviewProps = {
  ...previewPayment,
  outcome: "won" as DisputeClosedProps["outcome"],
  open: true,
  orderUrl: "https://lectern.example/studio/orders/ord_01k",
} satisfies DisputeClosedProps;
