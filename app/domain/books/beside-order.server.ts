import { db } from "~/db.server";

/** What happened to an order's money beside its payment and what was refunded. Minor units; above zero. */
export interface BesideOrder {
  /** Of the platform's fee, given back with refunds. */
  feeBack: bigint;
  /** Taken by the buyer's bank, less what a won dispute brought back. */
  disputed: bigint;
  /** Stripe's fees for disputes. */
  disputeFees: bigint;
}

/** Out of the books, so that an order's page and the figures say the same. Renewals of a membership are payments of their own. */
export async function besideOrder(orderId: string): Promise<BesideOrder> {
  const kinds = await db.moneyMovement.groupBy({ by: ["kind"], where: { orderId, invoiceId: null, kind: { not: "payment" } }, _sum: { gross: true, platformFee: true, stripeFee: true } });
  const sums: BesideOrder = { feeBack: 0n, disputed: 0n, disputeFees: 0n };
  for (const { kind, _sum } of kinds) {
    sums.feeBack += _sum.platformFee ?? 0n;
    sums.disputeFees -= _sum.stripeFee ?? 0n;
    if (kind !== "refund") sums.disputed -= _sum.gross ?? 0n;
  }
  return sums;
}
