import { ExternalLink } from "lucide-react";
import { Card } from "~/components/ui/card";

/** The pages of the account's own Dashboard that have to do with money. */
export function AtStripe({ accountId, instant }: { accountId: string; instant: string | null }) {
  const links = [
    { place: "payouts", label: "All payouts", text: "With every sale that is in them." },
    { place: "balance", label: "Get paid at once", text: instant ? `${instant} can go out within minutes, for a fee.` : "Instant payouts, where Stripe offers them to you." },
    { place: "disputes", label: "Disputes", text: "A buyer’s bank asks for the money back: answer there, in time." },
    { place: "bank", label: "Bank account and schedule", text: "Where it goes, and how often." },
  ];
  return (
    <Card title="At Stripe" flush>
      <ul className="divide-y divide-line text-sm">
        {links.map(({ place, label, text }) => (
          <li key={place} className="px-5 py-3 sm:px-6">
            <a href={`/settings/integrations/stripe/open/${place}?account=${accountId}`} target="_blank" rel="noreferrer" className="link-quiet inline-flex min-h-11 items-center gap-1.5 font-medium sm:min-h-7">
              {label}
              <ExternalLink aria-hidden="true" className="size-3.5" />
              <span className="sr-only">(opens Stripe in a new tab)</span>
            </a>
            <p className="text-ink-muted">{text}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What Lectern does not do, said before somebody looks for it here. */
export function WhoseJob() {
  return (
    <section aria-labelledby="whose-job" className="text-sm text-ink-muted">
      <h2 id="whose-job" className="font-semibold text-ink">
        What Lectern does not do
      </h2>
      <ul className="mt-2 list-disc space-y-1.5 pl-4.5 marker:text-ink-faint">
        <li>It never holds your money. Buyers pay into your own Stripe account, and Stripe pays your bank.</li>
        <li>It does not decide on payouts. When, how often and to which account is set at Stripe, and only Stripe can put them on hold.</li>
        <li>It does not answer disputes. You do, in your Stripe Dashboard.</li>
      </ul>
    </section>
  );
}

/** Accounts that are connected no longer: their money is seen at Stripe only. */
export function FormerMoney({ accounts }: { accounts: readonly { id: string; name: string; until: string | null }[] }) {
  return (
    <Card title="No longer connected" description="Past sales stay with the account they were paid on. What is left there, Stripe pays out as before; you see it in its own Dashboard." flush>
      <ul className="divide-y divide-line text-sm">
        {accounts.map((account) => (
          <li key={account.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3 sm:px-6">
            <span className="min-w-0">
              <span className="block font-medium break-words">{account.name}</span>
              {account.until && <span className="text-ink-muted">{`Until ${account.until}`}</span>}
            </span>
            <a href={`/settings/integrations/stripe/open/payouts?account=${account.id}`} target="_blank" rel="noreferrer" className="link-quiet inline-flex min-h-11 items-center gap-1.5 sm:min-h-8">
              Payouts at Stripe
              <ExternalLink aria-hidden="true" className="size-3.5" />
              <span className="sr-only">{`of ${account.name} (opens in a new tab)`}</span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
