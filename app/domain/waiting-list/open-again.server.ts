import { db, sql } from "~/db.server";
import { leadingPrice, PRICES_NOW } from "~/domain/catalog/shown-price";
import { saleOf, type Sale } from "~/domain/catalog/for-sale";
import { env } from "~/env.server";
import { later, MINUTE } from "~/lib/clock";
import { lastMarks, markSales } from "./sales-marks.server";

/** Sales must have been back this long, without interruption, before anybody is told: what blinks would mail everybody. */
export const STEADY_FOR = 2 * MINUTE;

/** Offers looked at together. */
const PAGE = 200;

/**
 * Look at every offer somebody waits for, note when its sales stop and begin, and answer the ids of those that have been
 * open for `STEADY_FOR`. What is seen is kept in the database, so it does not matter which process looks, or whether one
 * died in between. A few queries for each 200 offers, however many people wait.
 */
export async function offersOpenAgain(): Promise<string[]> {
  const due: string[] = [];
  for (let after = ""; ; ) {
    const ids = await offersWaitedFor(after);
    due.push(...(await steadyOnes(ids)));
    const last = ids.at(-1);
    if (ids.length < PAGE || last === undefined) return due;
    after = last;
  }
}

/** Is this offer for sale at this moment? The same question as above, asked again before each batch of mails. */
export async function isOpen(offerId: string): Promise<boolean> {
  const [offer] = await salesOf([offerId]);
  return offer?.state === "open";
}

/** Ids in order, from the index of those who wait: as many steps as there are offers, not as there are people. */
async function offersWaitedFor(after: string): Promise<string[]> {
  const { rows } = await sql<{ offer_id: string }>(
    `WITH RECURSIVE walk(offer_id) AS (
       (SELECT offer_id FROM waiting_list WHERE notified_at IS NULL AND offer_id > $1 ORDER BY offer_id LIMIT 1)
       UNION ALL
       SELECT (SELECT w.offer_id FROM waiting_list w WHERE w.notified_at IS NULL AND w.offer_id > walk.offer_id ORDER BY w.offer_id LIMIT 1)
         FROM walk WHERE walk.offer_id IS NOT NULL
     ) SELECT offer_id FROM walk WHERE offer_id IS NOT NULL LIMIT ${PAGE}`,
    [after],
  );
  return rows.map((row) => row.offer_id);
}

async function steadyOnes(ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const [offers, marks] = await Promise.all([salesOf(ids), lastMarks("sales", ids)]);
  // An account that went off and on between two looks left a trace of its own.
  const changes = await lastMarks("connection", offers.flatMap(({ accountId }) => accountId ?? []));
  const limit = later(-STEADY_FOR);
  const due: string[] = [];
  for (const { id, state, accountId } of offers) {
    const seen = state === "open" ? "open" : "closed";
    const mark = marks.get(id);
    if (mark?.state !== seen) await markSales(id, seen, { cause: "sweep" });
    else if (seen === "open" && mark.since <= limit && !((changes.get(accountId ?? "")?.since ?? limit) > limit)) due.push(id);
  }
  return due;
}

/** How the sale of each of these offers stands. Two queries. */
async function salesOf(ids: string[]): Promise<(Sale & { id: string })[]> {
  const offers = await db.offer.findMany({
    where: { id: { in: ids } },
    select: { id: true, storeId: true, status: true, connectedAccountId: true, prices: { where: PRICES_NOW, select: { amount: true, currency: true, interval: true } } },
  });
  const accounts = await db.connectedAccount.findMany({
    where: { storeId: { in: [...new Set(offers.map((offer) => offer.storeId))] }, status: "connected", livemode: env.stripe.livemode },
  });
  return offers.map(({ id, storeId, prices, ...offer }) => ({ id, ...saleOf({ ...offer, price: leadingPrice(prices) }, accounts.filter((account) => account.storeId === storeId)) }));
}
