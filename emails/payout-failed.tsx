import { Action, Facts, Note, Paragraph, Title, type Fact } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To the creator, when their bank sent a payout back to Stripe. Amounts and dates arrive formatted. */
export interface PayoutFailedProps {
  creatorName?: string;
  storeName: string;
  /** The Stripe account as the creator knows it. */
  accountName: string;
  amount: string;
  /** e.g. "Demo Bank, ending 6789"; left out when Stripe does not show it. */
  bank?: string;
  /** The day it was expected at the bank. */
  expectedOn: string;
  /** What happened, a sentence. */
  what: string;
  /** What to do, a sentence or two. */
  next: string;
  /** The payments page of the studio. */
  url: string;
}

export function payoutFailedSubject({ amount, storeName }: PayoutFailedProps): string {
  return `Your payout of ${amount} for ${storeName} came back`;
}

export default function PayoutFailedEmail(props: PayoutFailedProps) {
  const { creatorName, storeName, accountName, amount, bank, expectedOn, what, next, url } = props;
  const facts: Fact[] = [
    { label: "Amount", value: amount },
    ...(bank === undefined ? [] : [{ label: "Bank account", value: bank }]),
    { label: "Expected on", value: expectedOn },
    { label: "Stripe account", value: accountName },
  ];
  return (
    <Layout preview={`${what} ${next}`} why={`You get this mail because you connected the Stripe account ${accountName} to ${storeName}. One mail for each payout that comes back.`}>
      <Title>A payout did not reach your bank</Title>
      <Paragraph>{`${creatorName === undefined ? "Hello," : `Hello ${creatorName},`} Stripe sent you ${amount}, and your bank sent it back. Nothing is lost: the money is in your Stripe balance again.`}</Paragraph>
      <Paragraph>
        <strong>What happened.</strong> {what}
      </Paragraph>
      <Paragraph>
        <strong>What to do.</strong> {next}
      </Paragraph>
      <Facts facts={facts} />
      <Action href={url}>See your payouts</Action>
      <Note>The button opens the payments page of your studio and takes you to the right page at Stripe from there. Lectern never asks for bank details by mail.</Note>
    </Layout>
  );
}

PayoutFailedEmail.PreviewProps = {
  creatorName: "Ada",
  storeName: "Fern & Kiln",
  accountName: "Fern & Kiln, Unipessoal Lda",
  amount: "€1,284.50",
  bank: "Banco do Forno, ending 3000",
  expectedOn: "21 November 2025",
  what: "The bank account is closed.",
  next: "Give Stripe another bank account; the money goes there with the next payout.",
  url: "https://lectern.example/studio/payments?account=acc_01k",
} satisfies PayoutFailedProps;
