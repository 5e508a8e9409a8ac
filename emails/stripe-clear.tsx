import { previewNotice, StripeNotice, type StripeNoticeProps } from "./parts/stripe-notice";

/** Nothing is open any more, after something was. */
export type StripeClearProps = Omit<StripeNoticeProps, "lines" | "risk">;

export default function StripeClearEmail(props: StripeClearProps) {
  return (
    <StripeNotice
      props={{ ...props, lines: [] }}
      parts={{
        news: "All clear",
        preview: "Sales and payouts are on, and nothing is open.",
        title: "Stripe is satisfied",
        intro: `Stripe has all it wanted for ${props.accountName}. Buyers can pay you, payouts to your bank are on, and nothing is open. There is nothing left for you to do.`,
        button: "See your Stripe account",
        note: "What Stripe asked for and when it was done stays on the account’s page in your settings.",
      }}
    />
  );
}

StripeClearEmail.PreviewProps = { ...previewNotice } satisfies StripeClearProps;
