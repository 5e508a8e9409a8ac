import { Link } from "@remix-run/react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";

/** For the studio: Stripe's messages stay away while sales are made. Buyers get what they paid for all the same, only later. */
export function QuietBanner({ quiet }: { quiet: { sales: number; lastMessage: string | null } }) {
  const { sales, lastMessage } = quiet;
  return (
    <Banner
      tone="urgent"
      title="Stripe’s messages do not arrive"
      action={
        <Button asChild size="sm" variant="secondary">
          <Link to="/settings/integrations/stripe/doctor">Find out why</Link>
        </Button>
      }
    >
      <p>
        {sales === 1 ? "One sale was" : `${sales} sales were`} made {lastMessage ? `since the last message (${lastMessage})` : "and no message about them has come"}. Lectern asks Stripe by itself, so nothing is lost, but a buyer who does not come back from the checkout may wait up to an hour for access.
      </p>
    </Banner>
  );
}
