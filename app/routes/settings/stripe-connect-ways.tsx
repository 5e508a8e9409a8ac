import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "~/components/ui/button";
import { SubmitButton } from "~/components/ui/submit-button";

type WayProps = { returnTo: string; variant?: ButtonProps["variant"]; children: ReactNode };

/** To Stripe's page, where the creator agrees. */
export function ConnectButton({ returnTo, variant, children }: WayProps) {
  return (
    <Form method="post" action="/settings/integrations/stripe">
      <input type="hidden" name="returnTo" value={returnTo} />
      <SubmitButton name="intent" value="connect" variant={variant} pendingLabel="Going to Stripe…">
        {children}
      </SubmitButton>
    </Form>
  );
}

/** A new account, made by us, and on to Stripe's forms for it. */
export function CreateButton({ returnTo, variant = "secondary", children }: WayProps) {
  return (
    <Form method="post" action="/settings/integrations/stripe/create">
      <input type="hidden" name="returnTo" value={returnTo} />
      <SubmitButton variant={variant} pendingLabel="Making your account…">
        {children}
      </SubmitButton>
    </Form>
  );
}

/** One that we made and that is not in use now. */
export function UseAgainButton({ accountId, children }: { accountId: string; children: ReactNode }) {
  return (
    <Form method="post" action="/settings/integrations/stripe/create">
      <input type="hidden" name="accountId" value={accountId} />
      <SubmitButton variant="secondary" pendingLabel="Connecting…">
        {children}
      </SubmitButton>
    </Form>
  );
}

export function KeyLink({ returnTo, children }: { returnTo: string; children: ReactNode }) {
  return (
    <Button asChild variant="secondary">
      <Link to={`/settings/integrations/stripe/key?returnTo=${encodeURIComponent(returnTo)}`}>{children}</Link>
    </Button>
  );
}

/** How to go on when Stripe's page does not let an account be picked. */
export function AdditionalAccountSteps() {
  return (
    <ol className="list-decimal space-y-1.5 pl-5 marker:text-ink-faint">
      <li>Go to Stripe and sign in with the email address you always use.</li>
      <li>In the list of your accounts choose “Create a new account”. It may use the same email address; at Stripe both stand under one sign-in.</li>
      <li>Choose that new account. Stripe may ask for your details once more, because each account is checked by itself.</li>
    </ol>
  );
}
