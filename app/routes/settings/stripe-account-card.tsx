import { Form, Link } from "@remix-run/react";
import { CircleCheck, CircleDashed, CircleOff } from "lucide-react";
import { RequirementsList } from "~/components/requirements-list";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { SubmitButton } from "~/components/ui/submit-button";
import type { AccountView } from "./account-view.server";
import { MoneyAtRisk } from "./money-at-risk";
import { STATE_BADGES } from "./state-badges";

/** One of several accounts on the page of all: only what somebody must know or do; its facts have a page of their own. */
export function AccountNeeds({ account }: { account: AccountView }) {
  const { state, tone, title, text } = account.summary;
  if (state === "ready") return null;
  return (
    <section aria-label={account.name} className="space-y-3">
      <Banner tone={tone} title={`${account.name}: ${title}`}>
        <p>{text}</p>
        <MoneyAtRisk sentences={account.risk} />
      </Banner>
      {account.readAt !== null && account.lines.length > 0 && (
        <Card footer={<CheckAgain accountId={account.id} />}>
          <RequirementsList lines={account.lines} alreadySaid={text} />
        </Card>
      )}
    </section>
  );
}

/** Ask Stripe now; the answer is shown on the page where it was asked. */
function CheckAgain({ accountId, back }: { accountId: string; back?: string }) {
  return (
    <Form method="post" action="/settings/integrations/stripe">
      <input type="hidden" name="accountId" value={accountId} />
      {back && <input type="hidden" name="back" value={back} />}
      <SubmitButton name="intent" value="refresh" variant="secondary" pendingLabel="Asking Stripe…">
        Check again
      </SubmitButton>
    </Form>
  );
}

/** A connected account: how it stands, what Stripe wants, what it can do, and the ways to change that. */
export function AccountCard({ account, back }: { account: AccountView; back?: string }) {
  const badge = STATE_BADGES[account.summary.state];
  // Never read: what Stripe wants, and what is on or off, is not known, so neither is claimed.
  const read = account.readAt !== null;
  return (
    <>
      <Banner tone={account.summary.tone} title={account.summary.title}>
        <p>{account.summary.text}</p>
        <MoneyAtRisk sentences={account.risk} />
      </Banner>
      {read && account.lines.length > 0 && (
        <Card
          footer={account.summary.state !== "final" && <p className="text-sm text-ink-muted">It changes here by itself once Stripe has checked it.</p>}
        >
          <RequirementsList lines={account.lines} alreadySaid={account.summary.text} />
        </Card>
      )}
      <Card
        // On its own page the name stands above, and the banner says how it stands.
        title={back ? "At Stripe" : account.name}
        description={account.email && account.email !== account.name ? account.email : undefined}
        headingLevel={3}
        action={
          <span className="flex flex-wrap gap-2">
            {!back && <Badge tone={badge.tone}>{badge.label}</Badge>}
            <Badge>{account.mode}</Badge>
          </span>
        }
        footer={
          <>
            <CheckAgain accountId={account.id} {...(back ? { back } : {})} />
            {!back && (
              <Button asChild variant="ghost">
                <Link to={account.path}>Name, notes and history</Link>
              </Button>
            )}
            <Button asChild variant="ghost">
              <Link to={`/settings/integrations/stripe/disconnect/${account.id}`}>Disconnect…</Link>
            </Button>
          </>
        }
      >
        <KeyValue
          items={[
            { label: "Sales", value: read ? <Switch on={account.chargesEnabled} yes="On: buyers can pay you" no="Off: nobody can buy" /> : "Not known yet" },
            { label: "Payouts to your bank", value: read ? <Switch on={account.payoutsEnabled} yes="On" no="On hold" /> : "Not known yet" },
            { label: "Country", value: account.country ?? "Not set yet" },
            { label: "Paid out in", value: account.currency ?? "Not set yet" },
            { label: "Stripe account", value: <code className="text-xs break-all">{account.stripeAccountId}</code> },
            { label: "Connected on", value: account.connectedOn },
            { label: "Last read from Stripe", value: account.readAt ?? "Not yet" },
          ]}
        />
        {account.capabilities.length > 0 && (
          <div className="mt-5 border-t border-line pt-5 text-sm">
            <h4 className="font-medium">What this account can do</h4>
            <ul className="mt-2.5 grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
              {account.capabilities.map(({ name, status }) => (
                <li key={name} className="flex items-baseline gap-2">
                  <CapabilityIcon status={status} />
                  <span>
                    {name} <span className="text-ink-faint">{CAPABILITY_WORDS[status]}</span>
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Card>
    </>
  );
}

/** Accounts that are connected no longer, or in Stripe's other mode: history stays with them. */
export function FormerAccounts({ accounts }: { accounts: readonly AccountView[] }) {
  return (
    <Card title="Not in use" description="Past orders stay with the account they were paid on." headingLevel={3} flush>
      <ul className="divide-y divide-line text-sm">
        {accounts.map((account) => (
          <li key={account.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3.5 sm:px-6">
            <span className="min-w-0">
              <Link to={account.path} className="link-quiet block font-medium">
                {account.name}
              </Link>
              <code className="text-xs break-all text-ink-faint">{account.stripeAccountId}</code>
            </span>
            <span className="text-ink-muted">
              {account.otherMode && account.connected ? `Connected in Stripe's ${account.mode.toLowerCase()}, which this site does not use` : `Disconnected on ${account.disconnectedOn ?? account.connectedOn}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const CAPABILITY_WORDS = { active: "on", pending: "Stripe is checking", inactive: "off", unrequested: "not asked for" } as const;

function CapabilityIcon({ status }: { status: keyof typeof CAPABILITY_WORDS }) {
  const Icon = status === "active" ? CircleCheck : status === "pending" ? CircleDashed : CircleOff;
  return <Icon aria-hidden="true" className={`size-4 shrink-0 translate-y-0.5 ${status === "active" ? "text-success" : "text-ink-faint"}`} />;
}

function Switch({ on, yes, no }: { on: boolean; yes: string; no: string }) {
  return <span className={on ? "text-success" : "text-danger"}>{on ? yes : no}</span>;
}
