import { Action, Facts, Note, Paragraph, TextLink, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To a member whose free days end soon, once a trial. Amounts and dates arrive formatted. */
export interface TrialEndingProps {
  store: EmailStore;
  memberName?: string;
  membership: string;
  plan: string;
  /** e.g. "5 December 2025". */
  endsOn: string;
  /** e.g. "€9 a month". */
  rate: string;
  /** e.g. "Visa ···· 4242"; left out: there is none, and the membership will close. */
  method?: string;
  manageUrl: string;
  cancelUrl: string;
}

export function trialEndingSubject({ store, membership, endsOn }: TrialEndingProps): string {
  return `Your free trial of ${membership} ends on ${endsOn} (${store.name})`;
}

export default function TrialEndingEmail({ store, memberName, membership, plan, endsOn, rate, method, manageUrl, cancelUrl }: TrialEndingProps) {
  return (
    <Layout store={store} preview={`Then ${rate}, unless you cancel before.`} why={`You get this mail because you are trying ${membership} by ${store.name}. It comes once, before the first payment.`}>
      <Title>{`Your free trial ends on ${endsOn}`}</Title>
      <Paragraph>{`${memberName === undefined ? "Hello," : `Hello ${memberName},`} ${membership} has been free for you so far. From ${endsOn} it is ${rate}${method === undefined ? "" : `, taken from ${method}`}.`}</Paragraph>
      <Paragraph>{method === undefined ? "There is no card for it yet, so it closes on that day unless you add one." : "To stay, there is nothing to do. If it is not for you, cancel before that day and nothing is charged."}</Paragraph>
      <Action href={manageUrl} store={store}>
        {method === undefined ? "Add a card" : "See my membership"}
      </Action>
      <Facts
        facts={[
          { label: "Membership", value: `${membership}\n${plan}` },
          { label: "First payment", value: `${endsOn}\n${rate}` },
          ...(method === undefined ? [] : [{ label: "Paid with", value: method }]),
        ]}
      />
      <Note>
        <TextLink href={cancelUrl} store={store}>
          Cancel the membership
        </TextLink>
      </Note>
    </Layout>
  );
}

TrialEndingEmail.PreviewProps = {
  store: previewStore,
  memberName: "Maya",
  membership: "The Kiln Room",
  plan: "Studio, monthly",
  endsOn: "5 December 2025",
  rate: "€9 a month",
  method: "Visa ···· 4242",
  manageUrl: "https://lectern.example/library/memberships/sbn_01k",
  cancelUrl: "https://lectern.example/library/memberships/sbn_01k/cancel",
} satisfies TrialEndingProps;
