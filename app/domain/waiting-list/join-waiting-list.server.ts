import { db } from "~/db.server";
import { leadingPrice, PRICES_NOW } from "~/domain/catalog/shown-price";
import { saleOf } from "~/domain/catalog/for-sale";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { takeTry, type Limit, type TooMany } from "~/domain/people/rate-limit.server";
import type { Requester } from "~/domain/people/requester";
import { MINUTE, now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { markSalesIn } from "./sales-marks.server";

/** So that nobody fills a stranger's mailbox, or a creator's list, through us. */
const JOINS_ADDRESS: Limit = { name: "waiting-list:address", max: 10, windowMs: 60 * MINUTE };
const JOINS_IP: Limit = { name: "waiting-list:ip", max: 30, windowMs: 15 * MINUTE };

export type JoinRefusal =
  /** Unknown, or not published (any more). */
  | { kind: "gone" }
  /** It can be had at this moment: there is nothing to wait for. */
  | { kind: "open" }
  | ({ kind: "too_many" } & TooMany);

/**
 * Let an address wait for an offer whose sales are paused: it is told once, when they are back. An address that waits
 * already gets the same answer and is not told twice.
 * @param email checked by the caller to be an address
 */
export async function joinWaitingList({ offerId, email, requester }: { offerId: string; email: string; requester: Requester }): Promise<Result<undefined, JoinRefusal>> {
  const offer = await db.offer.findUnique({
    where: { id: offerId },
    select: { storeId: true, status: true, connectedAccountId: true, prices: { where: PRICES_NOW } },
  });
  if (!offer) return fail({ kind: "gone" });
  const { state } = saleOf({ ...offer, price: leadingPrice(offer.prices) }, await connectedAccounts(offer.storeId));
  if (state !== "paused") return fail({ kind: state === "open" ? "open" : "gone" });

  const address = normaliseEmail(email);
  for (const [limit, subject] of [[JOINS_IP, requester.ip], [JOINS_ADDRESS, address]] as const) {
    const tried = await takeTry(limit, subject);
    if (!tried.ok) return fail({ kind: "too_many", ...tried.error });
  }
  await db.$transaction(async (tx) => {
    await tx.waitingListEntry.createMany({ data: { id: newId("waitingEntry"), storeId: offer.storeId, offerId, email: address, createdAt: now() }, skipDuplicates: true });
    // Who joins is told when sales have come back after this moment, also if no sweep has looked meanwhile.
    await markSalesIn(tx, offerId, "closed", { cause: "somebody waits" });
  });
  return ok();
}
