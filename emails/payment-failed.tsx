import { Action, Facts, Note, Paragraph, TextLink, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To a member, once for each try of a payment that failed. Amounts and dates arrive formatted. */
export interface PaymentFailedProps {
  store: EmailStore;
  memberName?: string;
  membership: string;
  plan: string;
  amount: string;
  /** A sentence, e.g. "There was not enough money on the card." */
  reason: string;
  /** e.g. "Visa ···· 4242". */
  method?: string;
  /** Until when everything stays open; left out: it has closed already. */
  openUntil?: string;
  /** When Stripe tries again; left out: this was the last try. */
  nextTry?: string;
  /** Pays the open invoice, without signing in. */
  payUrl: string;
  /** The membership in the library, where another card is given for good. */
  manageUrl: string;
}

export function paymentFailedSubject({ store, membership }: PaymentFailedProps): string {
  return `Your payment for ${membership} did not go through (${store.name})`;
}

export default function PaymentFailedEmail(props: PaymentFailedProps) {
  const { store, memberName, membership, plan, amount, reason, method, openUntil, nextTry, payUrl, manageUrl } = props;
  return (
    <Layout store={store} preview={openUntil === undefined ? `${amount} is open. One click settles it.` : `Everything stays open until ${openUntil}. One click settles it.`} why={`You get this mail because you are a member of ${membership} by ${store.name}.`}>
      <Title>Your payment did not go through</Title>
      <Paragraph>{`${memberName === undefined ? "Hello," : `Hello ${memberName},`} the payment of ${amount} for ${membership} was refused. ${reason}`}</Paragraph>
      <Paragraph>{`${openUntil === undefined ? "It is closed until the payment is made." : `Everything stays open until ${openUntil}.`} ${nextTry === undefined ? "It is not tried again by itself." : `It is tried again on ${nextTry}; you can settle it now instead.`}`}</Paragraph>
      <Action href={payUrl} store={store}>
        {`Pay ${amount} now`}
      </Action>
      <Facts
        facts={[
          { label: "Membership", value: `${membership}\n${plan}` },
          { label: "Amount", value: amount },
          ...(method === undefined ? [] : [{ label: "Tried with", value: method }]),
          ...(nextTry === undefined ? [] : [{ label: "Next try", value: nextTry }]),
          ...(openUntil === undefined ? [] : [{ label: "Open until", value: openUntil }]),
        ]}
      />
      <Note>
        {"The button opens Stripe’s page for this one payment. To pay with another card from now on, "}
        <TextLink href={manageUrl} store={store}>
          update your payment details
        </TextLink>
        {": the open payment is then taken at once."}
      </Note>
    </Layout>
  );
}

PaymentFailedEmail.PreviewProps = {
  store: previewStore,
  memberName: "Maya",
  membership: "The Kiln Room",
  plan: "Studio, monthly",
  amount: "€9",
  reason: "There was not enough money on the card.",
  method: "Visa ···· 4242",
  openUntil: "12 December 2025",
  nextTry: "8 December 2025",
  payUrl: "https://lectern.example/pay/inv_01k.c2lnbmVk",
  manageUrl: "https://lectern.example/library/memberships/sbn_01k",
} satisfies PaymentFailedProps;
