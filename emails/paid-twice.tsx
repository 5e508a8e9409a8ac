import { Action, Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To a buyer whose second payment for the same thing was sent back in full, once. */
export interface PaidTwiceProps {
  store: EmailStore;
  buyerName?: string;
  offerTitle: string;
  /** Formatted: what was paid the second time, and goes back. */
  amount: string;
  /** e.g. "21 November 2025, 14:05 UTC". */
  paidAt: string;
  /** e.g. "Visa ···· 4242". */
  method?: string;
  orderNumber: string;
  /** What they have, in their library. */
  libraryUrl: string;
}

export function paidTwiceSubject({ offerTitle, store }: PaidTwiceProps): string {
  return `You paid twice for ${offerTitle}; we sent the second payment back (${store.name})`;
}

export default function PaidTwiceEmail({ store, buyerName, offerTitle, amount, paidAt, method, orderNumber, libraryUrl }: PaidTwiceProps) {
  return (
    <Layout store={store} preview={`${amount} is on its way back to you. There is nothing to do.`} why={`You get this mail because a payment to ${store.name} was sent back to you.`}>
      <Title>You paid twice, so we sent the second payment back</Title>
      <Paragraph>
        {`${buyerName ? `${buyerName}, you` : "You"} already had ${offerTitle} when another payment for it arrived. Nobody should pay twice for the same thing, so all of it goes back the way it came. There is nothing you need to do.`}
      </Paragraph>
      <Facts
        facts={[
          { label: "Sent back", value: amount },
          { label: "Paid on", value: paidAt },
          ...(method ? [{ label: "To", value: method }] : []),
          { label: "Order", value: orderNumber },
        ]}
      />
      <Note>Most banks show it within five to ten days. Your first purchase stays as it is, and what you bought is in your library.</Note>
      <Action href={libraryUrl} store={store}>
        Open your library
      </Action>
    </Layout>
  );
}

PaidTwiceEmail.PreviewProps = {
  store: previewStore,
  buyerName: "Maya",
  offerTitle: "Wheel Throwing from the Ground Up",
  amount: "€129",
  paidAt: "21 November 2025, 14:05 UTC",
  method: "Visa ···· 4242",
  orderNumber: "1042",
  libraryUrl: "https://lectern.example/library/off_01k",
} satisfies PaidTwiceProps;
