import { Action, Facts, Note, Paragraph, Title, type Fact } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To the creator: new sales go to another Stripe account, or to the first one again. */
export interface StripeFailoverProps {
  creatorName?: string;
  storeName: string;
  /** `lost`: the first account is no longer connected, and the other has taken its place. */
  phase: "began" | "ended" | "lost";
  /** The store's primary account, as the creator calls it. */
  from: string;
  /** The account that sells, or sold, in its place; left out when there was none at the end. */
  to?: string;
  /** When it began, formatted. */
  since: string;
  /** The Stripe settings page of the studio. */
  url: string;
}

export function stripeFailoverSubject({ phase, from, to, storeName }: StripeFailoverProps): string {
  return phase !== "ended" ? `New sales of ${storeName} now go to ${to ?? "another account"}` : `New sales of ${storeName} go to ${from} again`;
}

export default function StripeFailoverEmail(props: StripeFailoverProps) {
  const { creatorName, storeName, phase, from, to, since, url } = props;
  const words = WORDS[phase]({ storeName, from, to: to ?? "another account" });
  return (
    <Layout preview={words.preview} why={`You get this mail because ${storeName} sells through more than one Stripe account. We write when sales move, and when they move back.`}>
      <Title>{words.title}</Title>
      <Paragraph>{`${creatorName === undefined ? "Hello," : `Hello ${creatorName},`} ${words.text}`}</Paragraph>
      <Facts facts={[words.first, ...(to === undefined ? [] : [{ label: words.otherLabel, value: to }]), { label: "Since", value: since }]} />
      <Action href={url}>{words.action}</Action>
      <Note>{words.note}</Note>
    </Layout>
  );
}

interface Words {
  preview: string;
  title: string;
  /** After "Hello,". */
  text: string;
  first: Fact;
  otherLabel: string;
  action: string;
  note: string;
}

const WORDS: Record<StripeFailoverProps["phase"], (names: { storeName: string; from: string; to: string }) => Words> = {
  began: ({ storeName, from, to }) => ({
    preview: `${from} cannot take payments; ${to} stands in`,
    title: "Your backup account has taken over",
    text: `${from} cannot take new payments at the moment. So that nobody finds your shop closed, new sales of ${storeName} now go to ${to}.`,
    first: { label: "Primary account", value: `${from}\nCannot take payments` },
    otherLabel: "New sales go to",
    action: "See what Stripe needs",
    note: "Only new one-time sales move. Orders, refunds and subscriptions stay on the account they began on. When the primary account can take payments again, new sales go back to it by themselves.",
  }),
  lost: ({ storeName, from, to }) => ({
    preview: `${from} is no longer connected; ${to} has taken its place`,
    title: "Your backup account has taken over",
    text: `${from} is no longer connected to ${storeName}: the permission was taken back at Stripe, or its key was. So that nobody finds your shop closed, new sales now go to ${to}, which has become your primary account.`,
    first: { label: "Disconnected", value: from },
    otherLabel: "New sales go to",
    action: "See your Stripe accounts",
    note: "Everyone keeps what they bought. Connect the account again and its orders and history are as they were; new sales stay with the one that took over until you switch.",
  }),
  ended: ({ storeName, from }) => ({
    preview: `${from} takes payments again`,
    title: "Your primary account sells again",
    text: `${from} can take payments again, so new sales of ${storeName} go there as before. What was sold in between stays on the account that sold it.`,
    first: { label: "Primary account", value: `${from}\nTakes payments` },
    otherLabel: "Stood in",
    action: "See your Stripe accounts",
    note: "There is nothing for you to do. Refunds of what was sold in between are made from the account that sold it.",
  }),
};

StripeFailoverEmail.PreviewProps = {
  creatorName: "Ada",
  storeName: "Fern & Kiln",
  phase: "began",
  from: "Fern & Kiln Ltd",
  to: "Ada Fernsby, second account",
  since: "21 November 2025 at 14:05 UTC",
  url: "https://lectern.example/settings/integrations/stripe",
} satisfies StripeFailoverProps as StripeFailoverProps;
