import { Link } from "@remix-run/react";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import type { MoneyView, PayoutRow } from "./payments-view.server";
import { Trouble } from "./trouble";

/** Payouts to the bank, newest first. `later`: this is not the first page. */
export function PayoutList({ money, later }: { money: MoneyView; later: boolean }) {
  if (money.payoutTrouble) {
    return (
      <section aria-labelledby="payouts">
        <h2 id="payouts" className="mb-4 text-base font-semibold">
          Payouts
        </h2>
        <Trouble trouble={money.payoutTrouble} accountId={money.id} />
      </section>
    );
  }
  const rows = money.payouts ?? [];
  return (
    <Card title="Payouts" description={money.schedule ?? undefined} flush={rows.length > 0} footer={rows.length > 0 ? <Foot money={money} later={later} /> : undefined}>
      {rows.length === 0 ? (
        <p className="text-sm text-ink-muted">No payout yet. The first one to a new bank account often takes a week or two; Stripe holds it that long.</p>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <Payout key={row.id} row={row} accountId={money.id} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Payout({ row, accountId }: { row: PayoutRow; accountId: string }) {
  return (
    <li className="px-5 py-3.5 text-sm sm:px-6">
      <div className="flex items-baseline justify-between gap-4">
        <Link
          to={`/studio/payments/payouts/${row.id}?account=${accountId}`}
          aria-label={`Payout of ${row.amount}, ${row.when}: what is in it`}
          className="inline-flex min-h-11 items-center text-base font-medium tabular-nums underline decoration-edge underline-offset-4 hover:decoration-ink sm:min-h-0 sm:text-sm"
        >
          {row.amount}
        </Link>
        <Badge tone={row.status.tone}>{row.status.label}</Badge>
      </div>
      <p className="mt-1 text-ink-muted">{row.when}</p>
      {row.to !== "" && <p className="text-ink-faint">{row.to}</p>}
      {row.failure && <p className="mt-1.5 max-w-prose text-ink">{row.failure}</p>}
    </li>
  );
}

function Foot({ money, later }: { money: MoneyView; later: boolean }) {
  return (
    <div className="w-full space-y-3">
      {(later || money.older) && (
        <nav aria-label="Pages of payouts" className="flex flex-wrap gap-3">
          {later && (
            <Button asChild size="sm" variant="secondary">
              <Link to={`?account=${money.id}`}>
                <ArrowLeft aria-hidden="true" />
                Newest
              </Link>
            </Button>
          )}
          {money.older && (
            <Button asChild size="sm" variant="secondary">
              <Link to={`?account=${money.id}&after=${money.older}`}>
                Show older
                <ArrowRight aria-hidden="true" />
              </Link>
            </Button>
          )}
        </nav>
      )}
      <p className="text-xs text-ink-faint">“Paid out” means that Stripe has sent it. A bank can still send it back within about five working days; it then stands here as “Came back”, and you get a mail.</p>
    </div>
  );
}
