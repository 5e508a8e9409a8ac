import { Stat, StatRow } from "~/components/ui/stat";
import type { MoneyView } from "./payments-view.server";
import { Trouble } from "./trouble";

/** What is in the balance, what is still to come into it, and what goes to the bank next. */
export function MoneyFigures({ money }: { money: MoneyView }) {
  const [first, ...others] = money.figures ?? [];
  const several = others.length > 0;
  return (
    <section aria-labelledby="balance">
      <h2 id="balance" className="mb-4 text-base font-semibold">
        Balance
      </h2>
      {money.balanceTrouble ? (
        <Trouble trouble={money.balanceTrouble} accountId={money.id} />
      ) : (
        <div className="space-y-4">
          <StatRow>
            {first && <Stat label={several ? `Available in ${first.currency}` : "Available"} value={first.available} note={first.below ? BELOW : money.onHold ? "Stays in your Stripe balance while payouts are on hold." : "Ready to be paid out."} />}
            {first && <Stat label={several ? `On the way in ${first.currency}` : "On the way"} value={first.pending} note="Paid by buyers; Stripe makes it available within days." />}
            <Stat label="Next payout" value={money.next.value} note={money.next.note} />
          </StatRow>
          {others.map((sum) => (
            <StatRow key={sum.currency}>
              <Stat label={`Available in ${sum.currency}`} value={sum.available} note={sum.below ? BELOW : undefined} />
              <Stat label={`On the way in ${sum.currency}`} value={sum.pending} />
            </StatRow>
          ))}
        </div>
      )}
    </section>
  );
}

const BELOW = "Below zero: refunds, disputes or fees took more than came in. Stripe takes it from your next sales, or from your bank account.";
