import { Link } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { Table, type TableColumn } from "~/components/ui/table";
import type { PayoutLineView, sumsView } from "./payout-view.server";

const COLUMNS: ReadonlyArray<TableColumn<PayoutLineView>> = [
  {
    key: "what",
    header: "What",
    primary: true,
    cell: (line) => (
      <>
        {line.sale ? (
          <Link to={`/studio/orders/${line.sale.orderId}`} className="inline-block py-1.5 hover:underline hover:underline-offset-4 sm:py-0">
            {line.sale.title}
          </Link>
        ) : (
          <span className="inline-block py-1.5 sm:py-0">{line.kind}</span>
        )}
        <span className="block text-xs font-normal text-ink-faint">{line.note}</span>
      </>
    ),
  },
  { key: "when", header: "When", cell: (line) => <span className="whitespace-nowrap">{line.when}</span> },
  { key: "amount", header: "Amount", align: "end", cell: (line) => <span className="whitespace-nowrap">{line.amount}</span> },
  { key: "fee", header: "Fees", align: "end", cell: (line) => <span className="whitespace-nowrap">{line.fee}</span> },
  { key: "net", header: "Net", align: "end", cell: (line) => <span className="font-medium whitespace-nowrap text-ink">{line.net}</span> },
];

/** Every movement a payout is made of, each with its order. */
export function PayoutLines({ lines }: { lines: PayoutLineView[] }) {
  if (lines.length === 0) return <Card title="What is in it">Nothing but the payout itself.</Card>;
  return (
    <Card title="What is in it" description="Newest first. Amounts in the currency of your balance." flush>
      <Table caption="What is in this payout" rows={lines} rowKey={(line) => line.id} columns={COLUMNS} />
    </Card>
  );
}

/** The sums, from what buyers paid to what went to the bank. */
export function PayoutSumsCard({ sums }: { sums: NonNullable<ReturnType<typeof sumsView>> }) {
  return (
    <Card title="How it adds up">
      <dl className="text-sm">
        {sums.rows.map((row) => (
          <div key={row.label} className="flex items-baseline justify-between gap-4 py-1.5">
            <dt className="text-ink-muted">
              {row.label}
              {row.note && <span className="block text-xs text-ink-faint">{row.note}</span>}
            </dt>
            <dd className="tabular-nums">{row.amount}</dd>
          </div>
        ))}
        <div className="mt-2 flex items-baseline justify-between gap-4 border-t border-line pt-3">
          <dt className="font-semibold">Payout</dt>
          <dd className="font-semibold tabular-nums">{sums.total}</dd>
        </div>
      </dl>
      {!sums.adds && <p className="mt-3 text-sm text-ink-muted">That is not what Stripe sent; your Dashboard at Stripe says why.</p>}
      {sums.foreign > 0 && (
        <p className="mt-3 text-xs text-ink-faint">{sums.foreign === 1 ? "One line is" : `${sums.foreign} lines are`} of no sale in this store: fees, corrections, or what you sell elsewhere on the same Stripe account.</p>
      )}
    </Card>
  );
}
