import { describe, expect, test } from "vitest";
import { currentConnection, db, sql } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { auditTrail } from "~/domain/audit/trail.server";
import { deleteAccount } from "~/domain/personal-data/delete-account.server";
import { exportData } from "~/domain/personal-data/export-data.server";
import { mergeInto } from "~/domain/personal-data/merge-people.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as auditPage } from "~/routes/settings/audit";
import { mailsTo, tokenMailedTo } from "../setup/people";
import { answerOf, makeRequest } from "../setup/request";
import { accept, actions, args, aSeat, aShop, invite } from "../setup/team";

describe("who did what", () => {
  test("newest first, by person and by kind, one page by keyset, of this store alone", async () => {
    const { store, owner, cookie } = await aShop();
    const { person } = await aSeat(store.id, owner.id);
    const other = await aShop();
    await db.$transaction(async (tx) => {
      for (const [actorId, action, summary] of [[owner.id, "offer.publish", "published one"], [person.id, "order.refund", "refunded two"], [null, "event.repair", "repaired three"]] as const) {
        await audit(tx, { storeId: store.id, actorId, action, subjectType: "offer", subjectId: "off_1", summary });
      }
      await audit(tx, { storeId: other.store.id, actorId: other.owner.id, action: "offer.publish", subjectType: "offer", subjectId: "off_2", summary: "published elsewhere" });
    });
    const shown = async (query: string) => {
      const page = (await (await answerOf(() => auditPage(args(makeRequest(`/settings/audit${query}`, { cookie }))))).json()) as { days: { lines: { name: string; summary: string }[] }[] };
      return page.days.flatMap((day) => day.lines.map((line) => `${line.name} ${line.summary}`));
    };
    expect(await shown("")).toEqual(["Lectern repaired three", "Jonas Ek refunded two", "Mara Vint published one"]);
    expect(await shown(`?person=${person.id}`)).toEqual(["Jonas Ek refunded two"]);
    expect(await shown("?person=lectern")).toEqual(["Lectern repaired three"]);
    expect(await shown("?kind=offer")).toEqual(["Mara Vint published one"]);
    expect(await shown(`?person=${other.owner.id}`)).toEqual([]);
    const first = await auditTrail(store.id, {}, 2);
    expect([first.rows.length, first.newer]).toEqual([2, null]);
    const second = await auditTrail(store.id, { before: first.older }, 2);
    expect(second.rows.map((row) => row.summary)).toEqual(["published one"]);
    expect((await auditTrail(store.id, { after: second.newer }, 2)).rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
  });

  test("row 39: what somebody rare did is read from an index, not by walking through all that was done", async () => {
    const { store, owner } = await aShop();
    await sql(
      `INSERT INTO audit_entries (id, store_id, actor_id, actor_name, action, subject_type, subject_id, summary, at)
       SELECT 'aud_many' || lpad(n::text, 8, '0'), $1, CASE WHEN n % 5000 = 0 THEN 'usr_rare' ELSE $2 END, 'Somebody', 'offer.publish', 'offer', 'off_1', 'published', $3::timestamptz + n * interval '1 second' FROM generate_series(1, 20000) n`,
      [store.id, owner.id, now()],
    );
    await currentConnection().query("ANALYZE audit_entries");
    const { rows } = await sql<{ "QUERY PLAN": string }>(`EXPLAIN SELECT id FROM audit_entries WHERE store_id = '${store.id}' AND actor_id = 'usr_rare' ORDER BY at DESC, id DESC LIMIT 51`);
    expect(rows.map((line) => line["QUERY PLAN"]).join("\n")).toContain("audit_entries_actor_id_at_id_idx");
    expect((await auditTrail(store.id, { person: "usr_rare" })).rows).toHaveLength(4);
  });

  test("a deed that is undone leaves no entry", async () => {
    const { store, owner } = await aShop();
    await db
      .$transaction(async (tx) => {
        await audit(tx, { storeId: store.id, actorId: owner.id, action: "offer.publish", subjectType: "offer", subjectId: "off_1", summary: "published" });
        throw new Error("undone");
      })
      .catch(() => {});
    expect(await actions(store.id)).toEqual([]);
  });
});

describe("a person's seats and deeds", () => {
  test("are in the file of everything kept, and go with the account; what they did stays without their name", async () => {
    const { store, owner, cookie } = await aShop();
    await invite(cookie, { email: "leaving@example.com" });
    await accept(await tokenMailedTo("leaving@example.com", "team-invitation"), "", { name: "Lea Ving" });
    const { id } = await db.user.findUniqueOrThrow({ where: { email: "leaving@example.com" } });
    expect(await exportData(id)).toMatchObject({ teams: [{ store: store.name, role: "editor" }], deeds: [{ action: "team.join" }] });
    expect((await deleteAccount(id, { cause: "test" })).ok).toBe(true);
    expect(await db.teamMember.count({ where: { userId: id } })).toBe(0);
    expect(await db.teamInvitation.count({ where: { email: "leaving@example.com" } })).toBe(0);
    expect((await mailsTo(owner.email)).filter((mail) => mail.kind === "team-joined")).toEqual([]);
    const { rows } = await auditTrail(store.id);
    expect(rows.map((row) => row.action)).toEqual(["team.join", "team.invite"]);
    expect(JSON.stringify(rows)).not.toMatch(/Lea Ving|leaving@/);
  });

  test("move when two accounts become one; the seat of the account that stays counts", async () => {
    const { store, owner } = await aShop();
    const second = await aShop();
    const from = await aSeat(store.id, owner.id, "editor");
    const into = await aSeat(store.id, owner.id, "support", true);
    await db.teamMember.create({ data: { id: newId("teamMember"), storeId: second.store.id, userId: from.person.id, role: "editor", createdAt: now(), invitedById: second.owner.id } });
    await db.$transaction((tx) => audit(tx, { storeId: store.id, actorId: from.person.id, action: "offer.publish", subjectType: "offer", subjectId: "off_1", summary: "published" }));
    await db.$transaction((tx) => mergeInto(tx, { from: from.person.id, into: into.person.id }));
    expect(await db.teamMember.findMany({ where: { userId: into.person.id }, select: { storeId: true, role: true }, orderBy: { createdAt: "asc" } })).toEqual([
      { storeId: store.id, role: "support" },
      { storeId: second.store.id, role: "editor" },
    ]);
    expect(await db.auditEntry.count({ where: { actorId: into.person.id, action: "offer.publish" } })).toBe(1);
  });
});
