import type { Tx } from "~/db.server";
import { queueEmails } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import type { Order } from "~/generated/prisma/client";
import { receiptMail, type PaymentPrint } from "./queue-receipt.server";
import { saleNotice } from "./sale-notice";
import type { SellingStore } from "./selling-store.server";

/** The mails of a sale, once an order: the buyer's receipt, and the notice to a creator who wants one for each. */
export async function queueSaleMails(tx: Tx, order: Order, store: SellingStore, payment: PaymentPrint, cause: Cause): Promise<void> {
  await queueEmails(tx, [await receiptMail(tx, order, store, payment, cause), saleNotice(order, store, cause)]);
}
