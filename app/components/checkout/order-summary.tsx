import type { ReactNode } from "react";
import { OfferCover } from "~/components/storefront/offer-cover";
import type { OfferKind } from "~/generated/prisma/enums";
import { kindLabel } from "~/lib/offer-kind";

export type OrderSummaryProps = {
  title: string;
  subtitle?: string | null;
  kind: OfferKind;
  coverUrl: string | null;
  /** Formatted. */
  amount: string;
  /** What stands before the amount: "To pay", "Paid". */
  amountLabel: string;
  seller: string;
  children?: ReactNode;
};

/** What is being bought, from whom, for how much. Beside the payment; on phones above it, small. */
export function OrderSummary({ title, subtitle, kind, coverUrl, amount, amountLabel, seller, children }: OrderSummaryProps) {
  return (
    <div>
      <div className="flex items-center gap-4 lg:block">
        <OfferCover src={coverUrl} title={title} kind={kind} size="plain" priority className="w-24 shrink-0 sm:w-32 lg:w-full" />
        <div className="min-w-0 lg:mt-5">
          <p className="font-display text-lg font-medium tracking-[-0.01em] lg:text-xl">{title}</p>
          <p className="mt-0.5 text-sm text-ink-faint">
            {kindLabel(kind)} by {seller}
          </p>
        </div>
      </div>
      {subtitle && <p className="mt-3 hidden text-sm text-ink-muted lg:block">{subtitle}</p>}
      <dl className="mt-5 flex items-baseline justify-between gap-4 border-t border-line pt-4">
        <dt className="text-sm text-ink-muted">{amountLabel}</dt>
        <dd className="font-display text-xl font-medium tabular-nums">{amount}</dd>
      </dl>
      {children && <div className="mt-3 text-sm text-ink-faint">{children}</div>}
    </div>
  );
}
