import { Action, Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To a member whose card will have expired when the next payment is due, once a card. Amounts and dates arrive formatted. */
export interface CardExpiringProps {
  store: EmailStore;
  memberName?: string;
  membership: string;
  plan: string;
  /** e.g. "Visa ···· 4242". */
  method: string;
  /** e.g. "November 2025". */
  expires: string;
  /** e.g. "€9 on 5 December 2025". */
  next: string;
  manageUrl: string;
}

export function cardExpiringSubject({ store, membership, method }: CardExpiringProps): string {
  return `${method} expires before your next payment for ${membership} (${store.name})`;
}

export default function CardExpiringEmail({ store, memberName, membership, plan, method, expires, next, manageUrl }: CardExpiringProps) {
  return (
    <Layout store={store} preview={`It is good until the end of ${expires}. Next payment: ${next}.`} why={`You get this mail because you are a member of ${membership} by ${store.name}. It comes once for a card.`}>
      <Title>Your card expires before the next payment</Title>
      <Paragraph>{`${memberName === undefined ? "Hello," : `Hello ${memberName},`} ${method}, with which you pay for ${membership}, is good until the end of ${expires}. The next payment comes after that, so it would be refused.`}</Paragraph>
      <Paragraph>Give the details of your new card now, and nothing is interrupted. Nothing is charged before its day.</Paragraph>
      <Action href={manageUrl} store={store}>
        Update my card
      </Action>
      <Facts
        facts={[
          { label: "Membership", value: `${membership}\n${plan}` },
          { label: "Card", value: method },
          { label: "Good until", value: `End of ${expires}` },
          { label: "Next payment", value: next },
        ]}
      />
      <Note>If your bank has sent a new card with the same number, update it all the same: the date has changed.</Note>
    </Layout>
  );
}

CardExpiringEmail.PreviewProps = {
  store: previewStore,
  memberName: "Maya",
  membership: "The Kiln Room",
  plan: "Studio, monthly",
  method: "Visa ···· 4242",
  expires: "November 2025",
  next: "€9 on 5 December 2025",
  manageUrl: "https://lectern.example/library/memberships/sbn_01k",
} satisfies CardExpiringProps;
