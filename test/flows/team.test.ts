import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { publicOffer } from "~/domain/catalog/public-queries.server";
import { workplaceOf } from "~/domain/team/workplaces.server";
import { DAY, now, setClock } from "~/lib/clock";
import { readFlash } from "~/lib/flash.server";
import { newId } from "~/lib/ids";
import { uploaderOf } from "~/auth/uploader.server";
import { env } from "~/env.server";
import { action as leave } from "~/routes/settings/leave-team";
import { action as team, loader as teamPage } from "~/routes/settings/team";
import { action as member } from "~/routes/settings/team-member";
import { loader as studio } from "~/routes/studio/layout";
import { action as moveOffer } from "~/routes/studio/offers/status";
import { action as switchStore } from "~/routes/studio/switch";
import { aCourse } from "../factories/catalog";
import { makePerson } from "../factories/people";
import { mailsTo, tokenMailedTo } from "../setup/people";
import { answerOf, cookieFrom, makeRequest, signedInAs } from "../setup/request";
import { accept, actions, args, aSeat, aShop, invite, open } from "../setup/team";

const flashOf = async (answer: Response) => (await readFlash(makeRequest("/", { cookie: cookieFrom(answer) }))).message?.text;

describe("an invitation", () => {
  test("somebody with an account signs in, sees what they may, and is in the store at once; the owner is told", async () => {
    const { store, owner, cookie } = await aShop();
    const jonas = await makePerson({ email: "jonas@example.com", name: "Jonas Ek" });
    expect((await invite(cookie, { email: " Jonas@Example.com ", role: "support", mayRefund: "on" })).headers.get("Location")).toBe("/settings/team");
    const [mail] = await mailsTo("jonas@example.com");
    expect(mail).toMatchObject({ kind: "team-invitation", props: { storeName: store.name, invitedBy: owner.name, role: "Support", may: expect.arrayContaining(["Send money back."]) } });
    const token = await tokenMailedTo("jonas@example.com", "team-invitation");

    // Nobody is signed in: the address has an account, so its owner signs in first and comes back.
    expect(await (await open(token)).json()).toMatchObject({ invitation: { way: "sign_in", storeName: store.name } });
    expect((await accept(token, "", { name: "Somebody" })).headers.get("Location")).toBe(`/sign-in?returnTo=${encodeURIComponent(`/auth/join-team/${token}`)}`);
    expect(await db.teamMember.count({ where: { storeId: store.id } })).toBe(0);

    const his = await signedInAs(jonas.id);
    expect(await (await open(token, his)).json()).toMatchObject({ invitation: { way: "you" } });
    expect((await accept(token, his)).headers.get("Location")).toBe("/studio");
    expect(await db.teamMember.findFirst({ where: { storeId: store.id } })).toMatchObject({ userId: jonas.id, role: "support", mayRefund: true, invitedById: owner.id });
    const shell = (await (await answerOf(() => studio(args(makeRequest("/studio", { cookie: his }))))).json()) as { store: { name: string }; capabilities: string[] };
    expect(shell.store.name).toBe(store.name);
    expect(shell.capabilities).toContain("orders.refund");
    expect(shell.capabilities).not.toContain("offers.write");
    expect((await mailsTo(owner.email)).at(-1)).toMatchObject({ kind: "team-joined", props: { member: { name: "Jonas Ek" }, role: "Support" } });
    expect(await actions(store.id)).toEqual(["team.invite", "team.join"]);

    // Once.
    expect((await accept(token, his)).status).toBe(409);
    expect((await open(token, his)).status).toBe(410);
    expect(await (await open(token, his)).json()).toMatchObject({ problem: "used" });
  });

  test("somebody new gives a name, and the link has proved the address", async () => {
    const { store, cookie } = await aShop();
    await invite(cookie, { email: "new@example.com" });
    const token = await tokenMailedTo("new@example.com", "team-invitation");
    expect(await (await open(token)).json()).toMatchObject({ invitation: { way: "new" } });
    expect((await accept(token, "", { name: "" })).status).toBe(400);
    const joined = await accept(token, "", { name: "Nia Park", password: "a lantern in the attic" });
    expect(joined.headers.get("Location")).toBe("/studio");
    const person = await db.user.findUniqueOrThrow({ where: { email: "new@example.com" } });
    expect(person).toMatchObject({ name: "Nia Park", emailVerifiedAt: expect.any(Date), passwordHash: expect.any(String) });
    const shell = (await (await answerOf(() => studio(args(makeRequest("/studio", { cookie: cookieFrom(joined) }))))).json()) as { store: { name: string } };
    expect(shell.store.name).toBe(store.name);
  });

  test("is for the person it was sent to: another who is signed in is asked to change, and cannot take it", async () => {
    const { store, cookie } = await aShop();
    await invite(cookie, { email: "meant@example.com" });
    const token = await tokenMailedTo("meant@example.com", "team-invitation");
    const other = await signedInAs((await makePerson()).id);
    expect(await (await open(token, other)).json()).toMatchObject({ invitation: { way: "other" } });
    expect((await accept(token, other)).status).toBe(409);
    expect(await db.teamMember.count({ where: { storeId: store.id } })).toBe(0);
    const changed = await accept(token, other, { intent: "change-person" });
    expect(changed.headers.get("Location")).toBe(`/sign-in?returnTo=${encodeURIComponent(`/auth/join-team/${token}`)}`);
    expect(cookieFrom(changed)).toBe("");
    expect((await open(token)).status).toBe(200);
  });

  test("a forged, an old and a taken back link open nothing; a second invitation takes the place of the first; nobody is left behind", async () => {
    const { store, cookie } = await aShop();
    await invite(cookie, { email: "late@example.com" });
    const first = await tokenMailedTo("late@example.com", "team-invitation");
    expect((await open(`${first.slice(0, -3)}abc`)).status).toBe(404);
    expect((await accept(`${first.slice(0, -3)}abc`, "", { name: "Forger" })).status).toBe(410);

    await invite(cookie, { email: "late@example.com", role: "support" });
    expect(await (await open(first)).json()).toMatchObject({ problem: "withdrawn" });
    expect(await db.teamInvitation.count({ where: { storeId: store.id, withdrawnAt: null } })).toBe(1);
    const second = await tokenMailedTo("late@example.com", "team-invitation");
    const restore = setClock(() => Date.now() + 8 * DAY);
    try {
      expect(await (await open(second)).json()).toMatchObject({ problem: "expired" });
      expect((await accept(second, "", { name: "Too Late" })).status).toBe(410);
      expect(await (await answerOf(() => teamPage(args(makeRequest("/settings/team", { cookie }))))).json()).toMatchObject({ invitations: [{ email: "late@example.com", expired: true }] });
    } finally {
      restore();
    }
    const { id } = await db.teamInvitation.findFirstOrThrow({ where: { storeId: store.id, withdrawnAt: null } });
    const stranger = await aShop();
    expect((await answerOf(() => team(args(makeRequest("/settings/team", { cookie: stranger.cookie, form: { intent: "withdraw", invitationId: id } }))))).status).toBe(404);
    expect((await answerOf(() => team(args(makeRequest("/settings/team", { cookie: stranger.cookie, form: { intent: "again", invitationId: id } }))))).status).toBe(404);
    expect((await answerOf(() => team(args(makeRequest("/settings/team", { cookie, form: { intent: "withdraw", invitationId: id } }))))).status).toBe(302);
    expect(await (await open(second)).json()).toMatchObject({ problem: "withdrawn" });
    expect((await accept(second, "", { name: "Taken Back" })).status).toBe(410);
    expect(await db.user.count({ where: { email: "late@example.com" } })).toBe(0);
  });

  test("two clicks at once make one seat", async () => {
    const { store, cookie } = await aShop();
    const twice = await makePerson({ email: "twice@example.com" });
    await invite(cookie, { email: "twice@example.com" });
    const token = await tokenMailedTo("twice@example.com", "team-invitation");
    const his = await signedInAs(twice.id);
    const answers = await Promise.all([accept(token, his), accept(token, his)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([302, 409]);
    expect(await db.teamMember.count({ where: { storeId: store.id } })).toBe(1);
  });

  test("taken in the moment it is taken back, or sent again: one of the two holds, and the owner reads which", async () => {
    const { store, cookie } = await aShop();
    const withdraw = (id: string) => answerOf(() => team(args(makeRequest("/settings/team", { cookie, form: { intent: "withdraw", invitationId: id } }))));
    const again = (id: string) => answerOf(() => team(args(makeRequest("/settings/team", { cookie, form: { intent: "again", invitationId: id } }))));
    for (const [round, meanwhile] of [withdraw, withdraw, again].entries()) {
      const person = await makePerson();
      await invite(cookie, { email: person.email }, `203.0.113.${20 + round}`);
      const { id } = await db.teamInvitation.findFirstOrThrow({ where: { storeId: store.id, email: person.email } });
      const [token, his] = [await tokenMailedTo(person.email, "team-invitation"), await signedInAs(person.id)];
      // Once after the other, then both at once.
      const [joined, other] = round === 0 ? [await accept(token, his), await meanwhile(id)] : await Promise.all([accept(token, his), meanwhile(id)]);
      const seats = await db.teamMember.count({ where: { storeId: store.id, userId: person.id } });
      const { acceptedAt, withdrawnAt } = await db.teamInvitation.findUniqueOrThrow({ where: { id } });
      expect([seats, acceptedAt !== null, withdrawnAt !== null]).toEqual(joined.headers.get("Location") === "/studio" ? [1, true, false] : [0, false, true]);
      if (round === 0) expect([other.status, seats, await flashOf(other)]).toEqual([302, 1, expect.stringContaining("accepted before you took it back")]);
    }
    const taken = await db.teamInvitation.count({ where: { storeId: store.id, acceptedAt: { not: null } } });
    expect(await db.teamMember.count({ where: { storeId: store.id } })).toBe(taken);
  });

  test("is refused for the owner and for a member, says nothing of who is known, and is limited", async () => {
    const { store, owner, cookie } = await aShop();
    const { person } = await aSeat(store.id, owner.id);
    expect((await invite(cookie, { email: owner.email })).status).toBe(409);
    expect((await invite(cookie, { email: person.email })).status).toBe(409);
    expect((await invite(cookie, { email: "not an address" })).status).toBe(400);
    expect((await invite(cookie, { email: "x@example.com", role: "owner" })).status).toBe(400);
    const known = await makePerson();
    const said = await Promise.all([known.email, "unknown-to-us@example.com"].map((email) => invite(cookie, { email })));
    expect(said.map((answer) => answer.status)).toEqual([302, 302]);
    const many = [];
    for (let i = 0; i < 6; i += 1) many.push((await invite(cookie, { email: "pestered@example.com" }, "203.0.113.9")).status);
    expect(many.at(-1)).toBe(429);
  });

  test("an editor is never given the right to send money back", async () => {
    const { store, cookie } = await aShop();
    await invite(cookie, { email: "maker@example.com", role: "editor", mayRefund: "on" });
    expect(await db.teamInvitation.findFirst({ where: { storeId: store.id } })).toMatchObject({ role: "editor", mayRefund: false });
  });
});

describe("a seat", () => {
  test("changed and taken away from the next click on; both are written down", async () => {
    const { store, owner, cookie } = await aShop();
    const { seat, person, cookie: his } = await aSeat(store.id, owner.id);
    const { offer } = await aCourse(store.id);
    const archive = () => answerOf(() => moveOffer(args(makeRequest(`/studio/offers/${offer.id}/status`, { cookie: his, form: { move: "archive" } }), { offerId: offer.id })));
    const change = (form: Record<string, string>, by = cookie) => answerOf(() => member(args(makeRequest(`/settings/team/${seat.id}`, { cookie: by, form }), { memberId: seat.id })));

    expect((await change({ role: "support", mayRefund: "on" })).status).toBe(302);
    const refused = await archive();
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ refused: { title: `You cannot change offers and what is in them in ${store.name}`, text: expect.stringContaining("Only its owner and editors may") } });
    expect((await change({ role: "editor" })).status).toBe(302);
    expect((await archive()).status).toBe(302);
    expect(await db.auditEntry.findFirst({ where: { storeId: store.id, action: "offer.archive" } })).toMatchObject({ actorId: person.id, actorName: "Jonas Ek", subjectId: offer.id });

    expect((await change({ intent: "remove" })).status).toBe(400);
    expect((await change({ intent: "remove", sure: "on" }, (await aShop()).cookie)).status).toBe(404);
    expect((await change({ intent: "remove", sure: "on" })).status).toBe(302);
    expect((await archive()).headers.get("Location")).toBe("/studio/new");
    expect(await actions(store.id)).toEqual(["team.change", "team.change", "offer.archive", "team.remove"]);
  });

  test("left by one's own wish; nobody leaves for another", async () => {
    const { store, owner } = await aShop();
    const { person, cookie } = await aSeat(store.id, owner.id);
    const form = { storeId: store.id };
    const stranger = await signedInAs((await makePerson()).id);
    expect((await answerOf(() => leave(args(makeRequest("/settings/account/leave", { cookie: stranger, form }))))).status).toBe(404);
    expect((await answerOf(() => leave(args(makeRequest("/settings/account/leave", { cookie, form }))))).headers.get("Location")).toBe("/settings/account");
    expect(await workplaceOf(person.id, store.id)).toBeNull();
    expect(await actions(store.id)).toEqual(["team.leave"]);
  });

  test("in several stores: one's own first, the chosen one in this browser alone, none that is not one's", async () => {
    const mine = await aShop();
    const other = await aShop();
    await db.teamMember.create({ data: { id: newId("teamMember"), storeId: other.store.id, userId: mine.owner.id, role: "editor", createdAt: now(), invitedById: other.owner.id } });
    const here = async (cookie: string) => ((await (await answerOf(() => studio(args(makeRequest("/studio", { cookie }))))).json()) as { store: { slug: string } }).store.slug;
    const choose = (storeId: string) => answerOf(() => switchStore(args(makeRequest("/studio/switch", { cookie: mine.cookie, form: { storeId } }))));
    expect(await here(mine.cookie)).toBe(mine.store.slug);
    expect((await choose(other.store.id)).headers.get("Location")).toBe("/studio");
    expect(await here(mine.cookie)).toBe(other.store.slug);
    expect(await here(await signedInAs(mine.owner.id))).toBe(mine.store.slug);
    expect((await choose((await aShop()).store.id)).status).toBe(404);
    expect(await here(mine.cookie)).toBe(other.store.slug);
    // The seat is gone: back home.
    await db.teamMember.deleteMany({ where: { storeId: other.store.id } });
    expect(await here(mine.cookie)).toBe(mine.store.slug);
  });

  test("an editor sees drafts and sends files, support does neither", async () => {
    const { store, owner } = await aShop();
    const { offer } = await aCourse(store.id, { status: "draft" });
    const editor = await aSeat(store.id, owner.id, "editor");
    const support = await aSeat(store.id, owner.id, "support");
    expect(await publicOffer(store.slug, offer.slug, editor.person.id)).toMatchObject({ isOwner: true });
    expect(await publicOffer(store.slug, offer.slug, support.person.id)).toBeNull();
    expect(await uploaderOf(editor.cookie, env.appUrl)).toMatchObject({ storeId: store.id });
    expect(await uploaderOf(support.cookie, env.appUrl)).toBe("no_store");
  });
});
