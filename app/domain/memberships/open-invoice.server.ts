import type { Tx } from "~/db.server";
import type { Invoice } from "~/generated/prisma/client";
import { askedFor, NEWEST } from "./open-invoice";

/** The invoice that keeps a membership from being paid: the oldest that Stripe asks for. */
export async function oldestOpen(tx: Tx, subscriptionId: string): Promise<Invoice | null> {
  const newest = await tx.invoice.findMany({ where: { subscriptionId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: NEWEST });
  return askedFor(newest)[0] ?? null;
}
