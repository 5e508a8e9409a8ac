import { beforeEach, describe, expect, test } from "vitest";
import { currentConnection, db, sql } from "~/db.server";
import { joinWaitingList } from "~/domain/waiting-list/join-waiting-list.server";
import { waitingPage } from "~/domain/waiting-list/queries.server";
import { DAY, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as offers } from "~/routes/studio/offers/list";
import * as offerShell from "~/routes/studio/offers/offer";
import * as waitingRoute from "~/routes/studio/offers/waiting";
import { aCourse, aStore } from "../factories/catalog";
import { anAccount } from "../factories/merchants";
import { rendererOf } from "../setup/render";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { operationsOf } from "../setup/operations";

const render = rendererOf([
  { id: "routes/studio/offers/offer", path: "studio/offers/:offerId", module: offerShell },
  { id: "waiting", parentId: "routes/studio/offers/offer", path: "waiting", module: waitingRoute },
]);
const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });

let creator: Awaited<ReturnType<typeof aStore>>;
let offer: Awaited<ReturnType<typeof aCourse>>["offer"];
let cookie: string;
beforeEach(async () => {
  await db.rateCounter.deleteMany();
  creator = await aStore();
  await anAccount(creator.store.id, { chargesEnabled: false });
  ({ offer } = await aCourse(creator.store.id));
  cookie = await signedInAs(creator.owner.id);
});

const address = () => `/studio/offers/${offer.id}/waiting`;
const join = (email: string) => joinWaitingList({ offerId: offer.id, email, requester: { ip: email, userAgent: null } });
const remove = (entryId: string, form: Record<string, string> = {}, who = cookie, offerId = offer.id) =>
  answerOf(() => waitingRoute.action(args(makeRequest(`/studio/offers/${offerId}/waiting`, { form: { entryId, ...form }, cookie: who }), { offerId })));

describe("who waits", () => {
  test("nobody; then how many, who, since when, and whether they were told", async () => {
    expect((await render(makeRequest(address(), { cookie }))).html).toContain("Nobody waits");
    await join("noor@example.com");
    await join("ida@example.com");
    await db.waitingListEntry.create({ data: { id: newId("waitingEntry"), storeId: creator.store.id, offerId: offer.id, email: "told@example.com", createdAt: later(-DAY), notifiedAt: new Date("2026-05-12T08:30:00Z") } });
    const { status, html } = await render(makeRequest(address(), { cookie }));
    expect(status).toBe(200);
    for (const text of ["2 people wait for this offer", "noor@example.com", "ida@example.com", "told@example.com", "12 May 2026 at 08:30 UTC", "Sales are paused"]) expect(html).toContain(text);
    const list = (await (await answerOf(() => offers(args(makeRequest("/studio/offers", { cookie }))))).json()) as Awaited<ReturnType<typeof offers>>;
    expect(list.rows).toMatchObject([{ id: offer.id, waiting: 2 }]);
  });

  test("an address is forgotten after a question, with the mail that has not gone out", async () => {
    await join("noor@example.com");
    const entry = await db.waitingListEntry.findFirstOrThrow({ where: { offerId: offer.id } });
    await db.outboxEmail.create({ data: { id: newId("outboxEmail"), kind: "back-on-sale", subjectKey: entry.id, toAddress: entry.email, payload: {}, status: "pending", nextAttemptAt: now(), createdAt: now() } });
    const asked = await remove(entry.id);
    expect(asked.status).toBe(400);
    expect(await asked.json()).toMatchObject({ question: { fields: { entryId: entry.id } } });
    expect(await db.waitingListEntry.count({ where: { id: entry.id } })).toBe(1);
    expect((await remove(entry.id, { confirmed: "yes" })).headers.get("Location")).toBe(address());
    expect(await db.waitingListEntry.count({ where: { id: entry.id } })).toBe(0);
    expect(await db.outboxEmail.count({ where: { subjectKey: entry.id } })).toBe(0);
    expect((await remove(entry.id, { confirmed: "yes" })).status).toBe(404);
  });

  test("row 29: another creator's list is nothing, to read and to act on", async () => {
    await join("noor@example.com");
    const entry = await db.waitingListEntry.findFirstOrThrow({ where: { offerId: offer.id } });
    const other = await aStore();
    const { offer: theirs } = await aCourse(other.store.id);
    const stranger = await signedInAs(other.owner.id);
    for (const offerId of [offer.id, "off_nothing"]) {
      expect((await answerOf(() => waitingRoute.loader(args(makeRequest(`/studio/offers/${offerId}/waiting`, { cookie: stranger }), { offerId })))).status).toBe(404);
      expect((await remove(entry.id, { confirmed: "yes" }, stranger, offerId)).status).toBe(404);
    }
    // Through an offer of their own.
    expect((await remove(entry.id, { confirmed: "yes" }, stranger, theirs.id)).status).toBe(404);
    expect(await db.waitingListEntry.count({ where: { id: entry.id } })).toBe(1);
    expect((await answerOf(() => waitingRoute.loader(args(makeRequest(address()), { offerId: offer.id })))).headers.get("Location")).toMatch(/^\/sign-in\?returnTo=/);
  });
});

describe("row 39: a hundred thousand wait", () => {
  test("the same number of queries, a page deep down read from the index, forward and back meet", { timeout: 180_000 }, async () => {
    await join("one@example.com");
    const few = await operationsOf(() => open());
    await sql(
      `INSERT INTO waiting_list (id, store_id, offer_id, email, created_at, notified_at)
       SELECT 'wtl_bulk' || lpad(n::text, 8, '0'), $1, $2, 'n' || n || '@example.com', $3::timestamptz + (n / 7) * interval '1 minute', CASE WHEN n % 2 = 0 THEN $3::timestamptz END
         FROM generate_series(1, 100000) n`,
      [creator.store.id, offer.id, later(-200 * DAY)],
    );
    await currentConnection().query("ANALYZE waiting_list");
    expect(await operationsOf(() => open())).toBe(few);

    const first = await waitingPage(offer.id);
    expect(first.rows).toHaveLength(50);
    const second = await waitingPage(offer.id, { before: first.older });
    expect((await waitingPage(offer.id, { after: second.newer })).rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
    const deep = await db.waitingListEntry.findUniqueOrThrow({ where: { id: "wtl_bulk00000500" } });
    const started = performance.now();
    const far = await waitingPage(offer.id, { before: `${deep.createdAt.getTime()}.${deep.id}` });
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(far.rows[0]?.id).toBe("wtl_bulk00000499");

    expect(await planOf(`SELECT id FROM waiting_list WHERE offer_id = '${offer.id}' AND created_at <= now() AND (created_at < now() OR (created_at = now() AND id < 'x')) ORDER BY created_at DESC, id DESC LIMIT 51`)).toMatch(
      /Index (Only )?Scan.*waiting_list_offer_id_created_at_id_idx/,
    );
    // The sweep finds the offers, not the people.
    expect(await planOf(`SELECT offer_id FROM waiting_list WHERE notified_at IS NULL AND offer_id > '' ORDER BY offer_id LIMIT 1`)).toMatch(/Index Only Scan.*waiting_list_one_waiting/);
  });
});

const open = () => waitingRoute.loader(args(makeRequest(address(), { cookie }), { offerId: offer.id }));

async function planOf(statement: string): Promise<string> {
  const { rows } = await sql<{ "QUERY PLAN": string }>(`EXPLAIN ${statement}`);
  return rows.map((line) => line["QUERY PLAN"]).join("\n");
}
