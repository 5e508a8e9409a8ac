import type { Tx } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import { disputesSay, LOST } from "./disputes-say.server";
import { revokeOrderAccess } from "./grants.server";
import { reopenOrderAccess, restoreOrderAccess, suspendOrderAccess } from "./suspension.server";

/**
 * Bring what an order gave to what its disputes mean: ended by a lost one, closed while one is open, else open again. The caller
 * holds the locks of the order and of its person's purchases.
 * @returns whether something is open now that was not
 */
export async function followDisputes(tx: Tx, order: { id: string; interval: string | null }, cause: Cause): Promise<boolean> {
  switch (await disputesSay(tx, order.id)) {
    case "ended":
      await revokeOrderAccess(tx, order.id, LOST, cause);
      return false;
    case "suspended":
      await suspendOrderAccess(tx, order.id, cause);
      return false;
    case "open": {
      const restored = await restoreOrderAccess(tx, order.id, cause);
      // Won on appeal. Of a membership that was lost nothing is left at Stripe either.
      const reopened = order.interval === null && (await reopenOrderAccess(tx, order.id, "disputed", cause));
      return restored || reopened;
    }
  }
}
