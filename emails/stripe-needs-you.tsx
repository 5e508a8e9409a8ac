import { Action, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { light } from "./parts/theme";

/** One thing Stripe asks for, in the words the studio shows. */
export interface StripeNeed {
  /** e.g. "A photo of your identity document". */
  what: string;
  why: string;
  /** e.g. "By 5 December 2025", or "Now". */
  byWhen: string;
  /** Who acts next, e.g. "You, on Stripe" or "Stripe is checking; nothing to do". */
  who: string;
}

export interface StripeNeedsYouProps {
  creatorName?: string;
  storeName: string;
  /** The Stripe account as the creator knows it. */
  accountName: string;
  /** What is stopped or will stop, one sentence, e.g. "Payouts to your bank are on hold." */
  consequence?: string;
  lines: readonly StripeNeed[];
  /** The Stripe settings page of the studio. */
  url: string;
}

export function stripeNeedsYouSubject({ lines, storeName }: StripeNeedsYouProps): string {
  return lines.length === 1 ? `Stripe needs one thing from you for ${storeName}` : `Stripe needs ${lines.length} things from you for ${storeName}`;
}

export default function StripeNeedsYouEmail(props: StripeNeedsYouProps) {
  const { creatorName, storeName, accountName, consequence, lines, url } = props;
  return (
    <Layout
      preview={[lines[0]?.what, lines[0]?.byWhen].filter((part) => part !== undefined).join(" · ")}
      why={`You get this mail because you connected the Stripe account ${accountName} to ${storeName}. We write when Stripe asks for something new.`}
    >
      <Title>{lines.length === 1 ? "Stripe needs something from you" : "Stripe needs a few things from you"}</Title>
      <Paragraph>
        {`${creatorName === undefined ? "Hello," : `Hello ${creatorName},`} Stripe has to know who it pays. For ${accountName} it is asking for the following${lines.length === 1 ? "" : ", most urgent first"}.${consequence === undefined ? "" : ` ${consequence}`}`}
      </Paragraph>
      {lines.map((line, index) => (
        <Need key={index} line={line} />
      ))}
      <Action href={url}>See what Stripe needs</Action>
      <Note>The button opens your Stripe settings in Lectern and takes you to the right page at Stripe from there. Lectern never asks for documents or bank details by mail.</Note>
    </Layout>
  );
}

function Need({ line }: { line: StripeNeed }) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={{ margin: "0 0 12px", borderCollapse: "separate" }}>
      <tbody>
        <tr>
          <td
            className="l-wash l-edge"
            style={{ padding: "16px 18px", backgroundColor: light.wash, border: `1px solid ${light.line}`, borderRadius: "10px" }}
          >
            <p className="l-ink" style={{ margin: 0, color: light.ink, fontSize: "16px", lineHeight: "24px", fontWeight: 650 }}>
              {line.what}
            </p>
            <p className="l-muted" style={{ margin: "4px 0 10px", color: light.muted, fontSize: "14px", lineHeight: "22px" }}>
              {line.why}
            </p>
            <p className="l-ink" style={{ margin: 0, color: light.ink, fontSize: "14px", lineHeight: "22px" }}>
              <strong>{line.byWhen}</strong>
              {` · ${line.who}`}
            </p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

StripeNeedsYouEmail.PreviewProps = {
  creatorName: "Tomas",
  storeName: "Northlight Darkroom",
  accountName: "Northlight Photography Ltd",
  consequence: "Until then, nobody can pay you by card.",
  lines: [
    {
      what: "The bank account your payouts go to",
      why: "The last payout came back from your bank: the account number was not found.",
      byWhen: "Now",
      who: "You, on Stripe",
    },
    {
      what: "A photo of your passport or identity card",
      why: "Stripe could not match your name and date of birth with public records.",
      byWhen: "By 5 December 2025",
      who: "You, on Stripe",
    },
  ],
  url: "https://lectern.example/studio/northlight/settings/stripe",
} satisfies StripeNeedsYouProps;
