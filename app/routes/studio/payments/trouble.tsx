import { Link, useLocation } from "@remix-run/react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import type { TroubleView } from "./payments-view.server";

/** A part of the page that Stripe did not give us: why, and what helps. */
export function Trouble({ trouble, accountId }: { trouble: TroubleView; accountId: string }) {
  const { pathname, search } = useLocation();
  const way = {
    again: { label: "Try again", to: `${pathname}${search}` },
    key: { label: "See your key", to: `/settings/integrations/stripe/accounts/${accountId}` },
    connection: { label: "See the connection", to: "/settings/integrations/stripe" },
  }[trouble.way];
  return (
    <Banner
      tone={trouble.way === "again" ? "calm" : "urgent"}
      title={trouble.title}
      action={
        <Button asChild size="sm" variant="secondary">
          <Link to={way.to} preventScrollReset>
            {way.label}
          </Link>
        </Button>
      }
    >
      {trouble.text}
    </Banner>
  );
}
