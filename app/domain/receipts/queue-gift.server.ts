import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { storeFace } from "~/domain/mail/store-face";
import { createEmailToken } from "~/domain/people/email-tokens.server";
import type { Cause } from "~/domain/transitions.server";
import type { Order } from "~/generated/prisma/client";
import { formatDay } from "~/lib/dates";
import { kindLabel } from "~/lib/offer-kind";

/** Tell a person, once, what a store has given them by hand. `message`: the giver's words to them, plain text. */
export async function queueGift(tx: Tx, order: Order, message: string, cause: Cause): Promise<void> {
  if (!order.buyerEmail) return;
  const store = await tx.store.findUniqueOrThrow({ where: { id: order.storeId } });
  const grant = await tx.grant.findUnique({ where: { orderId_offerId: { orderId: order.id, offerId: order.offerId } }, select: { expiresAt: true } });
  const tier = order.tierId ? await tx.tier.findUnique({ where: { id: order.tierId }, select: { title: true } }) : null;
  const tokenId = await createEmailToken(tx, { purpose: "sign_in", email: order.buyerEmail, returnTo: `/library/${order.offerId}` });
  // A name we made out of the address is none to be greeted by.
  const name = order.buyerName && order.buyerName !== order.buyerEmail.split("@")[0] ? order.buyerName : null;
  await queueEmail(tx, {
    kind: "gift",
    subjectKey: order.id,
    to: order.buyerEmail,
    storeId: order.storeId,
    orderId: order.id,
    props: {
      store: storeFace(store),
      recipient: { ...(name ? { name } : {}), email: order.buyerEmail },
      title: tier ? `${order.offerTitle}, ${tier.title}` : order.offerTitle,
      kind: kindLabel(order.offerKind),
      message,
      ...(grant?.expiresAt ? { openUntil: formatDay(grant.expiresAt) } : {}),
    },
    link: { tokenId, purpose: "sign_in" },
    cause,
  });
}
