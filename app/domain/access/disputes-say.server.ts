import type { Db } from "~/db.server";
import { accessByDisputes } from "./dispute-phase";
import type { Revocation } from "./grants.server";

/** What a lost dispute does to access. */
export const LOST: Revocation = { kind: "disputed", reason: "The payment was taken back by the buyer’s bank." };

/** What the disputes of an order's payments, those of its membership's renewals too, mean for what it opens. */
export async function disputesSay(client: Db, orderId: string): Promise<ReturnType<typeof accessByDisputes>> {
  const disputes = await client.dispute.findMany({ where: { OR: [{ orderId }, { invoice: { subscription: { orderId } } }] }, select: { status: true } });
  return accessByDisputes(disputes.map(({ status }) => status));
}
