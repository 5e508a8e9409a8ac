import { previewNotice, StripeNotice, type StripeNoticeProps } from "./parts/stripe-notice";

/** Stripe has closed the account; nothing here changes that. The last mail about it. */
export type StripeClosedProps = StripeNoticeProps;

export default function StripeClosedEmail(props: StripeClosedProps) {
  return (
    <StripeNotice
      props={props}
      parts={{
        news: "Account closed",
        preview: "You can connect another account; your buyers keep what they bought.",
        title: "Stripe has closed your account",
        intro: `Stripe has decided to close ${props.accountName}. Neither you nor we can change that from here, but your store goes on: connect another Stripe account and your offers are on sale again. Your buyers keep what they bought.`,
        linesTitle: "What Stripe says",
        button: "See your ways on",
        note: "Money that is still in the account is Stripe’s to pay out; its support can tell you when. This is the last mail we send about this account.",
      }}
    />
  );
}

StripeClosedEmail.PreviewProps = {
  ...previewNotice,
  lines: [{ what: "Stripe has closed this account because of its terms of service", why: "The decision is Stripe’s, and Lectern cannot change it. Stripe’s support can tell you more.", who: "Final" }],
  risk: ["In the last 30 days this account took €1,240."],
} satisfies StripeClosedProps;
