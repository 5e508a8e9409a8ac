import type { Tx } from "~/db.server";
import type { Invoice } from "~/generated/prisma/client";

/** The invoice that keeps a membership from being paid: the oldest that Stripe asks for. */
export function oldestOpen(tx: Tx, subscriptionId: string): Promise<Invoice | null> {
  return tx.invoice.findFirst({ where: { subscriptionId, status: { in: ["open", "uncollectible"] }, amountDue: { gt: 0 } }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
}
