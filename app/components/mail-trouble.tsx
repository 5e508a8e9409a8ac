import { Link } from "@remix-run/react";
import { Banner } from "~/components/ui/banner";
import { buttonStyles } from "~/components/ui/button";

export type MailTroubleProps = {
  /** Their mailbox does not take mail, or they called a mail of ours spam. */
  problem: "bounced" | "complained";
  email: string;
  /** Of a store that is theirs they miss more than of what they bought. */
  ownsStore?: boolean;
  className?: string;
};

const MISSED = {
  owner: { bounced: "Disputes with their dates, failed payouts and what Stripe asks of you do not reach you.", complained: "no disputes with their dates, no failed payouts, nothing of what Stripe asks of you" },
  student: { bounced: "Receipts and sign-in links do not reach you.", complained: "no receipts, no news of what you own" },
};

/** What we write does not reach this person: said where they surely look. */
export function MailTrouble({ problem, email, ownsStore = false, className }: MailTroubleProps) {
  const bounced = problem === "bounced";
  const missed = MISSED[ownsStore ? "owner" : "student"];
  return (
    <Banner
      tone="urgent"
      className={className}
      title={bounced ? <span className="wrap-anywhere">{`Our mail to ${email} came back`}</span> : "You get no mails from us any more"}
      action={
        <Link to="/library/address" className={buttonStyles({ size: "sm" })}>
          {bounced ? "Correct the address" : "Change that"}
        </Link>
      }
    >
      <p>{bounced ? `${missed.bounced} Give us an address that works, and what was kept back is sent there.` : `A mail of ours was marked as spam, so you get only what you ask for: ${missed.complained}.`}</p>
    </Banner>
  );
}

/** To the others at work in a store: its owner cannot be told what they alone would hear. */
export function OwnerUnreachable({ storeName }: { storeName: string }) {
  return (
    <Banner tone="urgent" title="Our mail does not reach the owner">
      <p>{`Disputes with their dates, failed payouts and what Stripe asks are mailed to the owner of ${storeName} alone. Tell them: the studio shows them how to mend that.`}</p>
    </Banner>
  );
}
