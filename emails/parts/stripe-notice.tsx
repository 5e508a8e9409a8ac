import { Action, Note, Paragraph, SectionTitle, Title } from "./blocks";
import { Layout } from "./layout";
import { light } from "./theme";

/** One thing Stripe asks for, in the words the studio shows. */
export interface StripeNeed {
  /** e.g. "A photo of your identity document". */
  what: string;
  why: string;
  /** e.g. "By 5 December 2025", or "Now"; left out when Stripe sets no date. */
  byWhen?: string;
  /** Who acts next, e.g. "You, on Stripe" or "Stripe is checking; nothing to do". */
  who: string;
}

/** What every mail about a creator's Stripe account carries. They are one thread (see `stripeSubject`). */
export interface StripeNoticeProps {
  creatorName?: string;
  storeName: string;
  /** The Stripe account as the creator knows it. */
  accountName: string;
  /** Most urgent first. */
  lines: readonly StripeNeed[];
  /** What is at stake, a sentence each, amounts formatted. */
  risk?: readonly string[];
  /** The Stripe settings page of the studio. */
  url: string;
}

/**
 * The same for every mail of the thread: some mailboxes (Gmail among them) begin a new conversation with every new subject,
 * whatever the headers say. The news stands first in the preview, which inboxes show right behind the subject.
 */
export function stripeSubject({ storeName }: Pick<StripeNoticeProps, "storeName">): string {
  return `What Stripe wants for ${storeName}`;
}

interface Parts {
  title: string;
  /** Follows "Hello Tomas,". */
  intro: string;
  linesTitle?: string;
  button: string;
  note: string;
  /** In a word or two, e.g. "3 days left". */
  news: string;
  preview: string;
}

export function StripeNotice({ props, parts }: { props: StripeNoticeProps; parts: Parts }) {
  const { creatorName, storeName, accountName, lines, risk, url } = props;
  return (
    <Layout
      preview={`${parts.news}: ${parts.preview}`}
      why={`You get this mail because you connected the Stripe account ${accountName} to ${storeName}. We write when Stripe asks for something, before its date, and when all is well again: at most once a day.`}
    >
      <Title>{parts.title}</Title>
      <Paragraph>{`${creatorName === undefined ? "Hello," : `Hello ${creatorName},`} ${parts.intro}`}</Paragraph>
      {risk?.map((sentence) => <Paragraph key={sentence}>{sentence}</Paragraph>)}
      {lines.length > 0 && parts.linesTitle !== undefined && <SectionTitle>{parts.linesTitle}</SectionTitle>}
      {lines.map((line, index) => (
        <Need key={index} line={line} />
      ))}
      <Action href={url}>{parts.button}</Action>
      <Note>{parts.note}</Note>
    </Layout>
  );
}

function Need({ line }: { line: StripeNeed }) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={{ margin: "0 0 12px", borderCollapse: "separate" }}>
      <tbody>
        <tr>
          <td className="l-wash l-edge" style={{ padding: "16px 18px", backgroundColor: light.wash, border: `1px solid ${light.line}`, borderRadius: "10px" }}>
            <p className="l-ink" style={{ margin: 0, color: light.ink, fontSize: "16px", lineHeight: "24px", fontWeight: 650 }}>
              {line.what}
            </p>
            <p className="l-muted" style={{ margin: "4px 0 10px", color: light.muted, fontSize: "14px", lineHeight: "22px" }}>
              {line.why}
            </p>
            <p className="l-ink" style={{ margin: 0, color: light.ink, fontSize: "14px", lineHeight: "22px" }}>
              {line.byWhen !== undefined && (
                <>
                  <strong>{line.byWhen}</strong>
                  {" · "}
                </>
              )}
              {line.who}
            </p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** Under every mail that asks for something: where the button leads, and what a forged mail would ask. */
export const SAFE_NOTE =
  "The button opens your Stripe settings in Lectern and takes you to the right page at Stripe from there. Lectern never asks for documents or bank details by mail.";

/** "one thing", "2 things". */
export function things(count: number): string {
  return count <= 1 ? "one thing" : `${count} things`;
}

/** Sample props the previews of the family share. */
export const previewNotice = {
  creatorName: "Tomas",
  storeName: "Northlight Darkroom",
  accountName: "Northlight Photography Ltd",
  url: "https://lectern.example/settings/integrations/stripe",
} as const;

export const previewNeeds: readonly StripeNeed[] = [
  {
    what: "Your bank account for payouts",
    why: "Stripe needs a bank account in the business's name to pay you out. The date for it has passed.",
    byWhen: "Now",
    who: "You, on Stripe",
  },
  {
    what: "Ida Holm (director): a photo of an identity document",
    why: "The name on the document is not the one on your account. Write it exactly as on the document.",
    byWhen: "By 5 December 2025",
    who: "You, on Stripe",
  },
];
