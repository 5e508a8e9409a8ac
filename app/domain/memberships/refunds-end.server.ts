import type { Db } from "~/db.server";
import { refundChoice, type AccessChoice } from "~/domain/access/refund-choice.server";

/**
 * Whether refunds end a membership: as was chosen with them, else when all that was paid for its present period went back.
 * @param wentBack the invoices (our ids) by which the present period was paid, if all of that has gone back; else null
 * @param next what is chosen with a refund of one invoice that is about to be asked for
 */
export async function refundsEndMembership(client: Db, subscriptionId: string, wentBack: readonly string[] | null, next?: { invoiceId: string; access: AccessChoice }): Promise<boolean> {
  if ((await refundChoice(client, { subscriptionId }, next?.access)) === "end") return true;
  if (!wentBack) return false;
  return (await refundChoice(client, { invoiceIds: wentBack }, next && wentBack.includes(next.invoiceId) ? next.access : undefined)) !== "keep";
}
