import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";

type ConnectCardProps = {
  /** "Test mode" or "Live". */
  mode: string;
  /** What the platform keeps of a sale; 0: nothing. */
  feePercent: number;
  returnTo: string;
  /** What there was before: nothing, an account that was disconnected, or one that Stripe has closed. */
  before: "none" | "disconnected" | "closed";
};

const TITLES = { none: "Connect your Stripe account", disconnected: "Connect Stripe again", closed: "Connect another Stripe account" } as const;
const BUTTONS = { none: "Connect Stripe", disconnected: "Connect Stripe again", closed: "Connect another account" } as const;
const HINTS = {
  none: null,
  disconnected: "Connect the same account and everything is as it was. Connect another, and past orders stay with the former one.",
  closed: "Past orders stay with the closed account; new sales go to the one you connect now.",
} as const;

/** Before the trip to Stripe: what will happen there, what we can then do, and what to do when Stripe says no. */
export function ConnectCard({ mode, feePercent, returnTo, before }: ConnectCardProps) {
  return (
    <Card
      title={TITLES[before]}
      description="Stripe takes your buyers' payments. The money goes straight to your own Stripe account and from there to your bank."
      headingLevel={3}
      footer={
        <Form method="post" className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <input type="hidden" name="returnTo" value={returnTo} />
          <SubmitButton name="intent" value="connect" pendingLabel="Going to Stripe…">
            {BUTTONS[before]}
          </SubmitButton>
          <span className="text-sm text-ink-muted">You go to Stripe ({mode === "Live" ? "live mode" : "test mode"}) and come back here.</span>
        </Form>
      }
    >
      <ol className="max-w-prose list-decimal space-y-2 pl-5 text-sm marker:text-ink-faint">
        <li>At Stripe you sign in to the account you have, or make a new one. We fill in what we know.</li>
        <li>
          You allow this site to take payments on that account and to read its sales. It never sees your Stripe password, your documents or your bank details.
          {feePercent > 0 && ` This site keeps ${feePercent}% of each sale; Stripe's own fees come on top.`}
        </li>
        <li>Stripe brings you back here, and you see what the account can do. If Stripe wants something checked first, we tell you what.</li>
      </ol>
      {HINTS[before] && <p className="mt-4 max-w-prose text-sm text-ink-muted">{HINTS[before]}</p>}
      <details className="mt-4 text-sm">
        <summary className="flex min-h-11 w-fit cursor-pointer items-center rounded-sm font-medium underline decoration-line-strong underline-offset-3 hover:decoration-ink">If Stripe does not let you pick your account</summary>
        <div className="max-w-prose space-y-2 pb-1 text-ink-muted">
          <p>An account that another platform made for you belongs to that platform. Stripe then says “This account is connected to another platform”.</p>
          <p>Choose “Create a new account” on the same page. It may use the same email address, and you find both under one sign-in. An account you opened yourself can be connected to several platforms at once.</p>
        </div>
      </details>
    </Card>
  );
}
