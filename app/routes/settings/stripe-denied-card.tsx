import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "~/components/ui/card";
import { AdditionalAccountSteps, ConnectButton, CreateButton, KeyLink } from "./stripe-connect-ways";

/**
 * Back from Stripe without a connection. Stripe tells nobody whether the creator changed their mind or was not let in, so we
 * ask, and each answer has its way on.
 */
export function DeniedCard({ returnTo }: { returnTo: string }) {
  return (
    <Card title="Stripe was not connected. What happened there?" description="Stripe does not tell us, and nothing has changed here." headingLevel={3} flush>
      <div className="divide-y divide-line text-sm">
        <Answer title="I cancelled">
          <p>Then all is as before. Your drafts stay drafts until an account is connected, and you can connect whenever you like.</p>
          <Actions>
            <ConnectButton returnTo={returnTo}>Connect with Stripe</ConnectButton>
          </Actions>
        </Answer>
        <Answer title="Stripe said this account is connected to another platform">
          <p>That account was made for you by another platform and belongs to it; nobody can change that. An additional account of yours, under the same email address, can be connected:</p>
          <AdditionalAccountSteps />
          <Actions>
            <ConnectButton returnTo={returnTo}>Go to Stripe</ConnectButton>
            <CreateButton returnTo={returnTo}>Make the new account for me</CreateButton>
          </Actions>
        </Answer>
        <Answer title="I could not get on there">
          <p>There are two more ways. We can make a new account for you, filled in with what we know, and you tell Stripe only what is missing. Or you make a restricted key in the account you have.</p>
          <Actions>
            <CreateButton returnTo={returnTo} variant="primary">
              Make a new account for me
            </CreateButton>
            <KeyLink returnTo={returnTo}>Use a restricted key</KeyLink>
            <ConnectButton returnTo={returnTo} variant="secondary">
              Try again
            </ConnectButton>
          </Actions>
        </Answer>
      </div>
    </Card>
  );
}

function Answer({ title, children }: { title: string; children: ReactNode }) {
  return (
    // One name: opening one answer closes the others.
    <details name="what-happened" className="group">
      <summary className="flex min-h-12 cursor-pointer items-center justify-between gap-4 px-5 py-3 font-medium hover:bg-sunken sm:px-6">
        {title}
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-180" />
      </summary>
      <div className="max-w-prose space-y-3 px-5 pt-1 pb-5 text-ink-muted sm:px-6">{children}</div>
    </details>
  );
}

function Actions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-2.5 pt-1">{children}</div>;
}
