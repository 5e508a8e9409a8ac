import { Form, Link } from "@remix-run/react";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";
import { ReorderButtons, useFocusAfterMove } from "../studio/offers/reorder-buttons";
import type { AccountView } from "./account-view.server";
import { STATE_BADGES } from "./state-badges";

type OrderProps = {
  /** Primary first, then the backups in their order. */
  accounts: readonly AccountView[];
  /** While the primary one cannot sell: who sells in its place. */
  standIn: string | null;
};

/** Which account sells first, and who stands in. Every change is one press, also without JavaScript. */
export function AccountOrder({ accounts, standIn }: OrderProps) {
  useFocusAfterMove();
  const backups = accounts.filter((account) => !account.isPrimary);
  return (
    <Card title="Which account sells" description="New one-time sales go to the first account in this list that can take them." headingLevel={3} flush>
      <ol className="divide-y divide-line text-sm">
        {accounts.map((account, index) => (
          <li key={account.id} id={`account-${account.id}`} className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-5 py-4 sm:px-6">
            <span aria-hidden="true" className="w-4 shrink-0 font-medium text-ink-faint tabular-nums">
              {index + 1}
            </span>
            <div className="min-w-0 flex-1 basis-48">
              <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
                <Link to={account.path} className="link-quiet font-medium break-words text-ink">
                  {account.name}
                </Link>
                <Badge tone={STATE_BADGES[account.summary.state].tone}>{STATE_BADGES[account.summary.state].label}</Badge>
              </p>
              <p className="mt-0.5 text-ink-muted">{roleText(account, standIn)}</p>
            </div>
            {!account.isPrimary && (
              <div className="flex items-center gap-2 max-sm:ml-8">
                {backups.length > 1 && (
                  <ReorderButtons
                    action={`${account.path}?back=list`}
                    name={account.name}
                    id={account.id}
                    intent="move"
                    field="accountId"
                    first={backups[0] === account}
                    last={backups.at(-1) === account}
                  />
                )}
                <MakePrimary account={account} back="list" />
              </div>
            )}
          </li>
        ))}
      </ol>
      <p className="border-t border-line bg-paper px-5 py-3.5 text-sm text-ink-muted sm:px-6">
        A change here holds for the next buyer. Orders, refunds, receipts and subscriptions stay on the account they began on. An offer can have an account of its own, on its page.
      </p>
    </Card>
  );
}

/** New sales go to this account from now on. */
export function MakePrimary({ account, back }: { account: Pick<AccountView, "id" | "name" | "path">; back: "list" | "account" }) {
  return (
    <Form method="post" action={`${account.path}?back=${back}`} preventScrollReset>
      <SubmitButton name="intent" value="primary" variant="secondary" size="sm" pendingLabel="Switching…">
        Make primary<span className="sr-only">: {account.name}</span>
      </SubmitButton>
    </Form>
  );
}

/** What this account does for new sales, in a few words. */
export function roleText(account: Pick<AccountView, "id" | "isPrimary" | "chargesEnabled">, standIn: string | null): string {
  if (account.id === standIn) return "Backup: new sales go here now";
  if (!account.isPrimary) return account.chargesEnabled ? "Backup: stands in when those above cannot sell" : "Backup, but it cannot take payments";
  if (standIn) return "Primary, but it cannot take your sales now";
  return account.chargesEnabled ? "Primary: new sales go here" : "Primary, but it cannot take payments";
}
