import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { newSince } from "~/domain/memberships/my-memberships.server";
import { membersOf } from "~/domain/memberships/members.server";
import type { User } from "~/generated/prisma/client";
import { DAY, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import * as mine from "~/routes/library/memberships";
import * as post from "~/routes/library/post";
import { moneyBackOf } from "~/routes/studio/money-back.server";
import * as members from "~/routes/studio/offers/members";
import * as studioPost from "~/routes/studio/offers/post";
import * as posts from "~/routes/studio/offers/posts";
import * as tier from "~/routes/studio/offers/tier";
import * as tiers from "~/routes/studio/offers/tiers";
import { aBundle, aCourse } from "../factories/catalog";
import { aGrant, anOrder } from "../factories/library";
import { aClub, aMember, aTier } from "../factories/memberships";
import { makePerson, makeStore } from "../factories/people";
import { args, aTierNamed, club, control, idIn, open, prepareClubStudio, send } from "../setup/club-studio";
import { operationsOf } from "../setup/operations";
import { answerOf, signedInAs } from "../setup/request";

prepareClubStudio();

describe("tiers", () => {
  test("made, worded, priced, filled: and joinable as it stands there", async () => {
    const tierId = await aTierNamed("Kiln friends");
    await send(tier, { tierId }, { intent: "words", title: "Kiln friends", description: "For regulars", highlights: "• A call a month\nEarly firings", posts: "on" });
    expect((await send(tier, { tierId }, { intent: "prices", cost: "paid", month: "12,50", year: "125", trial: "14" })).status).toBe(302);
    await send(tier, { tierId }, { intent: "items", offerId: [club.courseId] });
    expect(await db.tier.findUniqueOrThrow({ where: { id: tierId }, include: { items: true } })).toMatchObject({ highlights: ["A call a month", "Early firings"], opensPosts: true, items: [{ offerId: club.courseId }] });
    expect(await db.price.findMany({ where: { tierId, active: true }, orderBy: { interval: "asc" } })).toMatchObject([
      { interval: "month", amount: 1250n, trialDays: 14 },
      { interval: "year", amount: 12500n, trialDays: 14 },
    ]);
    const page = (await (await open(tiers)).json()) as { tiers: { id: string; prices: string[] }[] };
    expect(page.tiers.find((one) => one.id === tierId)?.prices).toEqual(["€12.50 a month", "€125 a year, 14 days free"]);
  });

  test("amounts are refused here and not at the till, and what was typed stays", async () => {
    const tierId = await aTierNamed("Refused");
    for (const [month, says] of [["0.30", "smallest amount"], ["9.999", "no smaller coin"], ["abc", "in figures"], ["0", "choose “Free”"], ["", "a price a month"]] as const) {
      const answer = await send(tier, { tierId }, { intent: "prices", cost: "paid", month, year: "", trial: "0" });
      expect(answer.status).toBe(400);
      const text = await answer.text();
      expect(text).toContain(says);
      if (month) expect(text).toContain(month);
    }
    expect(await db.price.count({ where: { tierId } })).toBe(0);
  });

  test("a new price is for new members; who is in keeps theirs and is counted", async () => {
    const tierId = await aTierNamed("Founders");
    await send(tier, { tierId }, { intent: "prices", cost: "paid", month: "9", year: "", trial: "0" });
    const founding = await db.price.findFirstOrThrow({ where: { tierId, active: true } });
    const member = await aMember(control, club, { price: founding });
    await send(tier, { tierId }, { intent: "prices", cost: "paid", month: "15", year: "", trial: "0" });
    expect(await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } })).toMatchObject({ priceId: founding.id, status: "active" });
    expect(await db.price.findMany({ where: { tierId, active: true } })).toMatchObject([{ amount: 1500n }]);
    const page = (await (await open(tier, { tierId })).json()) as { members: { members: number; founders: number } };
    expect(page.members).toEqual({ members: 1, founders: 1 });
    // The same price again is the same row.
    await send(tier, { tierId }, { intent: "prices", cost: "paid", month: "15.00", year: "", trial: "0" });
    expect(await db.price.count({ where: { tierId } })).toBe(2);
  });

  test("what a tier opens holds for its members at once, both ways", async () => {
    const member = await aMember(control, club);
    expect(await canOpen(member.userId, club.courseId)).toBe(true);
    await send(tier, { tierId: club.tier.id }, { intent: "items" });
    expect(await canOpen(member.userId, club.courseId)).toBe(false);
    await send(tier, { tierId: club.tier.id }, { intent: "items", offerId: [club.courseId] });
    expect(await canOpen(member.userId, club.courseId)).toBe(true);
  });

  test("the last tier one can join stays in a published membership", async () => {
    const other = await aClub(control);
    const cookie = await signedInAs(other.shop.owner.id);
    const close = (tierId: string) => answerOf(() => tiers.action(args("/x", { offerId: other.offer.id }, { cookie, form: { intent: "archive", tierId } })));
    expect((await close(other.gold.id)).status).toBe(302);
    expect((await close(other.tier.id)).status).toBe(400);
    expect(await db.tier.findUniqueOrThrow({ where: { id: other.tier.id } })).toMatchObject({ archivedAt: null });
  });

  test("row 29: another creator's membership, tier, offers and posts are not there", async () => {
    const stranger = await signedInAs((await makeStore()).owner.id);
    const params = { tierId: club.tier.id };
    const postId = idIn(await send(posts, {}, { title: "Not yours" }));
    for (const answer of [
      await open(tiers, {}, stranger),
      await open(tier, params, stranger),
      await open(members, {}, stranger),
      await open(posts, {}, stranger),
      await open(studioPost, { postId }, stranger),
      await open(post, { postId }, stranger),
      await send(tiers, {}, { intent: "archive", tierId: club.tier.id }, stranger),
      await send(tier, params, { intent: "words", title: "Taken" }, stranger),
      await send(studioPost, { postId }, { intent: "delete", confirmed: "yes" }, stranger),
    ]) {
      expect(answer.status).toBe(404);
    }
    const foreign = await aClub(control);
    expect((await send(tier, { tierId: club.tier.id }, { intent: "items", offerId: [foreign.courseId] })).status).toBe(404);
    expect((await send(tier, { tierId: foreign.tier.id }, { intent: "words", title: "Taken" })).status).toBe(404);
    expect((await send(studioPost, { postId }, { intent: "save", title: "x", body: "<p>x</p>", tierId: [foreign.tier.id] })).status).toBe(404);
  });
});

describe("members", () => {
  test("are listed with what they pay and until when, found by name, and those who left apart", async () => {
    const other = await aClub(control);
    const cookie = await signedInAs(other.shop.owner.id);
    const member = await aMember(control, other);
    await aGrant((await makePerson({ name: "Zoe Free" })).id, other.offer.id, { tierId: other.tier.id });
    await aGrant((await makePerson({ name: "Gone Away" })).id, other.offer.id, { tierId: other.tier.id, revokedAt: now(), revokedKind: "left", revokedReason: "You left this membership." });
    const list = async (query = "") => ((await (await answerOf(() => members.loader(args(`/studio/offers/x/members${query}`, { offerId: other.offer.id }, { cookie })))).json()) as { members: { name: string; email: string; price: string; label: string }[] }).members;
    expect((await list()).map(({ name, price, label }) => [name, price, label])).toEqual([
      ["Zoe Free", "Free", "Free"],
      [(await db.user.findUniqueOrThrow({ where: { id: member.userId } })).name, "€9 a month", "Active"],
    ]);
    expect((await list("?q=zoe")).map(({ name }) => name)).toEqual(["Zoe Free"]);
    expect((await list("?which=left")).map(({ name, label }) => [name, label])).toEqual([["Gone Away", "Left"]]);
  });

  test("row 39: with thousands of members a page asks the same questions", async () => {
    const many = await aClub(control);
    const ids = Array.from({ length: 3_000 }, () => newId("user"));
    await aMember(control, many);
    const few = await operationsOf(() => membersOf(many.offer.id));
    await db.user.createMany({ data: ids.map((id) => ({ id, email: `${id}@example.com`, name: "Many", createdAt: now() })) });
    await db.grant.createMany({ data: ids.map((userId) => ({ id: newId("grant"), userId, offerId: many.offer.id, tierId: many.tier.id, grantedAt: now() })) });
    expect(few).toBeGreaterThan(0);
    expect(await operationsOf(() => membersOf(many.offer.id))).toBe(few);
    const page = await membersOf(many.offer.id);
    expect(page.rows).toHaveLength(50);
    expect(page.older).not.toBeNull();
  });
});

test("row 39: an order's page offers each payment to refund by the same few questions, however often it was renewed", async () => {
  const own = await aClub(control);
  const member = await aMember(control, own);
  const first = await db.invoice.findFirstOrThrow({ where: { subscriptionId: member.subscriptionId } });
  const renewals = (from: number, to: number) =>
    db.invoice.createManyAndReturn({ data: Array.from({ length: to - from }, (_, month) => ({ ...first, id: newId("invoice"), stripeInvoiceId: `in_${first.id}_${from + month}`, stripePaymentIntentId: `pi_${first.id}_${from + month}`, billingReason: "subscription_cycle", createdAt: later((from + month + 1) * DAY, first.createdAt) })) });
  await renewals(0, 1);
  const few = await operationsOf(() => moneyBackOf(member.orderId, true));
  const made = await renewals(1, 20);
  expect(await operationsOf(() => moneyBackOf(member.orderId, true))).toBe(few);
  const [newest, second] = [made.at(-1)!, made.at(-2)!];
  const account = { storeId: own.shop.store.id, connectedAccountId: own.shop.account.id };
  await db.dispute.create({ data: { ...account, id: newId("dispute"), invoiceId: newest.id, stripeDisputeId: `dp_${first.id}`, stripeChargeId: "ch_1", amount: 900n, currency: "eur", reason: "fraudulent", status: "needs_response", openedAt: now(), syncedAt: now() } });
  await db.refund.create({ data: { ...account, id: newId("refund"), invoiceId: second.id, amount: 300n, currency: "eur", reason: "other", status: "asked", createdAt: now() } });
  const { payments } = await moneyBackOf(member.orderId, true);
  expect(payments.map(({ left }) => left)).toEqual(["€6", ...Array.from({ length: 11 }, () => "€9")]);
  expect(payments.at(-1)).toMatchObject({ id: member.orderId, label: "The payment of this order" });
  expect(await moneyBackOf(member.orderId, false), "to nobody who may not").toMatchObject({ payments: [], refusal: null });
});

describe("a person's memberships", () => {
  const listed = async (user: User) => ((await (await open(mine, {}, await signedInAs(user.id))).json()) as { memberships: { title: string; tier: string; label: string; text: string; managePath: string | null; openPath: string | null }[] }).memberships;

  test("one that came with a paid bundle is among them, with the bundle's name and its end; nothing of it can be managed", async () => {
    const member = await makePerson();
    const bundle = await aBundle(club.shop.store.id, [club.courseId]);
    const order = await anOrder(member, bundle.offer, { offerTitle: "Everything for the winter", number: 7001 });
    const grant = { offerId: club.offer.id, tierId: club.tier.id, orderId: order.id };
    await aGrant(member.id, club.offer.id, { ...grant, expiresAt: new Date("2031-03-05T12:00:00Z") });
    expect(await listed(member)).toEqual([expect.objectContaining({
      title: club.offer.title, tier: "Studio", label: "From a bundle", managePath: null, openPath: `/library/${club.offer.id}`,
      text: "It came with “Everything for the winter”. You pay nothing for it, and it ends by itself on 5 March 2031.",
    })]);
    // More days of the same by another bundle: said once, with the later end.
    const second = await anOrder(member, bundle.offer, { offerTitle: "Spring", number: 7002 });
    await aGrant(member.id, club.offer.id, { ...grant, orderId: second.id, expiresAt: new Date("2031-04-05T12:00:00Z") });
    expect((await listed(member)).map((one) => one.text)).toEqual(["It came with “Spring”. You pay nothing for it, and it ends by itself on 5 April 2031."]);
    await db.grant.updateMany({ where: { orderId: { in: [order.id, second.id] } }, data: { expiresAt: null } });
    expect((await listed(member))[0]?.text).toMatch(/You pay nothing for it, and it stays open\.$/);
    await db.grant.updateMany({ where: { orderId: { in: [order.id, second.id] } }, data: { revokedAt: now() } });
    expect(await listed(member)).toEqual([]);
  });

  test("what has come since one left: published only, and only what their tier opens", async () => {
    const since = new Date(now().getTime() - 1000);
    const tierRow = await aTier(club.offer.id, "Leavers", 9);
    const [out, draft] = await Promise.all([aCourse(club.shop.store.id), aCourse(club.shop.store.id)]);
    await db.offer.update({ where: { id: draft.offer.id }, data: { status: "draft", title: "Not said yet" } });
    await db.tierItem.createMany({ data: [out, draft].map(({ offer }) => ({ tierId: tierRow.id, offerId: offer.id, addedAt: now() })) });
    const aPost = async (title: string, status: "draft" | "published", tierIds: string[] = []) =>
      db.post.create({ data: { id: newId("post"), offerId: club.offer.id, storeId: club.shop.store.id, title, bodyHtml: "", status, publishedAt: now(), createdAt: now(), updatedAt: now(), tiers: { create: tierIds.map((tierId) => ({ tierId })) } } });
    const before = (await newSince({ offerId: club.offer.id, tierId: tierRow.id }, since)).posts;
    await aPost("for all", "published");
    await aPost("for them", "published", [tierRow.id]);
    await aPost("for gold", "published", [club.gold.id]);
    await aPost("not yet", "draft", [tierRow.id]);
    const seen = await newSince({ offerId: club.offer.id, tierId: tierRow.id }, since);
    expect(seen).toEqual({ items: [{ title: out.offer.title, kind: "course" }], posts: before + 2 });
    await db.tier.update({ where: { id: tierRow.id }, data: { opensPosts: false } });
    expect((await newSince({ offerId: club.offer.id, tierId: tierRow.id }, since)).posts).toBe(0);
  });
});
