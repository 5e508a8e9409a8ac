import { Form, Link } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";
import { useLookAgain } from "~/components/ui/use-look-again";
import type { Comparison } from "./comparison.server";

/** When each account was last compared with Stripe, and what that brought. `back`: where the button leads back to. */
export function ComparisonCard({ comparisons, back }: { comparisons: Comparison[]; back: string }) {
  useLookAgain(comparisons.some(({ running }) => running));
  return (
    <Card title="Compared with Stripe" description="Once an hour Lectern asks Stripe what it may have missed: events, checkouts, refunds, and who has access." flush>
      <ul className="divide-y divide-line">
        {comparisons.map((one) => (
          <li key={one.accountId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-6">
            <div className="min-w-0 text-sm">
              <p className="font-medium">{one.name}</p>
              <p className="mt-0.5 text-ink-muted">{one.when}</p>
              <p role="status" className={one.failed ? "mt-0.5 text-danger" : "mt-0.5 text-ink-faint"}>
                {one.result}
              </p>
              {one.running && (
                <noscript>
                  <Link to={back} className="link-quiet inline-flex min-h-11 items-center sm:min-h-8">
                    See how far it is
                  </Link>
                </noscript>
              )}
            </div>
            <Form method="post" action="/studio/events/compare">
              <input type="hidden" name="account" value={one.accountId} />
              <input type="hidden" name="back" value={back} />
              <SubmitButton variant="secondary" size="sm" pendingLabel="Asking…" disabled={one.running}>
                {one.running ? "Comparing…" : "Compare now"}
                <span className="sr-only">: {one.name}</span>
              </SubmitButton>
            </Form>
          </li>
        ))}
      </ul>
    </Card>
  );
}
