import type { Tx } from "~/db.server";

/** What a refund means for access. `as_usual`: it ends when all of the payment went back. */
export type AccessChoice = "as_usual" | "keep" | "end";

export function isAccessChoice(word: string): word is AccessChoice {
  return word === "as_usual" || word === "keep" || word === "end";
}

/** A refund that was asked for keeps access from that moment on; one that ends it does so once Stripe has made it. */
const KEEPS = ["asked", "pending", "requires_action", "succeeded"];
const ENDS = ["pending", "requires_action", "succeeded"];

/**
 * What the newest refund that says something about access says: of an order's payment, of all payments of a membership, or of
 * some of its invoices (our ids). One that failed says nothing.
 */
export async function refundChoice(tx: Tx, of: { orderId: string } | { subscriptionId: string } | { invoiceIds: readonly string[] }): Promise<AccessChoice> {
  const payment = "orderId" in of ? of : "subscriptionId" in of ? { invoice: of } : { invoiceId: { in: [...of.invoiceIds] } };
  const newest = await tx.refund.findFirst({
    where: { ...payment, OR: [{ access: "keep", status: { in: KEEPS } }, { access: "end", status: { in: ENDS } }] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { access: true },
  });
  return newest && isAccessChoice(newest.access) ? newest.access : "as_usual";
}
