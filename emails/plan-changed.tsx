import { Action, Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To a member whose plan has changed, once a change. Amounts and dates arrive formatted. */
export interface PlanChangedProps {
  store: EmailStore;
  memberName?: string;
  membership: string;
  /** e.g. "Studio, monthly, €9 a month". */
  from: string;
  to: string;
  changedOn: string;
  /** What was charged for it at once; left out: nothing. */
  charged?: string;
  /** e.g. "€18 a month from 5 January 2026". */
  next: string;
  manageUrl: string;
}

export function planChangedSubject({ store, membership, to }: PlanChangedProps): string {
  return `Your plan of ${membership} is now ${to} (${store.name})`;
}

export default function PlanChangedEmail({ store, memberName, membership, from, to, changedOn, charged, next, manageUrl }: PlanChangedProps) {
  return (
    <Layout store={store} preview={`${to}. ${charged === undefined ? "Nothing was charged now." : `${charged} was charged now.`}`} why={`You get this mail because you are a member of ${membership} by ${store.name}.`}>
      <Title>Your plan has changed</Title>
      <Paragraph>{`${memberName === undefined ? "Hello," : `Hello ${memberName},`} from now on you are in ${to}. What that plan opens is open already.`}</Paragraph>
      <Facts
        facts={[
          { label: "Membership", value: membership },
          { label: "Before", value: from },
          { label: "Now", value: to },
          { label: "Changed on", value: changedOn },
          { label: "Charged now", value: charged ?? "Nothing" },
          { label: "From here on", value: next },
        ]}
      />
      <Action href={manageUrl} store={store}>
        See my membership
      </Action>
      <Note>Time you had paid for and not used is taken off what you pay. If you did not change it, write to us by answering this mail.</Note>
    </Layout>
  );
}

PlanChangedEmail.PreviewProps = {
  store: previewStore,
  memberName: "Maya",
  membership: "The Kiln Room",
  from: "Studio, monthly, €9 a month",
  to: "Gold, monthly, €18 a month",
  changedOn: "21 December 2025 at 14:05 UTC",
  charged: "€4.35",
  next: "€18 a month, next on 5 January 2026",
  manageUrl: "https://lectern.example/library/memberships/sbn_01k",
} satisfies PlanChangedProps;
