import { Action, Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To the creator: new sales go to another Stripe account, or to the first one again. */
export interface StripeFailoverProps {
  creatorName?: string;
  storeName: string;
  phase: "began" | "ended";
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
  return phase === "began" ? `New sales of ${storeName} now go to ${to ?? "another account"}` : `New sales of ${storeName} go to ${from} again`;
}

export default function StripeFailoverEmail(props: StripeFailoverProps) {
  const { creatorName, storeName, phase, from, to, since, url } = props;
  const hello = creatorName === undefined ? "Hello," : `Hello ${creatorName},`;
  const began = phase === "began";
  return (
    <Layout
      preview={began ? `${from} cannot take payments; ${to ?? "another account"} stands in` : `${from} takes payments again`}
      why={`You get this mail because ${storeName} sells through more than one Stripe account. We write when sales move, and when they move back.`}
    >
      <Title>{began ? "Your backup account has taken over" : "Your primary account sells again"}</Title>
      <Paragraph>
        {began
          ? `${hello} Stripe does not let ${from} take payments at the moment. So that nobody finds your shop closed, new sales of ${storeName} now go to ${to ?? "your next account"}.`
          : `${hello} ${from} can take payments again, so new sales of ${storeName} go there as before.${to === undefined ? "" : ` What was sold through ${to} stays there.`}`}
      </Paragraph>
      <Facts
        facts={[
          { label: "Primary account", value: began ? `${from}\nCannot take payments` : `${from}\nTakes payments` },
          ...(to === undefined ? [] : [{ label: began ? "New sales go to" : "Stood in", value: to }]),
          { label: "Since", value: since },
        ]}
      />
      <Action href={url}>{began ? "See what Stripe needs" : "See your Stripe accounts"}</Action>
      <Note>
        {began
          ? "Only new one-time sales move. Orders, refunds and subscriptions stay on the account they began on. When the primary account can take payments again, new sales go back to it by themselves."
          : "There is nothing for you to do. Refunds of what was sold in between are made from the account that sold it."}
      </Note>
    </Layout>
  );
}

StripeFailoverEmail.PreviewProps = {
  creatorName: "Ada",
  storeName: "Fern & Kiln",
  phase: "began",
  from: "Fern & Kiln Ltd",
  to: "Ada Fernsby, second account",
  since: "21 November 2025 at 14:05 UTC",
  url: "https://lectern.example/settings/integrations/stripe",
} satisfies StripeFailoverProps as StripeFailoverProps;
