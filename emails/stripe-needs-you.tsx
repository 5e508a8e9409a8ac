import { previewNeeds, previewNotice, SAFE_NOTE, StripeNotice, type StripeNoticeProps } from "./parts/stripe-notice";

export type { StripeNeed } from "./parts/stripe-notice";

/** Stripe asks for something new. */
export interface StripeNeedsYouProps extends StripeNoticeProps {
  /** What is stopped or will stop, one sentence, e.g. "Payouts to your bank are on hold." */
  consequence?: string;
}

export default function StripeNeedsYouEmail(props: StripeNeedsYouProps) {
  const { accountName, consequence, lines } = props;
  return (
    <StripeNotice
      props={props}
      parts={{
        news: lines.length === 1 ? "One thing needed from you" : `${lines.length} things needed from you`,
        preview: [lines[0]?.what, lines[0]?.byWhen].filter((part) => part !== undefined).join(" · "),
        title: lines.length === 1 ? "Stripe needs something from you" : "Stripe needs a few things from you",
        intro: `Stripe has to know who it pays. For ${accountName} it is asking for the following${lines.length === 1 ? "" : ", most urgent first"}.${consequence === undefined ? "" : ` ${consequence}`}`,
        button: "See what Stripe needs",
        note: SAFE_NOTE,
      }}
    />
  );
}

StripeNeedsYouEmail.PreviewProps = {
  ...previewNotice,
  consequence: "Until then, nobody can pay you by card.",
  lines: previewNeeds,
  risk: ["On 5 December 2025 sales stop if it is still open; renewals of €840 are affected."],
} satisfies StripeNeedsYouProps;
