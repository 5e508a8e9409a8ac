import { Action, Note, Paragraph, TextLink, Title } from "./parts/blocks";
import { encodeAddress, Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/**
 * How it came to its end. `cancelled`: the member wished it; `unpaid`: Stripe gave up collecting; `closed`: the days of grace are
 * over, and a payment opens it again; `refunded`: what was paid went back; `ended`: it is not known to whose wish.
 */
export type EndPhase = "cancelled" | "unpaid" | "closed" | "refunded" | "ended";

/** To a member, once an end. Amounts and dates arrive formatted. */
export interface MembershipEndedProps {
  store: EmailStore;
  memberName?: string;
  membership: string;
  phase: EndPhase;
  /** e.g. "5 December 2025". */
  endedOn: string;
  /** `closed`, and `unpaid` while paying still brings it back: what is open, and where it is paid. */
  open?: { amount: string; payUrl: string };
  /** The way back in: the membership's page in the library, which says what is new. */
  manageUrl: string;
}

export function membershipEndedSubject({ store, membership, phase }: MembershipEndedProps): string {
  return phase === "closed" ? `${membership} is closed until your payment arrives (${store.name})` : `Your membership of ${membership} has ended (${store.name})`;
}

export default function MembershipEndedEmail(props: MembershipEndedProps) {
  const { store, memberName, membership, phase, endedOn, open, manageUrl } = props;
  return (
    <Layout store={store} preview={open === undefined ? "Your progress, notes and certificates are kept." : `${open.amount} is open. Paid, everything opens again.`} why={`You get this mail because you were a member of ${membership} by ${store.name}.`}>
      <Title>{phase === "closed" ? "Closed until your payment arrives" : "Your membership has ended"}</Title>
      <Paragraph>{`${memberName === undefined ? "Hello," : `Hello ${memberName},`} ${whatHappened(props)}`}</Paragraph>
      <Paragraph>{open === undefined ? "Nothing more is charged. What you bought on its own stays yours, and your progress, notes and certificates are kept." : "Pay what is open, and everything opens again at once. Your progress, notes and certificates are kept."}</Paragraph>
      <Action href={open?.payUrl ?? manageUrl} store={store}>
        {open === undefined ? "See how to come back" : `Pay ${open.amount} now`}
      </Action>
      {open !== undefined && (
        <Note>
          {"Another card? "}
          <TextLink href={manageUrl} store={store}>
            Update your payment details
          </TextLink>
        </Note>
      )}
      {store.supportEmail !== undefined && (
        <Note>
          {`It ended on ${endedOn}. Is that not right? Write to ${store.name} at `}
          <TextLink href={`mailto:${encodeAddress(store.supportEmail)}`} store={store}>
            {store.supportEmail}
          </TextLink>
          .
        </Note>
      )}
    </Layout>
  );
}

function whatHappened({ membership, phase, endedOn }: MembershipEndedProps): string {
  switch (phase) {
    case "cancelled":
      return `your membership of ${membership} ended on ${endedOn}, as you asked. Thank you for having been there.`;
    case "unpaid":
      return `the payment for ${membership} could not be taken, also not when it was tried again. So your membership ended on ${endedOn}.`;
    case "closed":
      return `the last payment for ${membership} did not come through, and the days in which it stayed open all the same are over since ${endedOn}.`;
    case "refunded":
      return `what you had paid for the present period of ${membership} went back to you, so your membership ended on ${endedOn}.`;
    default:
      return `your membership of ${membership} ended on ${endedOn}.`;
  }
}

MembershipEndedEmail.PreviewProps = {
  store: previewStore,
  memberName: "Maya",
  membership: "The Kiln Room",
  phase: "closed",
  endedOn: "12 December 2025",
  open: { amount: "€9", payUrl: "https://lectern.example/pay/inv_01k.c2lnbmVk" },
  manageUrl: "https://lectern.example/library/memberships/sbn_01k",
} satisfies MembershipEndedProps;
