import type { Tx } from "~/db.server";
import type { MoneyMovement } from "~/generated/prisma/client";
import { newId } from "~/lib/ids";
import { markDay } from "./mark-day.server";

/** What moved after a payment; minor units with the store's sign. `gross` 0n: nothing moved, or it has come back. */
export type Movement = Pick<MoneyMovement, "kind" | "sourceId" | "gross" | "platformFee" | "stripeFee" | "at">;

/** Write, mend or take away the movement of a refund or dispute beside its payment; its day stays the one it was first seen on. */
export async function writeMovement(tx: Tx, payment: MoneyMovement, { kind, sourceId, gross, platformFee, stripeFee, at }: Movement): Promise<void> {
  const former = await tx.moneyMovement.findUnique({ where: { kind_sourceId: { kind, sourceId } } });
  if (gross === 0n) {
    if (!former) return;
    await tx.moneyMovement.delete({ where: { id: former.id } });
    return markDay(tx, former.storeId, former.at);
  }
  const tax = payment.gross > 0n ? (payment.tax * gross) / payment.gross : 0n;
  if (former && former.gross === gross && former.tax === tax && former.platformFee === platformFee && former.stripeFee === stripeFee) return;
  if (former) {
    await tx.moneyMovement.update({ where: { id: former.id }, data: { gross, tax, platformFee, stripeFee } });
    return markDay(tx, former.storeId, former.at);
  }
  const { storeId, connectedAccountId, orderId, invoiceId, offerId, country, currency, stripePaymentIntentId } = payment;
  await tx.moneyMovement.create({
    data: { id: newId("movement"), storeId, connectedAccountId, kind, sourceId, orderId, invoiceId, offerId, country, currency, gross, tax, platformFee, stripeFee, stripePaymentIntentId, at },
  });
  await markDay(tx, storeId, at);
}
