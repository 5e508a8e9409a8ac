import { previewNeeds, previewNotice, SAFE_NOTE, StripeNotice, type StripeNoticeProps } from "./parts/stripe-notice";

/** Stripe has switched off sales, payouts or both, and it can be mended. */
export interface StripeStoppedProps extends StripeNoticeProps {
  salesOff: boolean;
  payoutsOff: boolean;
}

const WORDS = {
  sales: { news: "Sales have stopped", title: "Stripe has stopped your sales", effect: "Nobody can buy paid offers with it until Stripe has what it wants. What was bought before stays open to its buyers." },
  payouts: { news: "Payouts are on hold", title: "Stripe holds back your payouts", effect: "You can go on selling; the money stays at Stripe and is paid out once Stripe has what it wants." },
  both: { news: "Sales and payouts have stopped", title: "Stripe has stopped your sales and payouts", effect: "Nobody can buy paid offers with it, and nothing is paid out, until Stripe has what it wants. What was bought before stays open to its buyers." },
} as const;

export default function StripeStoppedEmail(props: StripeStoppedProps) {
  const { accountName, lines } = props;
  const { news, title, effect } = wordsFor(props);
  return (
    <StripeNotice
      props={props}
      parts={{
        news,
        preview: lines[0]?.what ?? title,
        title,
        intro: `this is about ${accountName}. ${effect}`,
        linesTitle: "How it stands",
        button: "See what Stripe needs",
        note: SAFE_NOTE,
      }}
    />
  );
}

function wordsFor({ salesOff, payoutsOff }: StripeStoppedProps) {
  return salesOff && payoutsOff ? WORDS.both : salesOff ? WORDS.sales : WORDS.payouts;
}

StripeStoppedEmail.PreviewProps = {
  ...previewNotice,
  salesOff: true,
  payoutsOff: false,
  lines: previewNeeds,
  risk: ["Renewals of €840 are affected, the first on 9 December 2025.", "In the last 30 days this account took €1,240."],
} satisfies StripeStoppedProps;
