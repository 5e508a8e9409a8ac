import { previewNeeds, previewNotice, SAFE_NOTE, StripeNotice, things, type StripeNoticeProps } from "./parts/stripe-notice";

/** The date Stripe has set comes near and something is still open. */
export interface StripeReminderProps extends StripeNoticeProps {
  /** Whole days, rounded up: at least 1. */
  daysLeft: number;
  /** e.g. "5 December 2025". */
  deadline: string;
}

export default function StripeReminderEmail(props: StripeReminderProps) {
  const { accountName, daysLeft, deadline, lines } = props;
  return (
    <StripeNotice
      props={props}
      parts={{
        news: `${days(daysLeft)} left`,
        preview: `${things(lines.length)} to do by ${deadline}`,
        title: `${days(daysLeft)} left for Stripe`,
        intro: `Stripe still waits for ${things(lines.length)} from you for ${accountName}. The date it has set is ${deadline}; after that it may stop your sales or payouts.`,
        button: "See what Stripe needs",
        note: SAFE_NOTE,
      }}
    />
  );
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

StripeReminderEmail.PreviewProps = {
  ...previewNotice,
  daysLeft: 3,
  deadline: "5 December 2025",
  lines: previewNeeds.slice(1),
  risk: ["On 5 December 2025 sales stop if it is still open; renewals of €840 are affected.", "In the last 30 days this account took €1,240."],
} satisfies StripeReminderProps;
