import { describe, expect, test } from "vitest";
import { db, sql } from "~/db.server";
import { licensesPage } from "~/domain/downloads/license-list.server";
import { DAY, later } from "~/lib/clock";
import { aDownload, aStore } from "../factories/catalog";
import { buy, call, list, offer, own, prepareLicences, press } from "../setup/licensed";
import { signedInAs } from "../setup/request";
import { operationsOf } from "../setup/operations";

prepareLicences();

describe("the studio's list", () => {
  test("row 29: another creator sees and changes nothing; neither does a student", async () => {
    const it = await buy();
    await call("activate", { key: it.text, instance: "mac" });
    const activation = await db.licenseActivation.findFirstOrThrow({ where: { licenseId: it.id } });
    const other = await aStore();
    const otherCookie = await signedInAs(other.owner.id);
    const { offer: otherOffer } = await aDownload(other.store.id);
    for (const [cookie, offerId] of [[otherCookie, offer.id], [otherCookie, otherOffer.id]] as const) {
      const forms: Record<string, string>[] = [{ intent: "disable", confirmed: "yes" }, { intent: "enable" }, { intent: "limit", limit: "9" }, { intent: "free-place", activationId: activation.id }];
      for (const form of forms) expect((await press(it.id, form, cookie, offerId)).status).toBe(404);
    }
    expect((await list("", otherCookie)).status).toBe(404);
    const stranger = await buy();
    expect((await own(stranger, { intent: "free-place", activationId: activation.id })).status).toBe(404);
    expect((await call("validate", { key: it.text, instance: "mac" })).body).toMatchObject({ valid: true, limit: 2 });
    expect((await own(it, { intent: "free-place", activationId: activation.id })).status).toBe(302);
    expect((await call("validate", { key: it.text, instance: "mac" })).body).toMatchObject({ valid: false, status: "inactive" });
  });

  test("a key's own limit; found by key however typed, and by the beginning of an address", async () => {
    const [it] = [await buy(), await buy(), await buy()];
    await press(it.id, { intent: "limit", limit: "7" });
    expect((await call("validate", { key: it.text })).body).toMatchObject({ limit: 7 });
    expect((await press(it.id, { intent: "limit", limit: "0" })).status).toBe(400);
    await press(it.id, { intent: "limit", limit: "" });
    expect((await call("validate", { key: it.text })).body).toMatchObject({ limit: 2 });
    const emails = async (search: string) => (await (await list(`?search=${encodeURIComponent(search)}`)).json()).rows.map((row: { email: string }) => row.email);
    expect(await emails(it.text.toLowerCase())).toEqual([it.student.email]);
    expect(await emails(it.student.email.slice(0, 14).toUpperCase())).toEqual([it.student.email]);
    expect(await emails("%")).toEqual([]);
    expect(await emails("")).toHaveLength(3);
  });

  test("row 39: a hundred thousand keys, the same number of queries, forward and back meet", { timeout: 240_000 }, async () => {
    const it = await buy();
    const few = await operationsOf(() => list());
    await sql(`INSERT INTO users (id, email, name, created_at) SELECT 'usr_bulk' || n, 'bulk' || n || '@example.com', 'N', now() FROM generate_series(1, 100000) n`);
    await sql(
      `INSERT INTO orders (id, store_id, offer_id, price_id, user_id, buyer_key_hash, status, offer_title, offer_kind, amount, currency, created_at)
       SELECT 'ord_bulk' || n, store_id, offer_id, price_id, 'usr_bulk' || n, 'none', 'paid', offer_title, offer_kind, amount, currency, created_at FROM orders, generate_series(1, 100000) n WHERE id = $1`,
      [it.order.id],
    );
    await sql(
      `INSERT INTO licenses (id, offer_id, order_id, user_id, key_hash, key_sealed, created_at)
       SELECT 'lic_bulk' || lpad(n::text, 8, '0'), $1, 'ord_bulk' || n, 'usr_bulk' || n, 'hash' || n, 'sealed', $2::timestamptz + (n / 7) * interval '1 minute' FROM generate_series(1, 100000) n`,
      [offer.id, later(-200 * DAY)],
    );
    await sql("ANALYZE licenses");
    expect(await operationsOf(() => list())).toBe(few);
    const first = await licensesPage(offer.id);
    const second = await licensesPage(offer.id, { before: first.older });
    expect((await licensesPage(offer.id, { after: second.newer })).rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
    expect((await licensesPage(offer.id, { search: "bulk77777@" })).rows.map((row) => row.id)).toEqual(["lic_bulk00077777"]);
    const { rows } = await sql<{ "QUERY PLAN": string }>(`EXPLAIN SELECT id FROM licenses WHERE offer_id = '${offer.id}' AND created_at <= now() AND (created_at < now() OR (created_at = now() AND id < 'x')) ORDER BY created_at DESC, id DESC LIMIT 51`);
    expect(rows.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(/licenses_offer_id_created_at_id_idx/);
  });
});
