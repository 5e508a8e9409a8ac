import { Action, Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To a member whose bank wants a payment confirmed in person, once a try. Amounts and dates arrive formatted. */
export interface PaymentActionRequiredProps {
  store: EmailStore;
  memberName?: string;
  membership: string;
  plan: string;
  amount: string;
  /** e.g. "Visa ···· 4242". */
  method?: string;
  /** Until when everything stays open; left out: it has closed already. */
  openUntil?: string;
  /** Where the payment is confirmed, without signing in. */
  payUrl: string;
}

export function paymentActionRequiredSubject({ store, membership }: PaymentActionRequiredProps): string {
  return `Please confirm your payment for ${membership} (${store.name})`;
}

export default function PaymentActionRequiredEmail({ store, memberName, membership, plan, amount, method, openUntil, payUrl }: PaymentActionRequiredProps) {
  return (
    <Layout store={store} preview={`Your bank wants you to confirm ${amount}. It takes a moment.`} why={`You get this mail because you are a member of ${membership} by ${store.name}.`}>
      <Title>Your bank wants you to confirm a payment</Title>
      <Paragraph>{`${memberName === undefined ? "Hello," : `Hello ${memberName},`} the payment of ${amount} for ${membership} waits for you. Nothing is wrong with your card: your bank asks that you confirm this payment yourself, and nobody else can do it for you.`}</Paragraph>
      <Paragraph>{openUntil === undefined ? "It is closed until the payment is confirmed." : `Everything stays open until ${openUntil}.`}</Paragraph>
      <Action href={payUrl} store={store}>
        {`Confirm ${amount}`}
      </Action>
      <Facts
        facts={[
          { label: "Membership", value: `${membership}\n${plan}` },
          { label: "Amount", value: amount },
          ...(method === undefined ? [] : [{ label: "Paid with", value: method }]),
          ...(openUntil === undefined ? [] : [{ label: "Open until", value: openUntil }]),
        ]}
      />
      <Note>The button opens Stripe’s page for this one payment, and your bank’s question appears there. You can also pay with another card on that page.</Note>
    </Layout>
  );
}

PaymentActionRequiredEmail.PreviewProps = {
  store: previewStore,
  memberName: "Maya",
  membership: "The Kiln Room",
  plan: "Studio, monthly",
  amount: "€9",
  method: "Visa ···· 3184",
  openUntil: "12 December 2025",
  payUrl: "https://lectern.example/pay/inv_01k.c2lnbmVk",
} satisfies PaymentActionRequiredProps;
