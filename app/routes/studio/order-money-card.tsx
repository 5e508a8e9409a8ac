import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { cn } from "~/lib/cn";
import type { MoneyLine } from "./money-way";

export interface OrderMoneyCardProps {
  title?: string;
  description: string | undefined;
  /** Null: nothing was paid. */
  money: MoneyLine[] | null;
  /** What to say instead: "Free", "Given by hand", or what was asked for. */
  price: { label: string; value: string };
  lowered: string | null;
  accountReason: string | null;
  paymentMethod: string | null;
  account: { name: string; id: string } | null;
  paymentId: string | null;
}

/** The way of the money from the buyer to the creator's account, line by line. */
export function OrderMoneyCard({ title = "The money’s way", description, money, price, lowered, accountReason, paymentMethod, account, paymentId }: OrderMoneyCardProps) {
  return (
    <Card title={title} description={description}>
      {money ? (
        <dl className="space-y-3 text-sm">
          {money.map((line) => (
            <div key={line.label} className={cn("flex items-baseline justify-between gap-6", line.sum && "border-t border-line pt-3 text-base font-semibold")}>
              <dt>
                {line.label}
                {line.note && <span className="block text-ink-faint">{line.note}</span>}
              </dt>
              <dd className="shrink-0 tabular-nums">{line.amount}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <KeyValue items={[price]} />
      )}
      {lowered && <p className="mt-5 text-sm text-ink-muted">{lowered}</p>}
      {accountReason && <p className="mt-5 rounded-md bg-sunken px-4 py-3 text-sm text-ink-muted">{accountReason}</p>}
      {money && (
        <KeyValue
          className="mt-6 border-t border-line pt-4"
          items={[
            ...(paymentMethod ? [{ label: "Paid with", value: paymentMethod }] : []),
            ...(account ? [{ label: "Stripe account", value: <span>{account.name}{account.name !== account.id && <span className="block font-mono text-xs text-ink-faint">{account.id}</span>}</span> }] : []),
            ...(paymentId ? [{ label: "Payment", value: <span className="font-mono text-xs break-all">{paymentId}</span> }] : []),
          ]}
        />
      )}
    </Card>
  );
}
